/**
 * The events of one entity in the order of event time, whatever the order of arrival: a ring of rows of doubles, known by
 * sequence numbers that go on for ever. A row that comes late takes its place, and those after it move up by one.
 */
import { ID } from '../plan/columns.js';
import { type Doubles, makeDoubles } from './doubles.js';

const CAPACITY_MIN = 4;
/** What the array begins with: two times, then the rows. */
const FIRST_AT = 0;
const DROPPED_UNTIL = 1;
export const ROWS_FROM = 2;

export class EntityRows {
  data: Doubles;
  mask: number;
  /** Sequence number of the oldest row that is held. */
  first = 0;
  /** Sequence number after that of the newest. */
  end = 0;

  constructor(
    /** Numbers in a row. */
    readonly width: number,
    eventsExpected = CAPACITY_MIN,
  ) {
    let capacity = CAPACITY_MIN;
    while (capacity < eventsExpected) capacity *= 2;
    this.mask = capacity - 1;
    this.data = makeDoubles(ROWS_FROM + capacity * width);
    this.data[FIRST_AT] = Infinity;
    this.data[DROPPED_UNTIL] = -Infinity;
  }

  get length(): number {
    return this.end - this.first;
  }

  /** Time of the oldest row that is held; Infinity where there is none. */
  get firstAtMs(): number {
    return this.data[FIRST_AT]!;
  }

  /** Time of the latest event that was let go; `-Infinity` when all are held. */
  get droppedUntil(): number {
    return this.data[DROPPED_UNTIL]!;
  }

  set droppedUntil(timeMs: number) {
    this.data[DROPPED_UNTIL] = timeMs;
  }

  /** Of the newest event, Unix milliseconds; `-Infinity` where there is none. */
  get lastAt(): number {
    return this.end === this.first ? -Infinity : this.timeOf(this.end - 1);
  }

  /** Where the row's numbers begin in `data`. */
  baseOf(sequence: number): number {
    return ROWS_FROM + (sequence & this.mask) * this.width;
  }

  timeOf(sequence: number): number {
    return this.data[ROWS_FROM + (sequence & this.mask) * this.width]!;
  }

  /** Where (time, id) belongs; `-1 - place` when it is there already. */
  placeOf(time: number, id: number): number {
    let place = this.end;
    for (; place > this.first; place--) {
      const base = this.baseOf(place - 1);
      const at = this.data[base]!;
      if (at < time) break;
      if (at > time) continue;
      const other = this.data[base + ID]!;
      if (other === id) return -place;
      if (other < id) break;
    }
    return place;
  }

  has(time: number, id: number): boolean {
    return this.placeOf(time, id) < 0;
  }

  /** The row of an event of whose time nothing is known; -1 where there is none. */
  find(id: number): number {
    for (let sequence = this.end - 1; sequence >= this.first; sequence--)
      if (this.data[this.baseOf(sequence) + ID] === id) return sequence;
    return -1;
  }

  /** The first row later than `time`, or `end`; looks from the end, in doubling steps, as most windows are short. */
  firstAfter(time: number): number {
    const { first, end } = this;
    let step = 1;
    let high = end;
    while (high > first && this.timeOf(high - 1) > time) {
      high = Math.max(first, high - step);
      step *= 2;
    }
    let low = high;
    let top = Math.min(end, high + step);
    while (low < top) {
      const middle = Math.floor((low + top) / 2);
      if (this.timeOf(middle) > time) top = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Makes room at `place` (from `placeOf`) for a row of this time, and returns where its numbers begin. */
  insertAt(place: number, timeMs: number): number {
    if (this.end - this.first > this.mask) this.grow();
    const { data } = this;
    if (timeMs < data[FIRST_AT]!) data[FIRST_AT] = timeMs;
    for (let sequence = this.end; sequence > place; sequence--)
      this.copyRow(data, this.baseOf(sequence - 1), data, this.baseOf(sequence));
    this.end++;
    return this.baseOf(place);
  }

  /** Lets go of the oldest. */
  dropFirst(): void {
    const time = this.timeOf(this.first);
    if (time > this.droppedUntil) this.droppedUntil = time;
    this.first++;
    this.data[FIRST_AT] = this.first === this.end ? Infinity : this.timeOf(this.first);
  }

  private grow(): void {
    const { data, width } = this;
    const mask = this.mask * 2 + 1;
    const next = makeDoubles(ROWS_FROM + (mask + 1) * width);
    for (let i = 0; i < ROWS_FROM; i++) next[i] = data[i]!;
    for (let sequence = this.first; sequence < this.end; sequence++)
      this.copyRow(data, this.baseOf(sequence), next, ROWS_FROM + (sequence & mask) * width);
    this.data = next;
    this.mask = mask;
  }

  private copyRow(from: Doubles, fromBase: number, to: Doubles, toBase: number): void {
    for (let i = 0; i < this.width; i++) to[toBase + i] = from[fromBase + i]!;
  }
}
