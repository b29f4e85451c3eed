/**
 * The largest (or smallest) value. When it leaves the window, the next one is looked for among the rows: of values in no
 * order that happens once in as many events as there are in the window, which costs less than a queue of candidates.
 */
import type { Doubles } from './doubles.js';
import { type GroupPlan, passes } from '../plan/group-plan.js';
import type { EntityRows } from './entity-rows.js';
import { Part } from './part.js';
import type { Picks } from './picks.js';
import type { Layout, WindowState } from './window-state.js';

/** Places: the value times the sign, NaN of none; of the newest row that has it; 1 when that has left. */
const MOST = 0;
const SEQUENCE = 1;
const HAS_LEFT = 2;

export class Extreme extends Part {
  private readonly at: number;
  private readonly asideAt: number;

  constructor(
    layout: Layout,
    private readonly column: number,
    private readonly sign: 1 | -1,
    isEndless: boolean,
  ) {
    super();
    this.at = layout.place(Number.NaN, -1, 0);
    this.asideAt = isEndless ? layout.placeAside(Number.NaN) : -1;
  }

  /** NaN of none. @param from, to - the rows of the window whose part this is */
  valueIn(state: WindowState, { filter }: GroupPlan, rows: EntityRows, from: number, to: number): number {
    const { numbers } = state;
    if (numbers[this.at + HAS_LEFT] === 1) {
      this.clear(state);
      const { data } = rows;
      for (let sequence = from; sequence < to; sequence++) {
        const base = rows.baseOf(sequence);
        if (passes(filter, data, base)) this.add(state, data, base, sequence);
      }
    }
    return this.sign * numbers[this.at + MOST]!;
  }

  add({ numbers }: WindowState, data: Doubles, base: number, sequence: number): void {
    this.take(numbers, this.sign * data[base + this.column]!, sequence);
  }

  override workOut(state: WindowState, data: Doubles, { bases, sequences }: Picks, count: number): void {
    const { sign, column } = this;
    let most = Number.NaN;
    let sequence = -1;
    for (let i = 0; i < count; i++) {
      const value = sign * data[bases[i]! + column]!;
      if (value <= most || value !== value) continue;
      most = value;
      sequence = sequences[i]!;
    }
    this.clear(state);
    this.take(state.numbers, most, sequence);
  }

  remove({ numbers }: WindowState, _data: Doubles, _base: number, sequence: number): void {
    if (sequence === numbers[this.at + SEQUENCE]) numbers[this.at + HAS_LEFT] = 1;
  }

  clear({ numbers, aside }: WindowState): void {
    const { at, asideAt } = this;
    numbers[at + MOST] = asideAt < 0 ? Number.NaN : aside[asideAt]!;
    numbers[at + SEQUENCE] = -1;
    numbers[at + HAS_LEFT] = 0;
  }

  override putAside(aside: Doubles, data: Doubles, base: number): void {
    const value = this.sign * data[base + this.column]!;
    if (!(value < aside[this.asideAt]!) && value === value) aside[this.asideAt] = value;
  }

  private take(numbers: Doubles, value: number, sequence: number): void {
    const { at } = this;
    if (value < numbers[at + MOST]! || value !== value) return;
    numbers[at + MOST] = value;
    numbers[at + SEQUENCE] = sequence;
    numbers[at + HAS_LEFT] = 0;
  }
}
