/**
 * The rows that groups with the same condition and delay look at as of one moment, the newest first: their windows are the
 * first few of these, so that a group that is worked out anew asks no row a second time.
 */
import { type Filter, passes } from '../plan/group-plan.js';
import { type EntityRows, ROWS_FROM } from './entity-rows.js';

const ROWS_EXPECTED = 64;

export class Picks {
  sequences = new Int32Array(ROWS_EXPECTED);
  /** Where each row's numbers begin. */
  bases = new Int32Array(ROWS_EXPECTED);
  times = new Float64Array(ROWS_EXPECTED);
  length = 0;
  /** The row after the last one that is looked at, `own` counted. */
  end = 0;
  private isCurrent = false;
  private lookBackMs = 0;
  /** Of the condition, the first test; the bits are 0 where there is none. */
  private readonly column: number;
  private readonly bits: number;

  constructor(
    private readonly filter: Filter,
    private readonly delayMs: number,
  ) {
    this.column = filter[0]?.column ?? 0;
    this.bits = filter[0]?.mask ?? 0;
  }

  /** Some group looks back so far. */
  reachTo(lookBackMs: number): void {
    this.lookBackMs = Math.max(this.lookBackMs, lookBackMs);
  }

  /** Rows or moment are others from now on. */
  forget(): void {
    this.isCurrent = false;
  }

  /** @param own - a row that is left out */
  pick(rows: EntityRows, untilMs: number, own: number): void {
    if (this.isCurrent) return;
    this.isCurrent = true;
    this.end = own + 1 === rows.end && this.delayMs === 0 ? rows.end : rows.firstAfter(untilMs);
    this.reserve(rows.length);
    const { filter, sequences, bases, times, column, bits } = this;
    const { data, mask, width, first } = rows;
    const fromMs = untilMs - this.lookBackMs;
    let length = 0;
    for (let sequence = this.end - 1; sequence >= first; sequence--) {
      const base = ROWS_FROM + (sequence & mask) * width;
      const timeMs = data[base]!;
      if (timeMs <= fromMs) break;
      if (sequence === own || (data[base + column]! & bits) !== bits) continue;
      if (filter.length > 1 && !passes(filter, data, base)) continue;
      sequences[length] = sequence;
      bases[length] = base;
      times[length++] = timeMs;
    }
    this.length = length;
  }

  /** How many are later than `timeMs`. */
  after(timeMs: number): number {
    const { times, length } = this;
    let count = 0;
    while (count < length && times[count]! > timeMs) count++;
    return count;
  }

  /** How many are this row, or follow it. */
  from(sequence: number): number {
    const { sequences, length } = this;
    let count = 0;
    while (count < length && sequences[count]! >= sequence) count++;
    return count;
  }

  private reserve(rows: number): void {
    if (rows <= this.bases.length) return;
    this.sequences = new Int32Array(2 * rows);
    this.bases = new Int32Array(2 * rows);
    this.times = new Float64Array(2 * rows);
  }
}
