/**
 * An aggregate of a group: takes rows in, and out again in the order in which they came in. What it has taken in is in the
 * state that it is called with, at places of its own; itself it is one for all entities of a plan.
 */
import type { Doubles } from './doubles.js';
import type { Picks } from './picks.js';
import type { WindowState } from './window-state.js';

export abstract class Part {
  /** Takes in a row: where its numbers begin in `data`, and its sequence number. */
  abstract add(state: WindowState, data: Doubles, base: number, sequence: number): void;
  /** Takes the oldest row that is in out again. */
  abstract remove(state: WindowState, data: Doubles, base: number, sequence: number): void;
  /** Back to what has been put aside, which is nothing but in windows without an end. */
  abstract clear(state: WindowState): void;

  /** Begins anew with the newest `count` of the rows that were picked. */
  workOut(state: WindowState, data: Doubles, { bases, sequences }: Picks, count: number): void {
    this.clear(state);
    for (let i = count - 1; i >= 0; i--) this.add(state, data, bases[i]!, sequences[i]!);
  }

  /** Puts a row aside for good: it will not be there any more. Only in windows without an end. */
  putAside?(aside: Doubles, data: Doubles, base: number): void;
}
