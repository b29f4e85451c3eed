/**
 * A conformance case: a pattern, events and the answer of Apache Flink's CEP library (Apache-2.0, commit 77e7ac076c35).
 * Here is its shape, and its pattern in Caracal's canonical form.
 */
import { listOf, type MessageField, type MessageType, NUMBER, STRING } from '#cel';
import type { Contiguity, SkipStrategy, Step } from '../pattern-definition.js';

/** The shape of a case, as the README beside the cases describes it. */
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
  /** For each match, where it came out: the index of an event, or `w` and the index of a watermark. */
  readonly at?: readonly (number | string)[];
  readonly timeouts?: readonly CaseMatch[];
  readonly timeoutsAt?: readonly (number | string)[];
  readonly timeoutTimes?: readonly number[];
  readonly watermarks?: readonly { readonly after: number; readonly t: number }[];
  readonly mode?: 'nfa' | 'operator';
  readonly keyBy?: string | readonly string[];
  readonly comparator?: readonly { readonly field: string; readonly order: 'asc' | 'desc' }[];
  readonly timeDomain?: 'event' | 'processing';
  /** Indexes of the events that came after the watermark had passed them. */
  readonly late?: readonly number[];
  /** Indexes of the events after which Flink's test restarts. */
  readonly restartAfter?: readonly number[];
  readonly error?: string;
  readonly errorPhase?: 'compile' | 'runtime';
  readonly ordered?: boolean;
  /** Where Flink is at odds with its own manual. */
  readonly quirks?: readonly string[];
  readonly tieBreak?: string;
  readonly remainingPartials?: number;
  readonly bufferEmpty?: boolean;
}

export type CaseEvent = { readonly t: number } & Readonly<Record<string, string | number>>;
export type CaseMatch = Readonly<Record<string, readonly number[]>>;

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

/** From first to last event, milliseconds; the other kind of window is given stage by stage. */
export function firstToLast(one: ConformanceCase): number {
  return one.pattern.withinType === 'previousToCurrent' ? 0 : (one.pattern.within ?? 0);
}

const CONTIGUITY: Readonly<Record<string, Pick<Step, 'contiguity' | 'not'>>> = {
  next: { contiguity: 'strict' },
  followedBy: { contiguity: 'relaxed' },
  followedByAny: { contiguity: 'any' },
  notNext: { contiguity: 'strict', not: true },
  notFollowedBy: { contiguity: 'relaxed', not: true },
};

/** A stage in the canonical form. */
export function stepOf(stage: CaseStage): Step {
  const { times, optional } = withoutZero(stage);
  return {
    name: stage.name,
    ...(stage.contiguity === undefined ? {} : CONTIGUITY[stage.contiguity]),
    where: stage.where,
    times: times && { from: times.from, to: times.to ?? undefined, withinMs: times.windowTime },
    inner: stage.inner,
    optional,
    greedy: stage.greedy,
    until: stage.until,
    group: stage.group?.map(stepOf),
    withinPreviousMs: stage.withinPrevious,
  };
}

/** Flink takes `times(0, n)` for n at most, or none; not where it is optional already. */
function withoutZero({ times, optional }: CaseStage): Pick<CaseStage, 'times' | 'optional'> {
  if (times?.from !== 0 || !times.to || optional) return { ...(times && { times }), ...(optional && { optional }) };
  return { times: { ...times, from: 1 }, optional: true };
}

export function skipOf({ pattern: { skip } }: ConformanceCase): SkipStrategy {
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

/** Events may have any fields; they are typed by their values, under names that the engine's own can't clash with. */
export function fieldTypes(events: readonly CaseEvent[]): MessageType {
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

/** The fields of an event under the names that `fieldTypes` gives. */
export function fieldsOf(event: CaseEvent): Record<string, string | number> {
  return Object.fromEntries(Object.entries(event).map(([name, value]) => [`field_${name}`, value]));
}
