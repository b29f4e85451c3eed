/** One conformance case: a pattern, events and the answer of Apache Flink's CEP library (Apache-2.0, commit 77e7ac076c35). */
import { listOf, type MessageField, type MessageType, NUMBER, STRING } from '#cel';
import { advance, advanceTime, type AdvanceResult } from '../advance.js';
import { checkSteps } from '../check-steps.js';
import { decodeState, encodeState } from '../encode-state.js';
import type { EventKeeper } from '../keep-event.js';
import { createAutomaton, type PatternAutomaton, patternSchema } from '../pattern-automaton.js';
import type { Contiguity, SkipStrategy, Step } from '../pattern-definition.js';
import { type PatternEvent, type PatternState } from '../pattern-state.js';

export interface ConformanceCase {
  readonly id: string;
  readonly pattern: {
    readonly stages: readonly CaseStage[];
    readonly within?: number;
    readonly withinType?: string;
    readonly skip?: { readonly strategy: string; readonly to?: string; readonly throwOnMiss?: boolean };
  };
  readonly events: readonly CaseEvent[];
  readonly matches?: readonly CaseMatch[];
  readonly timeouts?: readonly CaseMatch[];
  readonly timeoutTimes?: readonly number[];
  readonly watermarks?: readonly { readonly after: number; readonly t: number }[];
  readonly mode?: 'nfa' | 'operator';
  readonly keyBy?: string | readonly string[];
  readonly comparator?: readonly { readonly field: string; readonly order: 'asc' | 'desc' }[];
  readonly timeDomain?: 'event' | 'processing';
  readonly error?: string;
  readonly errorPhase?: 'compile' | 'runtime';
  readonly ordered?: boolean;
  readonly noAdvance?: boolean;
  readonly quirks?: unknown;
  readonly tieBreak?: string;
  readonly remainingPartials?: number;
}

/** Cases may ask for any field. */
const WHOLE_EVENT: EventKeeper<EngineEvent> = {
  keep: (event) => event,
  write: (out, event) => out.text(JSON.stringify(event)),
  read: (input) => JSON.parse(input.text()) as EngineEvent,
};

type CaseEvent = { readonly t: number } & Readonly<Record<string, string | number>>;
type CaseMatch = Readonly<Record<string, readonly number[]>>;

interface CaseStage {
  readonly name: string;
  readonly contiguity?: string;
  readonly where?: string;
  readonly times?: { readonly from: number; readonly to: number | null; readonly windowTime?: number };
  readonly inner?: Contiguity;
  readonly optional?: boolean;
  readonly greedy?: boolean;
  readonly until?: string;
  readonly group?: readonly CaseStage[];
  readonly withinPrevious?: number;
}

/** What the engine makes of a case; matches and timeouts as text, so that they compare. */
export interface CaseOutcome {
  readonly refused?: string;
  readonly matches: readonly string[];
  readonly timeouts: readonly string[];
  readonly remaining: number;
}

/** @param restart - whether the state is written and read back after every event */
export function runCase(one: ConformanceCase, restart: boolean): CaseOutcome {
  const steps = one.pattern.stages.map(stepOf);
  const shape = { steps, skip: skipOf(one), withinMs: firstToLast(one), eachMs: 0 };
  const problems = checkSteps(shape);
  if (problems.length > 0)
    return { refused: problems.map(({ detail }) => detail).join('; '), matches: [], timeouts: [], remaining: 0 };
  const types = fieldTypes(one.events);
  const pattern = createAutomaton<EngineEvent>({
    ...shape,
    sessionMs: 0,
    schema: patternSchema(types, { ...types, name: 'taken' }, steps),
    limits: { runsPerEntity: 100_000, eventsPerRun: 10_000, matchesPerEvent: 100_000 },
    reportExpired: true,
    keeper: WHOLE_EVENT,
  });
  return new CaseRun(one, pattern, restart).run();
}

/** The recorded answer in the form of `runCase`. */
export function expectedOf(one: ConformanceCase): { matches: string[]; timeouts: string[] } {
  return { matches: (one.matches ?? []).map(textOf), timeouts: (one.timeouts ?? []).map(textOf) };
}

interface EngineEvent extends PatternEvent {
  readonly source: CaseEvent;
}

