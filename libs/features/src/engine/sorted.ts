/** Values in the order of their size. */
import type { Part } from './part.js';
import { SortedValues } from './sorted-values.js';

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
