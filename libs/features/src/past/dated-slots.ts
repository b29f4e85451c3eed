/** Of let-go events, one with its time: so whether it is in a window is known, however much of its bucket is. */
import { NO_LOCATION } from '../location.js';
import type { Doubles } from '../engine/doubles.js';
import { TIME } from '../plan/columns.js';
import type { Piece, Slot, SlotSum } from './slots.js';

/** The largest (or smallest) value, times the sign, and when it was: an extreme that has left a window is not in it. */
export class ExtremeSlot implements Slot {
  readonly initial = [Number.NaN, Number.NaN];

  constructor(
    readonly at: number,
    private readonly column: number,
    private readonly sign: 1 | -1,
  ) {}

  add(numbers: Doubles, data: Doubles, base: number): void {
    this.write(numbers, this.sign * data[base + this.column]!, data[base + TIME]!);
  }

  join(into: Doubles, from: Doubles): void {
    this.write(into, from[this.at]!, from[this.at + 1]!);
  }

  sum(): ExtremeSum {
    return new ExtremeSum(this.at, this.sign);
  }

  /** Of equal ones the latest stays longest in a window. */
  private write(numbers: Doubles, value: number, timeMs: number): void {
    const { at } = this;
    if (value !== value || value < numbers[at]! || (value === numbers[at]! && timeMs < numbers[at + 1]!)) return;
    numbers[at] = value;
    numbers[at + 1] = timeMs;
  }
}

export class ExtremeSum implements SlotSum {
  private most = Number.NaN;

  constructor(
    private readonly at: number,
    private readonly sign: 1 | -1,
  ) {}

  clear(): void {
    this.most = Number.NaN;
  }

  takeWhole(buckets: readonly Doubles[], first: number, end: number): void {
    const { at } = this;
    for (let i = first; i < end; i++) {
      const value = buckets[i]![at]!;
      if (value === value && !(value <= this.most)) this.most = value;
    }
  }

  takePart(numbers: Doubles, { fromMs, untilMs }: Piece): void {
    const value = numbers[this.at]!;
    const timeMs = numbers[this.at + 1]!;
    if (timeMs > fromMs && timeMs <= untilMs && !(value <= this.most)) this.most = value;
  }

  /** The more extreme of the two; NaN where both are. */
  with(other: number): number {
    const value = this.sign * other;
    return this.sign * (value > this.most || this.most !== this.most ? value : this.most);
  }
}

/** When the first and the last event was. */
export class TimesSlot implements Slot {
  readonly initial = [Number.NaN, Number.NaN];

  constructor(readonly at: number) {}

  add(numbers: Doubles, data: Doubles, base: number): void {
    this.write(numbers, data[base + TIME]!, data[base + TIME]!);
  }

  join(into: Doubles, from: Doubles): void {
    this.write(into, from[this.at]!, from[this.at + 1]!);
  }

  sum(): TimesSum {
    return new TimesSum(this.at);
  }

  private write(numbers: Doubles, firstMs: number, lastMs: number): void {
    const { at } = this;
    if (firstMs !== firstMs) return;
    if (!(numbers[at]! <= firstMs)) numbers[at] = firstMs;
    if (!(numbers[at + 1]! >= lastMs)) numbers[at + 1] = lastMs;
  }
}

export class TimesSum implements SlotSum {
  /** NaN of none. */
  firstMs = Number.NaN;
  lastMs = Number.NaN;

  constructor(private readonly at: number) {}

  clear(): void {
    this.firstMs = this.lastMs = Number.NaN;
  }

  takeWhole(buckets: readonly Doubles[], first: number, end: number): void {
    for (let i = first; i < end; i++) this.join(buckets[i]![this.at]!, buckets[i]![this.at + 1]!);
  }

  /** Something of it was at the window's edge at the earliest. */
  takePart(numbers: Doubles, { fromMs, untilMs }: Piece): void {
    const first = numbers[this.at]!;
    const last = numbers[this.at + 1]!;
    if (!(last > fromMs && first <= untilMs)) return;
    this.join(Math.max(first, fromMs), Math.min(last, untilMs));
  }

  private join(firstMs: number, lastMs: number): void {
    if (firstMs !== firstMs) return;
    if (!(this.firstMs <= firstMs)) this.firstMs = firstMs;
    if (!(this.lastMs >= lastMs)) this.lastMs = lastMs;
  }
}

/** The last known place, and when it was. */
export class LocatedSlot implements Slot {
  readonly initial = [NO_LOCATION, Number.NaN];

  constructor(
    readonly at: number,
    private readonly column: number,
  ) {}

  add(numbers: Doubles, data: Doubles, base: number): void {
    this.write(numbers, data[base + this.column]!, data[base + TIME]!);
  }

  join(into: Doubles, from: Doubles): void {
    this.write(into, from[this.at]!, from[this.at + 1]!);
  }

  sum(): LocatedSum {
    return new LocatedSum(this.at);
  }

  private write(numbers: Doubles, place: number, timeMs: number): void {
    const { at } = this;
    if (place === NO_LOCATION || numbers[at + 1]! > timeMs) return;
    numbers[at] = place;
    numbers[at + 1] = timeMs;
  }
}

export class LocatedSum implements SlotSum {
  place = NO_LOCATION;
  atMs = Number.NaN;

  constructor(private readonly at: number) {}

  clear(): void {
    this.place = NO_LOCATION;
    this.atMs = Number.NaN;
  }

  takeWhole(buckets: readonly Doubles[], first: number, end: number): void {
    for (let i = first; i < end; i++) this.see(buckets[i]![this.at]!, buckets[i]![this.at + 1]!);
  }

  takePart(numbers: Doubles, { fromMs, untilMs }: Piece): void {
    const timeMs = numbers[this.at + 1]!;
    if (timeMs > fromMs && timeMs <= untilMs) this.see(numbers[this.at]!, timeMs);
  }

  private see(place: number, timeMs: number): void {
    if (timeMs !== timeMs || this.atMs > timeMs) return;
    this.place = place;
    this.atMs = timeMs;
  }
}
