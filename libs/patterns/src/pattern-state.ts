/** What is remembered of one entity for one pattern. Never changed in place: `advance` gives a new one. */

import type { Automaton, AutomatonState } from './automaton.js';

/** What the engine itself needs of an event; conditions read the rest of it. */
export interface PatternEvent {
  readonly id: string;
  readonly occurredAtMs: number;
}

export interface PatternState<E extends PatternEvent = PatternEvent> {
  /** In the order of their first events. */
  readonly runs: readonly Run<E>[];
  /** Complete, but held back by the skip strategy while an earlier run is alive. */
  readonly waiting: readonly Run<E>[];
  /** When the last event happened, for sessions; meaningless without runs. */
  readonly lastAtMs: number;
  /** Number of the next event, so that events at one instant have an order. */
  readonly nextSequence: number;
}

/** A partial match: where it stands and which events it has taken. */
export interface Run<E extends PatternEvent = PatternEvent> {
  readonly state: number;
  readonly taken: Taken<E>;
  /** The first event taken. */
  readonly start: Taken<E>;
  /** When its time is up; infinite without a window. */
  readonly endsAtMs: number;
}

/** An event taken for a step, and what was taken before it. */
export interface Taken<E extends PatternEvent = PatternEvent> {
  readonly step: number;
  readonly event: E;
  /** The event's number, see `nextSequence`. */
  readonly sequence: number;
  readonly previous: Taken<E> | undefined;
  readonly length: number;
}

const EMPTY: PatternState<never> = { runs: [], waiting: [], lastAtMs: 0, nextSequence: 0 };

/** Nothing remembered: what every entity begins with, and idle ones return to. */
export function emptyState<E extends PatternEvent>(): PatternState<E> {
  return EMPTY;
}

export function isIdle(state: PatternState): boolean {
  return state.runs.length === 0 && state.waiting.length === 0;
}

/** When a run in this state dies: windows count from its first or its last event, and are half open. */
export function endOf(automaton: Automaton, state: AutomatonState, taken: Taken, start: Taken): number {
  const { withinMs, eachMs } = automaton;
  let end = Number.POSITIVE_INFINITY;
  if (withinMs > 0) end = start.event.occurredAtMs + withinMs;
  if (eachMs > 0) end = Math.min(end, taken.event.occurredAtMs + eachMs);
  if (state.windowMs > 0) end = Math.min(end, taken.event.occurredAtMs + state.windowMs);
  return end;
}
