/**
 * What the windows of one entity hold: numbers in one block, each at a place that the plan fixes, so that going on touches
 * few cache lines; and what has no fixed size in stores of its own.
 */
import { type Doubles, makeDoubles } from './doubles.js';

export interface WindowState {
  readonly numbers: Doubles;
  readonly stores: readonly unknown[];
  /** Of rows that were let go, in windows without an end. */
  aside: Doubles;
}

/** Of the numbers: the moment that the windows stand at. */
export const AT_MS = 0;

/** Gives out the places. */
export class Layout {
  private readonly numbers: Doubles = [-Infinity];
  private readonly stores: (() => unknown)[] = [];
  private readonly aside: Doubles = [];

  /** @returns the place of the first of these numbers */
  place(...initial: Doubles): number {
    return this.numbers.push(...initial) - initial.length;
  }

  placeAside(...initial: Doubles): number {
    return this.aside.push(...initial) - initial.length;
  }

  store(make: () => unknown): number {
    return this.stores.push(make) - 1;
  }

  makeAside(): Doubles {
    return copyOf(this.aside);
  }

  make(aside: Doubles): WindowState {
    return { numbers: copyOf(this.numbers), stores: this.stores.map((make) => make()), aside };
  }
}

function copyOf(initial: Doubles): Doubles {
  const copy = makeDoubles(initial.length);
  for (let i = 0; i < initial.length; i++) copy[i] = initial[i]!;
  return copy;
}
