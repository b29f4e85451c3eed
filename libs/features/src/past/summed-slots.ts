/** Numbers of let-go events that add up: of a bucket that lies in a window in part, that part of them is taken. */
import type { Doubles } from '../engine/doubles.js';
import { TIME } from '../plan/columns.js';
import type { Piece, Slot, SlotSum } from './slots.js';

const DAY_MS = 86_400_000;
/** Of a sum of numbers of one sign: each of them that is added rounds by at most half of an epsilon, shares and products by a few. */
const ROUNDED_OFF = 4 * Number.EPSILON;

export class CountSlot implements Slot {
  readonly initial = [0];

  constructor(readonly at: number) {}

  add(numbers: Doubles): void {
    numbers[this.at]!++;
  }

  join(into: Doubles, from: Doubles): void {
    into[this.at]! += from[this.at]!;
  }

  sum(): CountSum {
    return new CountSum(this.at);
  }
}

export class CountSum implements SlotSum {
  count = 0;

  constructor(private readonly at: number) {}

  clear(): void {
    this.count = 0;
  }

  takeWhole(buckets: readonly Doubles[], first: number, end: number): void {
    const { at } = this;
    for (let i = first; i < end; i++) this.count += buckets[i]![at]!;
  }

  takePart(numbers: Doubles, { share }: Piece): void {
    this.count += share * numbers[this.at]!;
  }
}

/** Number, sum, and sum of squared distances from the mean, which join without losing digits (Chan, Golub and LeVeque, 1979). */
export class MomentsSlot implements Slot {
  readonly initial = [0, 0, 0];
  private readonly joined = new MomentsSum(0);

  constructor(
    readonly at: number,
    private readonly column: number,
  ) {}

  add(numbers: Doubles, data: Doubles, base: number): void {
    const value = data[base + this.column]!;
    if (value === value) this.write(numbers, 1, value, 0);
  }

  join(into: Doubles, from: Doubles): void {
    const { at } = this;
    this.write(into, from[at]!, from[at + 1]!, from[at + 2]!);
  }

  sum(): MomentsSum {
    return new MomentsSum(this.at);
  }

  private write(numbers: Doubles, n: number, sum: number, spread: number): void {
    const { at, joined } = this;
    joined.n = numbers[at]!;
    joined.total = numbers[at + 1]!;
    joined.spread = numbers[at + 2]!;
    joined.join(n, sum, spread);
    numbers[at] = joined.n;
    numbers[at + 1] = joined.total;
    numbers[at + 2] = joined.spread;
  }
}

export class MomentsSum implements SlotSum {
  n = 0;
  total = 0;
  /** Of squared distances from the mean. */
  spread = 0;

  constructor(private readonly at: number) {}

  clear(): void {
    this.n = this.total = this.spread = 0;
  }

  takeWhole(buckets: readonly Doubles[], first: number, end: number): void {
    const { at } = this;
    for (let i = first; i < end; i++) {
      const numbers = buckets[i]!;
      this.join(numbers[at]!, numbers[at + 1]!, numbers[at + 2]!);
    }
  }

  takePart(numbers: Doubles, { share }: Piece): void {
    const { at } = this;
    this.join(share * numbers[at]!, share * numbers[at + 1]!, share * numbers[at + 2]!);
  }

  join(n: number, total: number, spread: number): void {
    if (n === 0) return;
    const all = this.n + n;
    // The distance of both means, times both numbers: one division in place of three, as this is most of what a window costs.
    const apart = total * this.n - this.total * n;
    this.spread += this.n === 0 ? spread : spread + (apart * apart) / (this.n * n * all);
    this.n = all;
    this.total += total;
  }

  /** NaN of none. */
  get mean(): number {
    return this.n === 0 ? Number.NaN : this.total / this.n;
  }

