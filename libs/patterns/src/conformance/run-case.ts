/** What the engine makes of a conformance case. */
import { advance, advanceTime, type MatchedStep } from '../advance.js';
import { checkLoops } from '../check-meaning.js';
import { checkSteps } from '../check-steps.js';
import { decodeState, encodeState } from '../encode-state.js';
import type { EventKeeper } from '../keep-event.js';
import { KeyedOperator, type OperatorResult, type StreamOrder } from '../keyed-operator.js';
import { createAutomaton, type PatternAutomaton, patternSchema } from '../pattern-automaton.js';
import type { PatternEvent, PatternState } from '../pattern-state.js';
import {
  type CaseEvent,
  type ConformanceCase,
  fieldsOf,
  fieldTypes,
  firstToLast,
  skipOf,
  stepOf,
} from './conformance-case.js';

export interface CaseOutcome {
  readonly matches: readonly Found[];
  readonly timeouts: readonly (Found & { readonly time: number })[];
  /** Indexes of events that came too late. */
  readonly late: readonly number[];
  /** Runs left at the end, of all keys. */
  readonly remaining: number;
  /** Whether nothing at all is remembered at the end. */
  readonly idle: boolean;
  /** Why it was stopped. */
  readonly failure: string | undefined;
}

export interface Found {
  /** Each step with the indexes of its events, in the order of their first events. */
  readonly steps: readonly (readonly [step: string, events: readonly number[]])[];
  /** The event or watermark (`w0`, `w1`…) that it came out at. */
  readonly at: string;
}

/**
 * @returns why Caracal refuses the pattern; undefined when it takes it. Loops that could hang Flink, and did not for the
 * recorded answer, are played: the engine doesn't hang
 */
export function refusalOf(one: ConformanceCase): string | undefined {
  const shape = shapeOf(one);
  const problems = checkSteps({ ...shape, eachMs: 0 });
  if (one.error !== undefined) problems.push(...checkLoops(shape.steps));
  return problems.length === 0 ? undefined : problems.map(({ detail }) => detail).join('; ');
}

/**
 * @param one - a case whose pattern is not refused
 * @param restart - whether the state is written as bytes and read back after every event and watermark
 * @throws ExpressionError for a condition that doesn't compile
 */
export function runCase(one: ConformanceCase, restart: boolean): CaseOutcome {
  const run = new CaseRun(one, restart);
  run.watermarksAfter(-1);
  for (const [index, source] of one.events.entries()) {
    run.event(source, index);
    run.watermarksAfter(index);
  }
  return run.outcome();
}

interface EngineEvent extends PatternEvent {
  readonly source: CaseEvent;
}

/** Cases may ask for any field. */
const WHOLE_EVENT: EventKeeper<EngineEvent> = {
  keep: (event) => event,
  write: (out, texts, event) => texts.text(out, JSON.stringify(event)),
  read: (input, texts) => JSON.parse(texts.text(input)) as EngineEvent,
};

/** What a case is played to: the automaton alone, or the keyed operator around it. */
interface Matcher {
  accept(event: EngineEvent): OperatorResult<EngineEvent>;
  passTime(nowMs: number): OperatorResult<EngineEvent>;
  states(): readonly PatternState<EngineEvent>[];
  rewritten(): Matcher;
}

class CaseRun {
  private readonly found: Found[] = [];
  private readonly timeouts: (Found & { readonly time: number })[] = [];
  private readonly late: number[] = [];
  private matcher: Matcher;
  private failure: string | undefined;

  constructor(
    private readonly one: ConformanceCase,
    private readonly restart: boolean,
  ) {
    const pattern = automatonOf(one);
    this.matcher =
      one.mode === 'operator'
        ? new OperatorMatcher(new KeyedOperator(pattern, orderOf(one)), pattern, orderOf(one))
        : new PlainMatcher(pattern, undefined);
  }

  event(source: CaseEvent, index: number): void {
    const event = { ...fieldsOf(source), id: String(index), occurredAtMs: source.t, source };
    this.note(this.matcher.accept(event), String(index));
    if (this.restart || this.one.restartAfter?.includes(index)) this.matcher = this.matcher.rewritten();
  }

  watermarksAfter(index: number): void {
    for (const [i, { after, t }] of (this.one.watermarks ?? []).entries()) {
      if (after !== index) continue;
      this.note(this.matcher.passTime(t), `w${i}`);
      if (this.restart) this.matcher = this.matcher.rewritten();
    }
  }

  outcome(): CaseOutcome {
    const states = this.matcher.states();
    return {
      matches: this.found,
      timeouts: this.timeouts,
      late: this.late,
      remaining: states.reduce((sum, { runs }) => sum + runs.length, 0),
      idle: states.length === 0,
      failure: this.failure,
    };
  }

