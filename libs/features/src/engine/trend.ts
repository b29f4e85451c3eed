/** Least-squares line through (time, value). */
import { TIME } from '../plan/columns.js';
import { coMoment, ExactSum } from './exact-sum.js';
import type { Part } from './part.js';

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
