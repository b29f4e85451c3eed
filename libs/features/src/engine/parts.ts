/** The aggregates of a group: each takes rows in, and out again in the order in which they came in. */
import { NO_LOCATION } from '../location.js';
import { type Filter, type PartPlan, passes } from '../plan/group-plan.js';
import { TIME } from '../plan/columns.js';
import { coMoment, ExactSum } from './exact-sum.js';
import { SortedValues } from './sorted-values.js';

export interface Part {
  /** Takes in a row: where its numbers begin in `data`, and its sequence number. */
  add(data: Float64Array, base: number, sequence: number): void;
  /** Takes the oldest row that is in out again. */
  remove(data: Float64Array, base: number, sequence: number): void;
  /** Back to what has been put aside, which is nothing but in windows without an end. */
  clear(): void;
  /** Puts a row aside for good: it will not be there any more. Only in windows without an end. */
  putAside?(data: Float64Array, base: number): void;
}

export function makePart(plan: PartPlan, isEver: boolean): Part {
  switch (plan.kind) {
    case 'moments':
      return new Moments(plan.column, plan.squares);
    case 'least':
    case 'most': {
      const sign = plan.kind === 'least' ? -1 : 1;
      return isEver ? new ExtremeEver(plan.column, sign) : new Extreme(plan.column, sign);
    }
    case 'counted':
      return new Counted(plan.column);
    case 'sorted':
      return new Sorted(plan.column);
    case 'trend':
      return new Trend(plan.column);
    case 'located':
      return new Located(plan.column);
    case 'run':
      return new Run(plan.filter);
    default:
      return plan satisfies never;
  }
}

/** Number, sum and, where it is asked for, sum of squares. */
export class Moments implements Part {
  n = 0;
  readonly sum = new ExactSum();
  readonly squares = new ExactSum();
  asideN = 0;
  readonly asideSum = new ExactSum();
  readonly asideSquares = new ExactSum();

  constructor(
    private readonly column: number,
    private readonly withSquares: boolean,
  ) {}

  add(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (Number.isNaN(value)) return;
    this.n++;
    this.sum.add(value);
    if (this.withSquares) this.squares.addProduct(value, value, 1);
  }

  remove(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (Number.isNaN(value)) return;
    if (--this.n === 0) {
      this.sum.clear();
      this.squares.clear();
      return;
    }
    this.sum.add(-value);
    if (this.withSquares) this.squares.addProduct(value, value, -1);
  }

  clear(): void {
    this.n = this.asideN;
    this.sum.copyFrom(this.asideSum);
    this.squares.copyFrom(this.asideSquares);
  }

  putAside(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (Number.isNaN(value)) return;
    this.asideN++;
    this.asideSum.add(value);
    if (this.withSquares) this.asideSquares.addProduct(value, value, 1);
  }

  /** NaN of none. */
  get mean(): number {
    return this.n === 0 ? Number.NaN : this.sum.value / this.n;
  }

  /** Of the population; NaN of fewer than two. */
  get deviation(): number {
    if (this.n < 2) return Number.NaN;
    return Math.sqrt(Math.max(0, coMoment(this.n, this.sum, this.sum, this.squares)) / this.n);
  }
}

/** The largest (or smallest) value, by a monotonic queue: Lemire, Streaming maximum-minimum filter, 2006. */
export class Extreme implements Part {
  private sequences = new Float64Array(4);
  private values = new Float64Array(4);
  private head = 0;
  private tail = 0;

  constructor(
    private readonly column: number,
    private readonly sign: 1 | -1,
  ) {}

  get value(): number {
    return this.head === this.tail ? Number.NaN : this.sign * this.values[this.head & (this.values.length - 1)]!;
  }

  add(data: Float64Array, base: number, sequence: number): void {
    const value = this.sign * data[base + this.column]!;
    if (Number.isNaN(value)) return;
    let mask = this.values.length - 1;
    while (this.tail !== this.head && this.values[(this.tail - 1) & mask]! <= value) this.tail--;
    if (this.tail - this.head > mask) {
      this.grow();
      mask = this.values.length - 1;
    }
    this.values[this.tail & mask] = value;
    this.sequences[this.tail & mask] = sequence;
    this.tail++;
  }

  remove(_data: Float64Array, _base: number, sequence: number): void {
    if (this.head !== this.tail && this.sequences[this.head & (this.values.length - 1)] === sequence) this.head++;
  }

  clear(): void {
    this.head = 0;
    this.tail = 0;
  }

  private grow(): void {
    const mask = this.values.length - 1;
    const sequences = new Float64Array(2 * this.values.length);
    const values = new Float64Array(2 * this.values.length);
    for (let i = this.head; i < this.tail; i++) {
      sequences[i - this.head] = this.sequences[i & mask]!;
      values[i - this.head] = this.values[i & mask]!;
    }
    this.tail -= this.head;
    this.head = 0;
    this.sequences = sequences;
    this.values = values;
  }
}

export class ExtremeEver implements Part {
  value = Number.NaN;
  aside = Number.NaN;

  constructor(
    private readonly column: number,
    private readonly sign: 1 | -1,
  ) {}

  add(data: Float64Array, base: number): void {
    this.value = this.further(this.value, data[base + this.column]!);
  }

  remove(): void {
    // Nothing leaves a window without an end.
  }

