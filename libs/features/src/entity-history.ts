/**
 * The events of one entity in the order of event time, whatever the order of arrival: bounded, without an object per
 * event. All columns lie in one array (column `c` from `c * capacity`), so that a scan of one column is a straight run.
 */
import { CURRENCY, type EntityType, ID, TIME } from './facts.js';
import { LAYOUTS, type Layout, RETENTION_MS, WINDOW_MAX_MS } from './layout.js';

const CAPACITY_MIN = 4;
/** Room beyond the bound, so that trimming moves the columns once in this many events. */
const SLACK = 64;

export class EntityHistory {
  readonly layout: Layout;
  /** @internal Columns; read by the aggregates and the encoding. */
  data: Float64Array;
  /** @internal Rows that each column has room for. */
  capacity: number;
  /** @internal Row of the oldest event. */
  start = 0;
  /** Events held. */
  length = 0;
  /** Time of the earliest event ever seen, Unix milliseconds; `Infinity` before the first. */
  firstSeenAt = Infinity;
  /** Time of the latest event that was let go; `-Infinity` when all are held. */
  droppedUntil = -Infinity;
  /** @internal Of the newest event, packed; 0 where it is not known. */
  currency = 0;
  /** @internal Time of the latest event in another currency; `-Infinity` when there was none. */
  otherCurrencyUntil = -Infinity;

  constructor(entityType: EntityType, eventsExpected = CAPACITY_MIN) {
    this.layout = LAYOUTS[entityType];
    this.capacity = Math.max(eventsExpected, CAPACITY_MIN);
    this.data = new Float64Array(this.capacity * this.layout.columns.length);
  }

  /** Time of the newest event, Unix milliseconds; `-Infinity` for an empty history. */
  get lastAt(): number {
    return this.length === 0 ? -Infinity : this.data[this.start + this.length - 1]!;
  }

  /** Whether the event with this time and id hash is held. */
  has(facts: Float64Array): boolean {
    return this.placeOf(facts[TIME]!, facts[ID]!) < 0;
  }

  /**
   * Whether every event of the 30 days up to this one, just inserted, is in its currency. Never true wrongly; for a late
   * event it also goes by what came after.
   */
  isInOneCurrency(facts: Float64Array): boolean {
    const currency = facts[CURRENCY]!;
    return currency !== 0 && currency === this.currency && this.otherCurrencyUntil <= facts[TIME]! - WINDOW_MAX_MS;
  }

  /**
   * Puts an event in its place and returns its index, or -1 for a repeat (same time and id hash), which changes nothing.
   * Trims first, so that even an event too old to be kept can be evaluated until the next one comes.
   */
  insert(facts: Float64Array): number {
    const time = facts[TIME]!;
    const place = this.placeOf(time, facts[ID]!);
    if (place < 0) return -1;
    const index = Math.max(0, place - this.trim());
    if (this.start + this.length === this.capacity) this.makeRoom();
    this.noteCurrency(facts[CURRENCY]!, time);
    const { columns } = this.layout;
    const row = this.start + index;
    const end = this.start + this.length;
    for (let column = 0; column < columns.length; column++) {
      const base = column * this.capacity;
      if (row < end) this.data.copyWithin(base + row + 1, base + row, base + end);
      this.data[base + row] = facts[columns[column]!]!;
    }
    this.length++;
    if (time < this.firstSeenAt) this.firstSeenAt = time;
    return index;
  }

  /** Events at `time` or before; the index after the last of them. */
  countUntil(time: number): number {
    let index = this.length;
    while (index > 0 && this.data[this.start + index - 1]! > time) index--;
    return index;
  }

  /** The index where (time, id) belongs; `~index` when it is there already. */
  private placeOf(time: number, id: number): number {
    const { data, start } = this;
    const ids = start + ID * this.capacity;
    let index = this.length;
    while (index > 0) {
      const at = data[start + index - 1]!;
      if (at < time) break;
      if (at === time) {
        const other = data[ids + index - 1]!;
        if (other === id) return ~(index - 1);
        if (other < id) break;
      }
      index--;
    }
    return index;
  }

  /** Currencies are not kept by event: what matters is until when there was another than the newest one's. */
  private noteCurrency(currency: number, time: number): void {
    if (currency === this.currency) return;
    const newest = this.lastAt;
    if (time >= newest) this.currency = currency;
    this.otherCurrencyUntil = Math.max(this.otherCurrencyUntil, Math.min(time, newest));
  }

  /** Lets go of what is over the bound or older than any window, oldest first; returns how many. */
  private trim(): number {
    const before = this.length;
    const oldest = this.lastAt - RETENTION_MS;
    while (this.length > this.layout.eventsMax || (this.length > 0 && this.data[this.start]! < oldest)) {
      const dropped = this.data[this.start]!;
      if (dropped > this.droppedUntil) this.droppedUntil = dropped;
      this.start++;
      this.length--;
    }
    return before - this.length;
  }

  /** Moves the columns to the front where trimming left room, else into a larger array: small steps while small. */
  private makeRoom(): void {
    const { columns, eventsMax } = this.layout;
    const capacityMax = eventsMax + SLACK;
    const grow = this.capacity < capacityMax && this.start <= this.length >> 3;
    const step = Math.max(CAPACITY_MIN, this.capacity >> 1);
    const capacity = grow ? Math.min(this.capacity + step, capacityMax) : this.capacity;
    const next = grow ? new Float64Array(capacity * columns.length) : this.data;
    const end = this.start + this.length;
    for (let column = 0; column < columns.length; column++) {
      const from = column * this.capacity;
      if (grow) copyRun(this.data, from + this.start, from + end, next, column * capacity);
      else next.copyWithin(from, from + this.start, from + end);
    }
    this.data = next;
    this.capacity = capacity;
    this.start = 0;
  }
}

/** A loop, as a view of each column would cost more than the copying. */
function copyRun(source: Float64Array, from: number, to: number, target: Float64Array, at: number): void {
  for (let i = from; i < to; i++) target[at++] = source[i]!;
}
