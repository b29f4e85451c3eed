/** The newest row with a place. */
import type { Doubles } from './doubles.js';
import { NO_LOCATION } from '../location.js';
import { TIME } from '../plan/columns.js';
import { Part } from './part.js';
import type { Picks } from './picks.js';
import type { Layout, WindowState } from './window-state.js';

const PLACE = 0;
const AT_MS = 1;
const SEQUENCE = 2;

export class Located extends Part {
  private readonly at: number;

  constructor(
    layout: Layout,
    private readonly column: number,
  ) {
    super();
    this.at = layout.place(NO_LOCATION, Number.NaN, -1);
  }

  place({ numbers }: WindowState): number {
    return numbers[this.at + PLACE]!;
  }

  atMs({ numbers }: WindowState): number {
    return numbers[this.at + AT_MS]!;
  }

  add({ numbers }: WindowState, data: Doubles, base: number, sequence: number): void {
    const place = data[base + this.column]!;
    if (place === NO_LOCATION) return;
    numbers[this.at + PLACE] = place;
    numbers[this.at + AT_MS] = data[base + TIME]!;
    numbers[this.at + SEQUENCE] = sequence;
  }

  override workOut(state: WindowState, data: Doubles, { bases, sequences }: Picks, count: number): void {
    this.clear(state);
    let i = 0;
    while (i < count && data[bases[i]! + this.column] === NO_LOCATION) i++;
    if (i < count) this.add(state, data, bases[i]!, sequences[i]!);
  }

  remove(state: WindowState, _data: Doubles, _base: number, sequence: number): void {
    if (sequence === state.numbers[this.at + SEQUENCE]) this.clear(state);
  }

  clear({ numbers }: WindowState): void {
    numbers[this.at + PLACE] = NO_LOCATION;
    numbers[this.at + AT_MS] = Number.NaN;
    numbers[this.at + SEQUENCE] = -1;
  }
}