class CaseRun {
  private readonly states = new Map<string, PatternState<EngineEvent>>();
  private readonly buffers = new Map<string, EngineEvent[]>();
  private readonly matches: string[] = [];
  private readonly timeouts: string[] = [];
  private watermark = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly one: ConformanceCase,
    private readonly pattern: PatternAutomaton<EngineEvent>,
    private readonly restart: boolean,
  ) {}

  run(): CaseOutcome {
    const buffered = this.one.mode === 'operator' && (!this.byClock || this.one.comparator !== undefined);
    this.watermarksAfter(-1, buffered);
    for (const [i, source] of this.one.events.entries()) {
      const event = { ...prefixed(source), id: String(i), occurredAtMs: source.t, source };
      if (buffered) this.buffer(event);
      else this.feed(this.keyOf(source), event);
      this.watermarksAfter(i, buffered);
    }
    let remaining = 0;
    for (const state of this.states.values()) remaining += state.runs.length;
    return { matches: this.matches, timeouts: this.timeouts, remaining };
  }

  private buffer(event: EngineEvent): void {
    if (!this.byClock && event.occurredAtMs <= this.watermark) return;
    const key = this.keyOf(event.source);
    this.buffers.set(key, [...(this.buffers.get(key) ?? []), event]);
  }

  private watermarksAfter(index: number, buffered: boolean): void {
    for (const { after, t } of this.one.watermarks ?? []) {
      if (after !== index) continue;
      this.watermark = Math.max(this.watermark, t);
      if (buffered) this.release(t);
      for (const [key, state] of this.states) this.note(key, advanceTime(this.pattern, state, t));
    }
  }

  private get byClock(): boolean {
    return this.one.timeDomain === 'processing';
  }

  /** What a watermark lets go: events up to it; by the clock, events before it. */
  private release(watermark: number): void {
    const t = this.byClock ? watermark - 1 : watermark;
    for (const [key, events] of this.buffers) {
      const due = events.filter((event) => event.occurredAtMs <= t).sort((a, b) => this.compare(a, b));
      this.buffers.set(
        key,
        events.filter((event) => event.occurredAtMs > t),
      );
      for (const event of due) this.feed(key, event);
    }
  }

  private feed(key: string, event: EngineEvent): void {
    this.note(key, advance(this.pattern, this.states.get(key), [event]));
  }

  private note(key: string, result: AdvanceResult<EngineEvent>): void {
    let { state } = result;
    if (this.restart && state) state = decodeState(this.pattern, encodeState(this.pattern, state));
    if (state) this.states.set(key, state);
    else this.states.delete(key);
    for (const found of [...result.matches, ...result.expired]) {
      const indexes = found.steps.map(({ step, events }) => [step, events.map((event) => Number(event.id))]);
      const text = textOf(Object.fromEntries(indexes) as CaseMatch);
      if ('startAtMs' in found) this.matches.push(text);
      else this.timeouts.push(text);
    }
  }

  private compare(a: EngineEvent, b: EngineEvent): number {
    for (const { field, order } of a.occurredAtMs === b.occurredAtMs ? (this.one.comparator ?? []) : []) {
      const [x, y] = [a.source[field]!, b.source[field]!];
      if (x !== y) return x < y === (order === 'asc') ? -1 : 1;
    }
    return a.occurredAtMs - b.occurredAtMs || Number(a.id) - Number(b.id);
  }

  private keyOf(event: CaseEvent): string {
    const { keyBy } = this.one;
    if (keyBy === undefined) return '';
    return (typeof keyBy === 'string' ? [keyBy] : keyBy).map((field) => String(event[field])).join('|');
  }
}

/** A match as text: steps in the order of their first event. */
function textOf(match: CaseMatch): string {
  return JSON.stringify(Object.entries(match));
}

function firstToLast(one: ConformanceCase): number {
  return one.pattern.withinType === 'previousToCurrent' ? 0 : (one.pattern.within ?? 0);
}

const CONTIGUITY: Readonly<Record<string, Pick<Step, 'contiguity' | 'not'>>> = {
  next: { contiguity: 'strict' },
  followedBy: { contiguity: 'relaxed' },
  followedByAny: { contiguity: 'any' },
  notNext: { contiguity: 'strict', not: true },
  notFollowedBy: { contiguity: 'relaxed', not: true },
};

function stepOf(stage: CaseStage): Step {
  const { times } = stage;
  return {
    name: stage.name,
    ...(stage.contiguity === undefined ? {} : CONTIGUITY[stage.contiguity]),
    where: stage.where,
    times: times && { from: times.from, to: times.to ?? undefined, withinMs: times.windowTime },
    inner: stage.inner,
    optional: stage.optional,
    greedy: stage.greedy,
    until: stage.until,
    group: stage.group?.map(stepOf),
    withinPreviousMs: stage.withinPrevious,
  };
}

function skipOf({ pattern: { skip } }: ConformanceCase): SkipStrategy {
  switch (skip?.strategy) {
    case 'skipToNext':
      return { kind: 'next' };
    case 'skipPastLastEvent':
      return { kind: 'past-last' };
    case 'skipToFirst':
      return { kind: 'first', step: skip.to! };
    case 'skipToLast':
      return { kind: 'last', step: skip.to! };
    default:
      return { kind: 'none' };
  }
}

/** Events may have any fields; they are typed by their values. */
function fieldTypes(events: readonly CaseEvent[]): MessageType {
  const fields: Record<string, MessageField> = {};
  for (const event of events) {
    for (const [name, value] of Object.entries(event)) {
      const type = typeof value === 'number' ? NUMBER : typeof value === 'string' ? STRING : listOf(STRING);
      fields[name] = { type, wire: `field_${name}` };
    }
  }
  for (const [name, type] of [
    ['name', STRING],
    ['price', NUMBER],
    ['id', NUMBER],
    ['type', STRING],
    ['volume', NUMBER],
  ] as const) {
    fields[name] ??= { type, wire: `field_${name}` };
  }
  return { kind: 'message', name: 'event', fields };
}

function prefixed(event: CaseEvent): Record<string, string | number> {
  return Object.fromEntries(Object.entries(event).map(([name, value]) => [`field_${name}`, value]));
}
