/** The rows at the end for which a condition holds without a break. */
import type { Doubles } from './doubles.js';
import { TIME } from '../plan/columns.js';
import { type Filter, passes } from '../plan/group-plan.js';
import { Part } from './part.js';
import type { Layout, WindowState } from './window-state.js';

const SLACK = 1024;

export class Run extends Part {
  private readonly at: number;

  constructor(
    layout: Layout,
    private readonly filter: Filter,
  ) {
    super();
    this.at = layout.store((): RunRows => ({ times: [], sequences: [], head: 0 }));
  }

  length(state: WindowState): number {
    const { times, head } = this.rowsOf(state);
    return times.length - head;
  }

  /** Time of its first row; NaN where there is none. */
  startedAtMs(state: WindowState): number {
    const { times, head } = this.rowsOf(state);
    return times[head] ?? Number.NaN;
  }

  add(state: WindowState, data: Doubles, base: number, sequence: number): void {
    const run = this.rowsOf(state);
    if (!passes(this.filter, data, base)) {
      if (run.times.length > 0) this.clear(state);
      return;
    }
    run.times.push(data[base + TIME]!);
    run.sequences.push(sequence);
  }

  remove(state: WindowState, _data: Doubles, _base: number, sequence: number): void {
    const run = this.rowsOf(state);
    if (run.sequences[run.head] !== sequence) return;
    run.head++;
    if (run.head === run.times.length) this.clear(state);
    else if (run.head > SLACK) {
      run.times.splice(0, run.head);
      run.sequences.splice(0, run.head);
      run.head = 0;
    }
  }

  clear(state: WindowState): void {
    const run = this.rowsOf(state);
    run.times.length = 0;
    run.sequences.length = 0;
    run.head = 0;
  }

  private rowsOf({ stores }: WindowState): RunRows {
    return stores[this.at] as RunRows;
  }
}

/** Of the rows in the run, oldest first, from `head` on. */
interface RunRows {
  readonly times: number[];
  readonly sequences: number[];
  head: number;
}
