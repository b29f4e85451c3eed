/** Many patterns together against each of them alone, for patterns and streams at random: nothing may differ, not a byte. */
import { env } from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import { advance, advanceTime } from './advance.js';
import { decodeState, encodeState } from './encode-state.js';
import { ManyPatterns, type ManyResult } from './many-patterns.js';
import type { OpenRuns } from './open-runs.js';
import type { PatternAutomaton } from './pattern-automaton.js';
import type { PatternState } from './pattern-state.js';
import { Predicates } from './predicates.js';
import { disagreement, mustAgree } from './testing/agreement.js';
import { type TestInput, type TestPattern, testPattern, testStream } from './testing/arbitrary-pattern.js';
import { compiledFrom, engineTexts, patternText, transaction } from './testing/test-pattern.js';

const SETS = Number(env['PATTERN_PAIRS'] ?? 10_000) / 20;
const RUNS_MAX = 300;
const MATCHES_MAX = 10_000;

describe('many patterns: sets and streams at random', () => {
  it(`${SETS} sets: → what each pattern finds alone, and its very state`, { timeout: 3_600_000 }, () => {
    const found = disagreement(agreement, { numRuns: SETS });
    expect(found, found).toBeUndefined();
  });
});

interface Drawn {
  readonly pattern: TestPattern;
  readonly sessionMs: number;
}

const sets = fc.array(fc.record({ pattern: testPattern, sessionMs: fc.constantFrom(0, 0, 3, 6) }), {
  minLength: 1,
  maxLength: 6,
});
/** Transactions are matched as they arrive: time can also go back. */
const backwards = fc.constantFrom(0, 0, 0, 3);

const agreement = fc.property(sets, fc.array(testStream(14), { maxLength: 4 }), backwards, (set, streams, back) => {
  const alone = set.map(({ pattern, sessionMs }) => compiledFrom(pattern, { sessionMs }));
  const predicates = new Predicates<TransactionLike>();
  const together = set.map(({ pattern, sessionMs }) => compiledFrom(pattern, { sessionMs, predicates }));
  for (const stream of streams) {
    const inputs = inputsOf(stream, back);
    const want = eachAlone(alone, inputs);
    const used = inputs.slice(0, want.length);
    const title = `${set.map(setText).join('\n')}\non ${used.map(inputText).join(' ')}`;
    mustAgree(title, allTogether(together, predicates, used, false), want);
    mustAgree(`${title}\nwritten and read back after each`, allTogether(together, predicates, used, true), want);
  }
});

/** An event, or the time that passes. */
type Input = { readonly atMs: number; readonly event: TransactionLike | undefined };
type State = PatternState<TransactionLike> | undefined;

/** Matches and time-outs after each input, and the bytes of what is under way. Ends early where runs multiply. */
function eachAlone(patterns: readonly PatternAutomaton<TransactionLike>[], inputs: readonly Input[]): string[][] {
  const states: State[] = patterns.map(() => undefined);
  const outcome: string[][] = [];
  for (const { atMs, event } of inputs) {
    const texts = patterns.flatMap((pattern, i) => {
      const result = event ? advance(pattern, states[i], [event]) : advanceTime(pattern, states[i], atMs);
      states[i] = result.state;
      return engineTexts(result).map((text) => `${i}: ${text}`);
    });
    if (texts.length > MATCHES_MAX) break;
    outcome.push([...texts, ...patterns.flatMap((pattern, i) => stateText(pattern, i, states[i]))]);
    if (states.some((state) => (state?.runs.length ?? 0) > RUNS_MAX)) break;
  }
  return outcome;
}

function allTogether(
  patterns: readonly PatternAutomaton<TransactionLike>[],
  predicates: Predicates<TransactionLike>,
  inputs: readonly Input[],
  restart: boolean,
): string[][] {
  // What is given up when a key has too many runs is not the same with others beside.
  const many = new ManyPatterns(patterns, predicates, Number.POSITIVE_INFINITY);
  let open: OpenRuns<TransactionLike> | undefined;
  return inputs.map(({ atMs, event }) => {
    const result: ManyResult<TransactionLike> = event ? many.advance(open, event) : many.advanceTime(open, atMs);
    ({ open } = result);
    const texts = result.results.flatMap(({ place, result: own }) =>
      engineTexts(own).map((text) => `${place}: ${text}`),
    );
    // Read before it is written back: what only waited has to know the time as well.
    const states = [...(open?.entries() ?? [])];
    const bytes = states.flatMap(([place, state]) => stateText(patterns[place]!, place, state));
    if (restart) open = many.open(states.map(([place, state]) => [place, rewritten(patterns[place]!, state)]));
    return [...texts, ...bytes];
  });
}

function stateText(pattern: PatternAutomaton<TransactionLike>, place: number, state: State): string[] {
  return state ? [`${place} stands at ${Buffer.from(encodeState(pattern, state)).toString('base64')}`] : [];
}

function rewritten(
  pattern: PatternAutomaton<TransactionLike>,
  state: PatternState<TransactionLike>,
): PatternState<TransactionLike> {
  return decodeState(pattern, encodeState(pattern, state))!;
}

function inputsOf(stream: readonly TestInput[], back: number): Input[] {
  let atMs = 100;
  const inputs = stream.map(({ gapMs, channel, amount, silent }, i): Input => {
    atMs += gapMs === 2 ? gapMs - back : gapMs;
    return { atMs, event: silent ? undefined : transaction(String(i), atMs, channel, amount) };
  });
  return [...inputs, { atMs: atMs + 1_000, event: undefined }];
}

function setText({ pattern, sessionMs }: Drawn): string {
  return `${patternText(pattern)}, session ${sessionMs} ms`;
}

function inputText({ atMs, event }: Input): string {
  return event ? `${event.id}:${event.channel}${event.amountMinor}@${atMs}` : `(time ${atMs})`;
}
