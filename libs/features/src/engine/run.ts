/** The rows at the end for which a condition holds without a break. */
import { TIME } from '../plan/columns.js';
import { type Filter, passes } from '../plan/group-plan.js';
import type { Part } from './parts.js';

const SLACK = 1024;

export class Run implements Part {
  /** Of those in the run, oldest first, from `head` on. */
  private readonly times: number[] = [];
  private readonly sequences: number[] = [];
  private head = 0;

  constructor(private readonly filter: Filter) {}

  get length(): number {
    return this.times.length - this.head;
  }

  /** Time of its first row; NaN where there is none. */
  get startedAtMs(): number {
    return this.times[this.head] ?? Number.NaN;
  }

  add(data: Float64Array, base: number, sequence: number): void {
    if (!passes(this.filter, data, base)) {
      if (this.times.length > 0) this.clear();
      return;
    }
    this.times.push(data[base + TIME]!);
    this.sequences.push(sequence);
  }

  remove(_data: Float64Array, _base: number, sequence: number): void {
    if (this.sequences[this.head] !== sequence) return;
    this.head++;
    if (this.head === this.times.length) this.clear();
    else if (this.head > SLACK) {
      this.times.splice(0, this.head);
      this.sequences.splice(0, this.head);
      this.head = 0;
    }
  }

  clear(): void {
    this.times.length = 0;
    this.sequences.length = 0;
    this.head = 0;
  }
}
