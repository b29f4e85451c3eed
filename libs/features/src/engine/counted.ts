/** How often each value is there. */
import type { Doubles } from './doubles.js';
import { Part } from './part.js';
import { Tally } from './tally.js';
import type { Layout, WindowState } from './window-state.js';

export class Counted extends Part {
  private readonly at: number;

  constructor(
    layout: Layout,
    private readonly column: number,
  ) {
    super();
    this.at = layout.store(() => new Tally());
  }

  tally({ stores }: WindowState): Tally {
    return stores[this.at] as Tally;
  }

  add(state: WindowState, data: Doubles, base: number): void {
    const value = data[base + this.column]! | 0;
    if (value !== 0) this.tally(state).add(value);
  }

  remove(state: WindowState, data: Doubles, base: number): void {
    const value = data[base + this.column]! | 0;
    if (value !== 0) this.tally(state).remove(value);
  }

  clear(state: WindowState): void {
    this.tally(state).clear();
  }
}