  /** Of the population; NaN of fewer than two. None where it is no more than what sums of equal values are off by rounding. */
  get deviation(): number {
    if (this.n < 2) return Number.NaN;
    const deviation = Math.sqrt(this.spread / this.n);
    return deviation > ROUNDED_OFF * Math.abs(this.total) ? deviation : 0;
  }
}

/**
 * A least-squares line: number, mean time (a whole millisecond, and what is after it, so that no digits are lost to 1970), mean value,
 * and sums of products of distances from them.
 */
export class TrendSlot implements Slot {
  readonly initial = [0, 0, 0, 0, 0, 0];
  private readonly joined = new TrendSum(0);

  constructor(
    readonly at: number,
    private readonly column: number,
  ) {}

  add(numbers: Doubles, data: Doubles, base: number): void {
    const y = data[base + this.column]!;
    if (y !== y) return;
    this.joined.set(numbers, this.at);
    this.joined.join({ n: 1, ms: data[base + TIME]!, x: 0, y, xx: 0, xy: 0 });
    this.joined.copyTo(numbers, this.at);
  }

  join(into: Doubles, from: Doubles): void {
    other.set(from, this.at);
    this.joined.set(into, this.at);
    this.joined.join(other);
    this.joined.copyTo(into, this.at);
  }

  sum(): TrendSum {
    return new TrendSum(this.at);
  }
}

export interface Line {
  readonly n: number;
  /** Mean time: Unix milliseconds, and what is after them. */
  readonly ms: number;
  readonly x: number;
  /** Mean value. */
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
}

export class TrendSum implements SlotSum, Line {
  n = 0;
  ms = 0;
  x = 0;
  y = 0;
  xx = 0;
  xy = 0;

  constructor(private readonly at: number) {}

  clear(): void {
    this.n = this.ms = this.x = this.y = this.xx = this.xy = 0;
  }

  takeWhole(buckets: readonly Doubles[], first: number, end: number): void {
    for (let i = first; i < end; i++) {
      other.set(buckets[i]!, this.at);
      this.join(other);
    }
  }

  /** The line goes on from the middle of the bucket to the middle of the part. */
  takePart(numbers: Doubles, { share, fromMs, untilMs, firstMs, lastMs }: Piece): void {
    other.set(numbers, this.at);
    if (other.n === 0) return;
    const moved = (Math.max(fromMs, firstMs) + Math.min(untilMs, lastMs) - firstMs - lastMs) / 2;
    other.y += other.xx > 0 ? (moved * other.xy) / other.xx : 0;
    other.x += moved;
    other.n *= share;
    other.xx *= share ** 3;
    other.xy *= share ** 3;
    this.join(other);
  }

  join({ n, ms, x, y, xx, xy }: Line): void {
    if (n === 0) return;
    if (this.n === 0) this.ms = ms;
    const all = this.n + n;
    const byX = ms - this.ms + x - this.x;
    const byY = y - this.y;
    const weight = (this.n * n) / all;
    this.xx += xx + byX * byX * weight;
    this.xy += xy + byX * byY * weight;
    this.x += (byX * n) / all;
    this.y += (byY * n) / all;
    this.n = all;
  }

  set(numbers: Doubles, at: number): void {
    this.n = numbers[at]!;
    this.ms = numbers[at + 1]!;
    this.x = numbers[at + 2]!;
    this.y = numbers[at + 3]!;
    this.xx = numbers[at + 4]!;
    this.xy = numbers[at + 5]!;
  }

  copyTo(numbers: Doubles, at: number): void {
    numbers[at] = this.n;
    numbers[at + 1] = this.ms;
    numbers[at + 2] = this.x;
    numbers[at + 3] = this.y;
    numbers[at + 4] = this.xx;
    numbers[at + 5] = this.xy;
  }

  /** By the day; NaN of fewer than two different times. */
  get slope(): number {
    return this.n >= 2 && this.xx > 0 ? (DAY_MS * this.xy) / this.xx : Number.NaN;
  }
}

const other = new TrendSum(0);
