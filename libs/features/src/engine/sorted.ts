/** Values in the order of their size. */
import type { Doubles } from './doubles.js';
import { Part } from './part.js';
import { SortedValues } from './sorted-values.js';
import type { Layout, WindowState } from './window-state.js';

export class Sorted extends Part {
  private readonly at: number;

  constructor(
    layout: Layout,
    private readonly column: number,
  ) {
    super();
    this.at = layout.store(() => new SortedValues());
  }

  values({ stores }: WindowState): SortedValues {
    return stores[this.at] as SortedValues;
  }

  add(state: WindowState, data: Doubles, base: number): void {
    const value = data[base + this.column]!;
    if (!Number.isNaN(value)) this.values(state).add(value);
  }

  remove(state: WindowState, data: Doubles, base: number): void {
    const value = data[base + this.column]!;
    if (!Number.isNaN(value)) this.values(state).remove(value);
  }

  clear(state: WindowState): void {
    this.values(state).clear();
  }
}
