/**
 * The events of one entity in the order of event time, whatever the order of arrival: a ring of rows of doubles, known by
 * sequence numbers that go on for ever. A row that comes late takes its place, and those after it move up by one.
 */
import { ID } from '../plan/columns.js';

const CAPACITY_MIN = 4;

export class EntityRows {
  data: Float64Array;
  mask: number;
  /** Sequence number of the oldest row that is held. */
  first = 0;
  /** Sequence number after that of the newest. */
  end = 0;
  /** Time of the oldest row that is held; Infinity where there is none. */
  firstAtMs = Infinity;
  /** Time of the latest event that was let go; `-Infinity` when all are held. */
  droppedUntil = -Infinity;

  constructor(
    /** Numbers in a row. */
    readonly width: number,
    eventsExpected = CAPACITY_MIN,
  ) {
    let capacity = CAPACITY_MIN;
    while (capacity < eventsExpected) capacity *= 2;
    this.mask = capacity - 1;
    this.data = new Float64Array(capacity * width);
  }

  get length(): number {
    return this.end - this.first;
  }

  /** Of the newest event, Unix milliseconds; `-Infinity` where there is none. */
  get lastAt(): number {
    return this.end === this.first ? -Infinity : this.timeOf(this.end - 1);
  }

  /** Where the row's numbers begin in `data`. */
  baseOf(sequence: number): number {
    return (sequence & this.mask) * this.width;
  }

  timeOf(sequence: number): number {
    return this.data[(sequence & this.mask) * this.width]!;
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
    if (timeMs < this.firstAtMs) this.firstAtMs = timeMs;
    if (this.end - this.first > this.mask) this.grow();
    const { data, width } = this;
    for (let sequence = this.end; sequence > place; sequence--) {
      const from = this.baseOf(sequence - 1);
      data.copyWithin(this.baseOf(sequence), from, from + width);
    }
    this.end++;
    return this.baseOf(place);
  }

  /** Lets go of the oldest. */
  dropFirst(): void {
    const time = this.timeOf(this.first);
    if (time > this.droppedUntil) this.droppedUntil = time;
    this.first++;
    this.firstAtMs = this.first === this.end ? Infinity : this.timeOf(this.first);
  }

  private grow(): void {
    const { data, width } = this;
    const mask = this.mask * 2 + 1;
    const next = new Float64Array((mask + 1) * width);
    for (let sequence = this.first; sequence < this.end; sequence++) {
      const from = this.baseOf(sequence);
      let to = (sequence & mask) * width;
      for (let i = from; i < from + width; i++) next[to++] = data[i]!;
    }
    this.data = next;
    this.mask = mask;
  }
}
