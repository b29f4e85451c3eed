/** Least-squares line through (time, value). */
import type { Doubles } from './doubles.js';
import { TIME } from '../plan/columns.js';
import { addProductTo, addTo, coMoment, sumOf } from './exact-sum.js';
import { Part } from './part.js';
import type { Layout, WindowState } from './window-state.js';

/** Places: the number, the time that milliseconds are counted from, so that sums of them are exact, and four sums. */
const ANCHOR = 1;
const X = 2;
const Y = 4;
const XX = 6;
const XY = 8;
const LENGTH = 10;
const DAY_MS = 86_400_000;

export class Trend extends Part {
  private readonly at: number;

  constructor(
    layout: Layout,
    private readonly column: number,
  ) {
    super();
    this.at = layout.place(0, Number.NaN, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** By the day; NaN of fewer than two different times. */
  slope({ numbers }: WindowState): number {
    const { at } = this;
    const n = numbers[at]!;
    if (n < 2) return Number.NaN;
    const spread = coMoment(n, numbers, at + X, at + X, at + XX);
    return spread > 0 ? (DAY_MS * coMoment(n, numbers, at + X, at + Y, at + XY)) / spread : Number.NaN;
  }

  /**
   * Number, mean time (a whole millisecond, and what is after it), mean value, and sums of products of distances from them;
   * undefined of none.
   */
  line({ numbers }: WindowState) {
    const { at } = this;
    const n = numbers[at]!;
    if (n === 0) return undefined;
    // The same whatever time is counted from.
    const total = n * numbers[at + ANCHOR]! + sumOf(numbers, at + X);
    const ms = Math.floor(total / n);
    const xx = coMoment(n, numbers, at + X, at + X, at + XX);
    const xy = coMoment(n, numbers, at + X, at + Y, at + XY);
    return { n, ms, x: (total - n * ms) / n, y: sumOf(numbers, at + Y) / n, xx, xy };
  }

  add({ numbers }: WindowState, data: Doubles, base: number): void {
    this.change(numbers, data, base, 1);
  }

  remove(state: WindowState, data: Doubles, base: number): void {
    this.change(state.numbers, data, base, -1);
    if (state.numbers[this.at] === 0) this.clear(state);
  }

  clear({ numbers }: WindowState): void {
    numbers.fill(0, this.at, this.at + LENGTH);
    numbers[this.at + ANCHOR] = Number.NaN;
  }

  private change(numbers: Doubles, data: Doubles, base: number, sign: 1 | -1): void {
    const { at } = this;
    const value = data[base + this.column]!;
    if (Number.isNaN(value)) return;
    if (Number.isNaN(numbers[at + ANCHOR])) numbers[at + ANCHOR] = data[base + TIME]!;
    const ms = data[base + TIME]! - numbers[at + ANCHOR]!;
    numbers[at]! += sign;
    addTo(numbers, at + X, sign * ms);
    addTo(numbers, at + Y, sign * value);
    addProductTo(numbers, at + XX, ms, ms, sign);
    addProductTo(numbers, at + XY, ms, value, sign);
  }
}
