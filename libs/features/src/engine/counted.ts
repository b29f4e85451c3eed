/** How often each value is there: in a list while there are few, in a map from then on. */
import type { Part } from './parts.js';

const FEW = 12;

export class Counted implements Part {
  private values: number[] | undefined;
  private counts: number[] | undefined;
  private many: Map<number, number> | undefined;
  private n = 0;

  constructor(private readonly column: number) {}

  get size(): number {
    return this.many?.size ?? this.values?.length ?? 0;
  }

  has(value: number): boolean {
    return this.many === undefined ? (this.values?.includes(value | 0) ?? false) : this.many.has(value | 0);
  }

  add(data: Float64Array, base: number): void {
    const value = data[base + this.column]! | 0;
    if (value === 0) return;
    this.n++;
    if (this.many !== undefined) {
      this.many.set(value, (this.many.get(value) ?? 0) + 1);
      return;
    }
    const values = (this.values ??= []);
    const counts = (this.counts ??= []);
    const at = values.indexOf(value);
    if (at >= 0) counts[at]!++;
    else if (values.length < FEW) {
      values.push(value);
      counts.push(1);
    } else {
      this.many = new Map(values.map((one, i) => [one, counts[i]!]));
      this.many.set(value, 1);
    }
  }

  remove(data: Float64Array, base: number): void {
    const value = data[base + this.column]! | 0;
    if (value === 0) return;
    if (--this.n === 0) this.clear();
    else if (this.many !== undefined) {
      const count = this.many.get(value)!;
      if (count === 1) this.many.delete(value);
      else this.many.set(value, count - 1);
    } else this.removeOfFew(value);
  }

  clear(): void {
    this.many = undefined;
    if (this.values !== undefined) this.values.length = 0;
    if (this.counts !== undefined) this.counts.length = 0;
    this.n = 0;
  }

  /** Shannon entropy in bits; NaN of none. */
  get entropy(): number {
    if (this.n === 0) return Number.NaN;
    let bits = 0;
    for (const count of this.many?.values() ?? this.counts ?? []) bits -= (count / this.n) * Math.log2(count / this.n);
    return Math.max(0, bits);
  }

  private removeOfFew(value: number): void {
    const values = this.values!;
    const counts = this.counts!;
    const at = values.indexOf(value);
    if (--counts[at]! > 0) return;
    values[at] = values.at(-1)!;
    counts[at] = counts.at(-1)!;
    values.pop();
    counts.pop();
  }
}
