/**
 * The aggregates of a group: each takes rows in, and out again in the order in which they came in. There are many of them,
 * mostly of few rows: none allocates before it has to.
 */
import { NO_LOCATION } from '../location.js';
import type { PartPlan } from '../plan/group-plan.js';
import { TIME } from '../plan/columns.js';
import { Counted } from './counted.js';
import { coMoment, ExactSum } from './exact-sum.js';
import { Extreme } from './extreme.js';
import { Moments } from './moments.js';
import { Run } from './run.js';
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
  /** What was put aside as numbers, for the encoding. */
  asideNumbers?(): number[];
  /** Takes back as many from the front of `numbers` as `asideNumbers` gave. */
  setAside?(numbers: number[]): void;
}

export function makePart(plan: PartPlan): Part {
  switch (plan.kind) {
    case 'moments':
      return new Moments(plan.column, plan.squares);
    case 'least':
      return new Extreme(plan.column, -1);
    case 'most':
      return new Extreme(plan.column, 1);
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
  place = NO_LOCATION;
  atMs = Number.NaN;
  private sequence = -1;

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