  private note({ matches, expired, late }: OperatorResult<EngineEvent>, at: string): void {
    for (const { steps } of matches) {
      const match = { steps: indexes(steps), at };
      this.found.push(match);
      this.failure ??= missedSkip(this.one, match);
    }
    for (const { steps, atMs } of expired) this.timeouts.push({ steps: indexes(steps), at, time: atMs });
    for (const { id } of late) this.late.push(Number(id));
  }
}

class PlainMatcher implements Matcher {
  constructor(
    private readonly pattern: PatternAutomaton<EngineEvent>,
    private state: PatternState<EngineEvent> | undefined,
  ) {}

  accept(event: EngineEvent): OperatorResult<EngineEvent> {
    return this.keep(advance(this.pattern, this.state, [event]));
  }

  passTime(nowMs: number): OperatorResult<EngineEvent> {
    return this.keep(advanceTime(this.pattern, this.state, nowMs));
  }

  states(): readonly PatternState<EngineEvent>[] {
    return this.state ? [this.state] : [];
  }

  rewritten(): Matcher {
    const state = this.state && decodeState(this.pattern, encodeState(this.pattern, this.state));
    if (this.state && !state) throw new Error('the state could not be read back');
    return new PlainMatcher(this.pattern, state);
  }

  private keep(result: ReturnType<typeof advance<EngineEvent>>): OperatorResult<EngineEvent> {
    this.state = result.state;
    return { ...result, late: [] };
  }
}

class OperatorMatcher implements Matcher {
  constructor(
    private readonly operator: KeyedOperator<EngineEvent>,
    private readonly pattern: PatternAutomaton<EngineEvent>,
    private readonly order: StreamOrder<EngineEvent>,
  ) {}

  accept(event: EngineEvent): OperatorResult<EngineEvent> {
    return this.operator.accept(event);
  }

  passTime(nowMs: number): OperatorResult<EngineEvent> {
    return this.operator.passTime(nowMs);
  }

  states(): readonly PatternState<EngineEvent>[] {
    return this.operator.states();
  }

  rewritten(): Matcher {
    const encoded = structuredClone(this.operator.encode());
    const operator = KeyedOperator.decode(this.pattern, this.order, encoded);
    if (!operator) throw new Error('the state could not be read back');
    return new OperatorMatcher(operator, this.pattern, this.order);
  }
}

function indexes(steps: readonly MatchedStep<EngineEvent>[]): Found['steps'] {
  return steps.map(({ step, events }) => [step, events.map(({ id }) => Number(id))] as const);
}

/** A skip strategy that is told to fail when it has nowhere to skip to; Caracal's skips nothing then. */
function missedSkip({ pattern: { skip } }: ConformanceCase, { steps }: Found): string | undefined {
  if (!skip?.throwOnMiss) return undefined;
  const events = steps.find(([step]) => step === skip.to)?.[1];
  if (!events) return `there is no ${skip.to} in the match to skip to`;
  const target = skip.strategy === 'skipToFirst' ? events[0] : events.at(-1);
  return target === steps[0]![1][0] ? 'the match would be skipped to its own first event' : undefined;
}

function automatonOf(one: ConformanceCase): PatternAutomaton<EngineEvent> {
  const shape = shapeOf(one);
  const types = fieldTypes(one.events);
  return createAutomaton<EngineEvent>({
    ...shape,
    eachMs: 0,
    sessionMs: 0,
    schema: patternSchema(types, { ...types, name: 'taken' }, shape.steps),
    limits: { runsPerEntity: 100_000, eventsPerRun: 10_000, matchesPerEvent: 100_000 },
    reportExpired: true,
    keeper: WHOLE_EVENT,
  });
}

function shapeOf(one: ConformanceCase) {
  return { steps: one.pattern.stages.map(stepOf), skip: skipOf(one), withinMs: firstToLast(one) };
}

function orderOf({ keyBy, comparator, timeDomain }: ConformanceCase): StreamOrder<EngineEvent> {
  const fields = keyBy === undefined ? [] : typeof keyBy === 'string' ? [keyBy] : keyBy;
  return {
    time: timeDomain ?? 'event',
    keyOf: ({ source }) => JSON.stringify(fields.map((field) => source[field])),
    compare: comparator && ((a, b) => compare(a.source, b.source, comparator)),
  };
}

function compare(a: CaseEvent, b: CaseEvent, by: NonNullable<ConformanceCase['comparator']>): number {
  for (const { field, order } of by) {
    const [x, y] = [a[field]!, b[field]!];
    if (x !== y) return x < y === (order === 'asc') ? -1 : 1;
  }
  return 0;
}
