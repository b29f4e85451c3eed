/** What is remembered of one entity for one pattern. Owned by one caller: `advance` changes it in place. */

import type { Automaton, AutomatonState } from './automaton.js';

/** What the engine itself needs of an event; conditions read the rest of it. */
export interface PatternEvent {
  readonly id: string;
  readonly occurredAtMs: number;
}

export class PatternState<E extends PatternEvent = PatternEvent> {
  /** Complete, but held back by the skip strategy while an earlier run is alive. */
  waiting: readonly Complete<E>[] = NOTHING;
  /** When the last event happened, for sessions; meaningless without runs. */
  lastAtMs = 0;
  /** Number of the next event, so that events at one instant have an order. */
  nextSequence = 0;
  /** No run's time is up before this. */
  endsAtMs = Number.POSITIVE_INFINITY;
  /** Whether runs end in the order in which they stand, so that the first to end is at the head. */
  endsInOrder = true;
  /** Bit by state: in the others no run stands. All bits where there are too many states for a number. */
  occupied = 0;

  /** In the order of their first events. */
  runs: Run<E>[] = [];

  /** One more, at the end. */
  add(run: Run<E>): void {
    const last = this.runs.at(-1);
    if (last === undefined) {
      this.endsInOrder = true;
      // Most states have one run, and a list that grows by a push has room for seventeen.
      this.runs = [run];
    } else {
      if (run.endsAtMs < last.endsAtMs) this.endsInOrder = false;
      this.runs.push(run);
    }
    this.note(run);
  }

  /** Takes note of where a run stands now. */
  note({ state, endsAtMs }: Run<E>): void {
    this.occupied |= bitOf(state);
    if (endsAtMs < this.endsAtMs) this.endsAtMs = endsAtMs;
  }
}

const NOTHING: readonly never[] = [];

/** A partial match: where it stands and which events it has taken. */
export interface Run<E extends PatternEvent = PatternEvent> {
  state: number;
  taken: Taken<E>;
  /** The first event taken. */
  readonly start: Taken<E>;
  /** When its time is up; infinite without a window. */
  endsAtMs: number;
}

/** A match: its last event taken and its first. */
export interface Complete<E extends PatternEvent = PatternEvent> {
  readonly taken: Taken<E>;
  readonly start: Taken<E>;
}

/** An event taken for a step, and what was taken before it. */
export interface Taken<E extends PatternEvent = PatternEvent> {
  readonly step: number;
  readonly event: E;
  /** The event's number, see `nextSequence`. */
  readonly sequence: number;
  readonly previous: Taken<E> | undefined;
  readonly length: number;
  /** Scratch space of the codec: where it was written, if it was. */
  row: number;
}

/** Whether nothing is remembered: what every entity begins with and idle ones return to; it need not be kept. */
export function isIdle(state: PatternState): boolean {
  return state.runs.length === 0 && state.waiting.length === 0;
}

/** The state's bit in `occupied`; states that have no bit of their own count as always occupied. */
export function bitOf(state: number): number {
  return state < STATES_WITH_BIT ? 1 << state : EVERYWHERE;
}

export const STATES_WITH_BIT = 31;
/** In `occupied`: there may be runs in any state. */
export const EVERYWHERE = -1;

/** When a run in this state dies: windows count from its first or its last event, and are half open. */
export function endOf(automaton: Automaton, state: AutomatonState, taken: Taken, start: Taken): number {
  const { withinMs, eachMs } = automaton;
  let end = Number.POSITIVE_INFINITY;
  if (withinMs > 0) end = start.event.occurredAtMs + withinMs;
  if (eachMs > 0) end = Math.min(end, taken.event.occurredAtMs + eachMs);
  if (state.windowMs > 0) end = Math.min(end, taken.event.occurredAtMs + state.windowMs);
  return end;
}
