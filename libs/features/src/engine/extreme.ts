/**
 * The largest (or smallest) value. When it leaves the window, the next one is looked for among the rows: of values in no
 * order that happens once in as many events as there are in the window, which costs less than a queue of candidates.
 */
import { type GroupPlan, passes } from '../plan/group-plan.js';
import type { EntityRows } from './entity-rows.js';
import type { Part } from './parts.js';

export class Extreme implements Part {
  /** Of rows that were let go, times the sign; NaN of none. */
  private aside = Number.NaN;
  /** Times the sign; NaN of none. */
  private most = Number.NaN;
  /** Of the newest row that has it. */
  private sequence = -1;
  private hasLeft = false;

  constructor(
    private readonly column: number,
    private readonly sign: 1 | -1,
  ) {}

  /** NaN of none. @param window - whose part this is */
  valueIn(
    window: { readonly plan: GroupPlan; readonly head: number; readonly tail: number },
    rows: EntityRows,
  ): number {
    if (this.hasLeft) {
      this.clear();
      const { data } = rows;
      for (let sequence = window.head; sequence < window.tail; sequence++) {
        const base = rows.baseOf(sequence);
        if (passes(window.plan.filter, data, base)) this.add(data, base, sequence);
      }
    }
    return this.sign * this.most;
  }

  add(data: Float64Array, base: number, sequence: number): void {
    const value = this.sign * data[base + this.column]!;
    if (value < this.most || value !== value) return;
    this.most = value;
    this.sequence = sequence;
    this.hasLeft = false;
  }

  remove(_data: Float64Array, _base: number, sequence: number): void {
    if (sequence === this.sequence) this.hasLeft = true;
  }

  clear(): void {
    this.most = this.aside;
    this.sequence = -1;
    this.hasLeft = false;
  }

  putAside(data: Float64Array, base: number): void {
    const value = this.sign * data[base + this.column]!;
    if (!(value < this.aside) && value === value) this.aside = value;
  }

  asideNumbers(): number[] {
    return [this.aside];
  }

  setAside(numbers: number[]): void {
    this.aside = numbers.shift() ?? Number.NaN;
  }
}