  clear(): void {
    this.value = this.aside;
  }

  putAside(data: Float64Array, base: number): void {
    this.aside = this.further(this.aside, data[base + this.column]!);
  }

  private further(a: number, b: number): number {
    if (Number.isNaN(a)) return b;
    return this.sign * b > this.sign * a ? b : a;
  }
}

/** How often each value is there. */
export class Counted implements Part {
  private readonly counts = new Map<number, number>();
  private n = 0;

  constructor(private readonly column: number) {}

  get size(): number {
    return this.counts.size;
  }

  has(value: number): boolean {
    return this.counts.has(value | 0);
  }

  add(data: Float64Array, base: number): void {
    const value = data[base + this.column]! | 0;
    if (value === 0) return;
    this.n++;
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  remove(data: Float64Array, base: number): void {
    const value = data[base + this.column]! | 0;
    if (value === 0) return;
    this.n--;
    const count = this.counts.get(value)!;
    if (count === 1) this.counts.delete(value);
    else this.counts.set(value, count - 1);
  }

  clear(): void {
    this.counts.clear();
    this.n = 0;
  }

  /** Shannon entropy in bits; NaN of none. */
  get entropy(): number {
    if (this.n === 0) return Number.NaN;
    let bits = 0;
    for (const count of this.counts.values()) bits -= (count / this.n) * Math.log2(count / this.n);
    return Math.max(0, bits);
  }
}

/** Values in the order of their size. */
export class Sorted implements Part {
  readonly values = new SortedValues();

  constructor(private readonly column: number) {}

  add(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (!Number.isNaN(value)) this.values.add(value);
  }

  remove(data: Float64Array, base: number): void {
    const value = data[base + this.column]!;
    if (!Number.isNaN(value)) this.values.remove(value);
  }

  clear(): void {
    this.values.clear();
  }
}

/** Least-squares line through (time, value). */
export class Trend implements Part {
  private n = 0;
  private anchorMs = Number.NaN;
  private readonly x = new ExactSum();
  private readonly y = new ExactSum();
  private readonly xx = new ExactSum();
  private readonly xy = new ExactSum();

  constructor(private readonly column: number) {}

  /** By the day; NaN of fewer than two different times. */
  get slope(): number {
    if (this.n < 2) return Number.NaN;
    const spread = coMoment(this.n, this.x, this.x, this.xx);
    return spread > 0 ? coMoment(this.n, this.x, this.y, this.xy) / spread : Number.NaN;
  }

  add(data: Float64Array, base: number): void {
    this.change(data, base, 1);
  }

  remove(data: Float64Array, base: number): void {
    this.change(data, base, -1);
    if (this.n === 0) this.clear();
  }

  clear(): void {
    this.n = 0;
    this.anchorMs = Number.NaN;
    for (const sum of [this.x, this.y, this.xx, this.xy]) sum.clear();
  }

  private change(data: Float64Array, base: number, sign: 1 | -1): void {
    const value = data[base + this.column]!;
    if (Number.isNaN(value)) return;
    if (Number.isNaN(this.anchorMs)) this.anchorMs = data[base + TIME]!;
    const days = (data[base + TIME]! - this.anchorMs) / 86_400_000;
    this.n += sign;
    this.x.add(sign * days);
    this.y.add(sign * value);
    this.xx.addProduct(days, days, sign);
    this.xy.addProduct(days, value, sign);
  }
}

/** The newest row with a place. */
export class Located implements Part {
  sequence = -1;
  place = NO_LOCATION;
  atMs = Number.NaN;

  constructor(private readonly column: number) {}

  add(data: Float64Array, base: number, sequence: number): void {
    const place = data[base + this.column]!;
    if (place === NO_LOCATION) return;
    this.sequence = sequence;
    this.place = place;
    this.atMs = data[base + TIME]!;
  }

  remove(_data: Float64Array, _base: number, sequence: number): void {
    if (sequence === this.sequence) this.clear();
  }

  clear(): void {
    this.sequence = -1;
    this.place = NO_LOCATION;
    this.atMs = Number.NaN;
  }
}

/** The rows at the end for which a condition holds without a break. */
export class Run implements Part {
  /** Times of those in the run, oldest first. */
  private readonly times: number[] = [];
  private readonly sequences: number[] = [];
  private head = 0;

  constructor(private readonly filter: Filter) {}

  get length(): number {
    return this.times.length - this.head;
  }

  /** Time of its first row; NaN where there is none. */
  get startedAtMs(): number {
    return this.times[this.head] ?? Number.NaN;
  }

  add(data: Float64Array, base: number, sequence: number): void {
    if (!passes(this.filter, data, base)) {
      if (this.times.length > 0) this.clear();
      return;
    }
    this.times.push(data[base + TIME]!);
    this.sequences.push(sequence);
  }

  remove(_data: Float64Array, _base: number, sequence: number): void {
    if (this.sequences[this.head] !== sequence) return;
    this.head++;
    if (this.head === this.times.length) this.clear();
    else if (this.head > 1024) {
      this.times.splice(0, this.head);
      this.sequences.splice(0, this.head);
      this.head = 0;
    }
  }

  clear(): void {
    this.times.length = 0;
    this.sequences.length = 0;
    this.head = 0;
  }
}
