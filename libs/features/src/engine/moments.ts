/** Number, sum and, where it is asked for, sum of squares. */
import { ExactSum, coMoment } from './exact-sum.js';
import type { Part } from './parts.js';

export class Moments implements Part {
  n = 0;
  readonly sum = new ExactSum();
  readonly squares: ExactSum | undefined;
  /** What was put aside. */
  private aside: Moments | undefined;

  constructor(
    private readonly column: number,
    withSquares: boolean,
  ) {
    this.squares = withSquares ? new ExactSum() : undefined;
  }

  add(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (value !== value) return;
    this.n++;
    this.sum.add(value);
    if (this.squares !== undefined) this.squares.addProduct(value, value, 1);
  }

  remove(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (value !== value) return;
    if (--this.n === 0) {
      this.sum.clear();
      this.squares?.clear();
      return;
    }
    this.sum.add(-value);
    if (this.squares !== undefined) this.squares.addProduct(value, value, -1);
  }

  clear(): void {
    const { aside } = this;
    this.n = aside?.n ?? 0;
    if (aside === undefined) {
      this.sum.clear();
      this.squares?.clear();
      return;
    }
    this.sum.copyFrom(aside.sum);
    if (aside.squares !== undefined) this.squares?.copyFrom(aside.squares);
  }

  putAside(data: Float64Array, base: number): void {
    this.aside ??= new Moments(this.column, this.squares !== undefined);
    this.aside.add(data, base);
  }

  asideNumbers(): number[] {
    const { n, sum, squares } = this.aside ?? NOTHING;
    return [n, sum.high, sum.low, squares?.high ?? 0, squares?.low ?? 0];
  }

  setAside(numbers: number[]): void {
    const aside = new Moments(this.column, this.squares !== undefined);
    const [n = 0, high = 0, low = 0, squareHigh = 0, squareLow = 0] = numbers.splice(0, 5);
    aside.n = n;
    aside.sum.copyFrom({ high, low });
    aside.squares?.copyFrom({ high: squareHigh, low: squareLow });
    this.aside = aside;
  }

  /** NaN of none. */
  get mean(): number {
    return this.n === 0 ? Number.NaN : this.sum.value / this.n;
  }

  /** Of the population; NaN of fewer than two. */
  get deviation(): number {
    if (this.n < 2 || this.squares === undefined) return Number.NaN;
    return Math.sqrt(Math.max(0, coMoment(this.n, this.sum, this.sum, this.squares)) / this.n);
  }
}

const NOTHING = { n: 0, sum: new ExactSum(), squares: undefined };
