/**
 * What is under way of one key, of many patterns: lists of numbers that are gone through at each event, and states that are
 * left alone as long as they only wait. Owned by one caller; `ManyPatterns` changes it in place.
 */
import type { PatternEvent, PatternState } from './pattern-state.js';

export class OpenRuns<E extends PatternEvent> {
  /** Of the patterns, ascending. */
  readonly places: number[] = [];
  /** What each waits for, as `WaitIndex` numbers it. */
  readonly waits: number[] = [];
  private readonly states: PatternState<E>[] = [];
  /** How many runs each has. */
  private readonly counts: number[] = [];
  /** How many there are, of all patterns. */
  runCount = 0;
  /** When the key's last event happened: states that only waited since then don't know. */
  private lastAtMs = 0;
  /** No time is up before this. */
  private endsAtMs = Number.POSITIVE_INFINITY;
  /** No session ends by a pause that is not longer. */
  private pauseMs = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.places.length;
  }

  /** Each pattern's place and state, by place. To be read, and given to `ManyPatterns.open`. */
  *entries(): Generator<readonly [place: number, state: PatternState<E>]> {
    for (const [i, place] of this.places.entries()) yield [place, this.state(i)];
  }

  /** Whether at this time some session or time limit may be over. */
  mayBeOver(nowMs: number): boolean {
    return nowMs >= this.endsAtMs || nowMs - this.lastAtMs > this.pauseMs;
  }

  /** Before each state is noted anew. */
  forgetEnds(): void {
    this.endsAtMs = Number.POSITIVE_INFINITY;
    this.pauseMs = Number.POSITIVE_INFINITY;
  }

  happened(atMs: number): void {
    this.lastAtMs = atMs;
  }

  /** The state at an index of `places`, as if it had been told of each event. */
  state(index: number): PatternState<E> {
    const state = this.states[index]!;
    state.lastAtMs = this.lastAtMs;
    return state;
  }

  insert(index: number, place: number, state: PatternState<E>): void {
    insertAt(this.places, index, place);
    insertAt(this.waits, index, EACH_EVENT);
    insertAt(this.states, index, state);
    insertAt(this.counts, index, 0);
  }

  remove(index: number): void {
    removeAt(this.places, index);
    removeAt(this.waits, index);
    removeAt(this.states, index);
    this.runCount -= this.counts[index]!;
    removeAt(this.counts, index);
  }

  /** Takes note of what a state that was moved waits for now. */
  note(index: number, wait: number, sessionMs: number): void {
    const { endsAtMs, runs } = this.states[index]!;
    this.waits[index] = wait;
    this.runCount += runs.length - this.counts[index]!;
    this.counts[index] = runs.length;
    this.endsAtMs = Math.min(this.endsAtMs, endsAtMs);
    if (sessionMs > 0) this.pauseMs = Math.min(this.pauseMs, sessionMs);
  }

  /** The index of the pattern that has most runs. */
  largest(): number {
    return this.counts.reduce((most, count, index) => (count > this.counts[most]! ? index : most), 0);
  }
}

/** `splice` makes a list of what it removes, and these are short lists that change at every other event. */
function insertAt<T>(list: T[], index: number, item: T): void {
  list.push(item);
  for (let i = list.length - 1; i > index; i--) list[i] = list[i - 1]!;
  list[index] = item;
}

function removeAt<T>(list: T[], index: number): void {
  for (let i = index + 1; i < list.length; i++) list[i - 1] = list[i]!;
  list.pop();
}

/** A wait that each event may end. */
export const EACH_EVENT = -1;
