/** The keyed operator against the oracle, for patterns and streams out of order at random. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import type { PatternAutomaton } from './pattern-automaton.js';
import { KeyedOperator, type StreamOrder } from './keyed-operator.js';
import { disagreement, mustAgree } from './testing/agreement.js';
import { type TestPattern, testPattern } from './testing/arbitrary-pattern.js';
import { ReferenceOperator, type ReferenceOperatorOutput } from './testing/reference-operator.js';
import { conditionHolds } from './testing/test-condition.js';
import { compiledFrom, engineTexts, patternText, referenceTexts, transaction } from './testing/test-pattern.js';

type Event = TransactionLike;

const BY_CURRENCY: StreamOrder<Event> = { time: 'event', keyOf: ({ currency }) => currency };
const CHEAPEST_FIRST = { compare: (a: Event, b: Event) => a.amountMinor - b.amountMinor };

describe('keyed operator: patterns and streams at random', () => {
  it('any order of arrival: → what the reference finds, also written and read back', { timeout: 60_000 }, () => {
    const found = disagreement(agreement, { numRuns: 1_000 });
    expect(found, found).toBeUndefined();
  });
});

/** An event, or a watermark that lags by so much. */
type Input = { readonly event: Event } | { readonly nowMs: number };

const inputs: fc.Arbitrary<Input[]> = fc
  .array(
    fc.record({
      gapMs: fc.nat(2),
      lagMs: fc.constantFrom(0, 0, 1, 2, 5),
      watermark: fc.nat(3).map((n) => n === 3),
      channel: fc.constantFrom('a', 'b', 'c', 'd'),
      amount: fc.integer({ min: 1, max: 5 }),
      key: fc.constantFrom('EUR', 'USD'),
    }),
    { maxLength: 14, size: 'max' },
  )
  .map((drafts) => {
    let atMs = 10;
    const list = drafts.map(({ gapMs, lagMs, watermark, channel, amount, key }, i): Input => {
      atMs += gapMs;
      if (watermark) return { nowMs: atMs - lagMs };
      return { event: { ...transaction(String(i), atMs - lagMs, channel, amount), currency: key } };
    });
    return [...list, { nowMs: atMs + 1_000 }];
  });

const order = fc.record({ time: fc.constantFrom('event' as const, 'processing' as const), sorted: fc.boolean() });

const agreement = fc.property(testPattern, order, fc.array(inputs, { maxLength: 4 }), (pattern, drawn, streams) => {
  const { time, sorted } = drawn;
  const stream: StreamOrder<Event> = { ...BY_CURRENCY, time, ...(sorted && CHEAPEST_FIRST) };
  const engine = compiledFrom(pattern);
  for (const all of streams) {
    // The clock doesn't go back, so that events come in order.
    const given = time === 'event' ? all : [...all].sort((a, b) => timeOf(a) - timeOf(b));
    const want = byReference(pattern, stream, given);
    const used = given.slice(0, want.length);
    const title = `${patternText(pattern)}\n${time} time, ${sorted ? 'sorted' : 'as it comes'}: ${used.map(inputText).join(' ')}`;
    mustAgree(title, byEngine(engine, stream, used, false), want);
    mustAgree(
      `${title}
written and read back`,
      byEngine(engine, stream, used, true),
      want,
    );
  }
});

const RUNS_MAX = 300;

function byReference(pattern: TestPattern, stream: StreamOrder<Event>, given: readonly Input[]): string[][] {
  const operator = new ReferenceOperator({ ...pattern, holds: conditionHolds<Event> }, stream);
  const outcome: string[][] = [];
  for (const input of given) {
    const output: ReferenceOperatorOutput<Event> =
      'event' in input ? operator.accept(input.event) : operator.passTime(input.nowMs);
    outcome.push([...referenceTexts(output), ...output.late.map(({ id }) => `late ${id}`)]);
    if (operator.size > RUNS_MAX) break;
  }
  return outcome;
}

function byEngine(
  pattern: PatternAutomaton<TransactionLike>,
  stream: StreamOrder<Event>,
  given: readonly Input[],
  restart: boolean,
): string[][] {
  let operator = new KeyedOperator<Event>(pattern, stream);
  return given.map((input) => {
    const result = 'event' in input ? operator.accept(input.event) : operator.passTime(input.nowMs);
    if (restart) {
      operator = KeyedOperator.decode(pattern, stream, structuredClone(operator.encode()))!;
    }
    return [...engineTexts(result), ...result.late.map(({ id }) => `late ${id}`)];
  });
}

/** `0:EURa5@3`: event 0 of key EUR and channel a, amount 5, at 3 ms; `(3)` is a watermark. */
function inputText(input: Input): string {
  if (!('event' in input)) return `(${input.nowMs})`;
  const { id, currency, channel, amountMinor, occurredAtMs } = input.event;
  return `${id}:${currency}${channel}${amountMinor}@${occurredAtMs}`;
}

function timeOf(input: Input): number {
  return 'event' in input ? input.event.occurredAtMs : input.nowMs;
}
