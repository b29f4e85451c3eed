/** Number, sum and, where it is asked for, sum of squares. */
import type { Doubles } from './doubles.js';
import {
  addMoment,
  addProductTo,
  addTo,
  coMoment,
  deviationAt,
  MOMENTS_LENGTH,
  SQUARES,
  SUM,
  sumOf,
} from './exact-sum.js';
import { Part } from './part.js';
import type { Picks } from './picks.js';
import type { Layout, WindowState } from './window-state.js';

export class Moments extends Part {
  private readonly at: number;
  /** -1 where nothing is put aside. */
  private readonly asideAt: number;

  constructor(
    layout: Layout,
    private readonly column: number,
    private readonly withSquares: boolean,
    isEndless: boolean,
  ) {
    super();
    this.at = layout.place(0, 0, 0, 0, 0);
    this.asideAt = isEndless ? layout.placeAside(0, 0, 0, 0, 0) : -1;
  }

  add({ numbers }: WindowState, data: Doubles, base: number): void {
    addMoment(numbers, this.at, data[base + this.column]!, this.withSquares);
  }

  override workOut(state: WindowState, data: Doubles, { bases }: Picks, count: number): void {
    const { numbers } = state;
    const { at, column } = this;
    let n = 0;
    let sum = 0;
    let squares = 0;
    let areWhole = true;
    for (let i = 0; i < count; i++) {
      const value = data[bases[i]! + column]!;
      if (value !== value) continue;
      n++;
      sum += value;
      squares += value * value;
      if (value !== Math.floor(value)) areWhole = false;
    }
    this.clear(state);
    // Of whole numbers the sum is no larger than that of their squares, so that nothing was rounded on the way.
    if (!areWhole || squares > Number.MAX_SAFE_INTEGER)
      for (let i = count - 1; i >= 0; i--) addMoment(numbers, at, data[bases[i]! + column]!, this.withSquares);
    else if (this.asideAt < 0) {
      numbers[at] = n;
      numbers[at + SUM] = sum;
      numbers[at + SQUARES] = squares;
    } else {
      numbers[at]! += n;
      addTo(numbers, at + SUM, sum);
      addTo(numbers, at + SQUARES, squares);
    }
  }

  remove({ numbers }: WindowState, data: Doubles, base: number): void {
    const { at } = this;
    const value = data[base + this.column]!;
    if (value !== value) return;
    if (numbers[at] === 1) {
      numbers.fill(0, at, at + MOMENTS_LENGTH);
      return;
    }
    numbers[at]!--;
    addTo(numbers, at + SUM, -value);
    if (this.withSquares) addProductTo(numbers, at + SQUARES, value, value, -1);
  }

  clear({ numbers, aside }: WindowState): void {
    const { at, asideAt } = this;
    for (let i = 0; i < MOMENTS_LENGTH; i++) numbers[at + i] = asideAt < 0 ? 0 : aside[asideAt + i]!;
  }

  override putAside(aside: Doubles, data: Doubles, base: number): void {
    addMoment(aside, this.asideAt, data[base + this.column]!, this.withSquares);
  }

  sum({ numbers }: WindowState): number {
    return sumOf(numbers, this.at + SUM);
  }

  /** NaN of none. */
  mean(state: WindowState): number {
    const n = state.numbers[this.at]!;
    return n === 0 ? Number.NaN : this.sum(state) / n;
  }

  /** How many values there are. */
  count({ numbers }: WindowState): number {
    return numbers[this.at]!;
  }

  /** Sum of squared distances from the mean; 0 where squares are not kept. */
  spread({ numbers }: WindowState): number {
    const { at } = this;
    const n = numbers[at]!;
    if (n === 0 || !this.withSquares) return 0;
    return Math.max(0, coMoment(n, numbers, at + SUM, at + SUM, at + SQUARES));
  }

  /** Of the population; NaN of fewer than two. */
  deviation({ numbers }: WindowState): number {
    return this.withSquares ? deviationAt(numbers, this.at) : Number.NaN;
  }
}
