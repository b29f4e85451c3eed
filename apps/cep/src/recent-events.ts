/**
 * An entity's last events in the order of their times, as bytes, and places between them: where its runs stood there. They
 * serve patterns that are newer than the events, and transactions that come late. Bounded by number, bytes and age.
 *
 * As stored, each event is its length in two bytes (little-endian), then what `event-bytes` makes of it. New events are
 * only noted, and shared by the entities of a transaction, until the entity is encoded: that is when they are put together
 * and cut.
 */
import { ByteReader, type ByteWriter } from '#bytes';
import { timeOf } from './event-bytes.js';

export const RECENT_EVENTS_MAX = 64;
export const RECENT_BYTES_MAX = 8192;
/** From one place to the next at most this much, so that at least this much before the newest event can be done again. */
const EVENTS_PER_PLACE = RECENT_EVENTS_MAX / 2 - 1;
const BYTES_PER_PLACE = RECENT_BYTES_MAX / 2;
const LENGTH_BYTES = 2;

/** What was under way between two events. */
export interface Place {
  /** How many of the events come before it. */
  readonly at: number;
  /** Nothing up to this time comes after it, Unix milliseconds. */
  readonly untilMs: number;
  /** The tenant's newest change of patterns that the runs know. */
  readonly seenChange: number;
  /** Encoded; empty for none. */
  readonly runs: Uint8Array;
}

export class RecentEvents {
  /** Events in `stored`. */
  private storedCount = 0;
  private added: Uint8Array[] = [];
  private keepMs = Number.POSITIVE_INFINITY;
  /** By the numbers of their events, counted from the entity's first one that was ever kept. */
  private places: readonly Place[] = NO_PLACES;
  /** Number of the first event in `stored`; 0 for the entity's very first one: before it is a place, too. */
  private first = 0;
  /** Since the newest place: events, their bytes, and the first of them. */
  private sinceCount = 0;
  private sinceBytes = 0;
  private sinceEvent: Uint8Array = EMPTY;

  /** @param stored - as `encode` wrote it; it may not change from now on */
  constructor(private stored: Uint8Array = EMPTY) {
    for (let at = 0; at < stored.length; at += sizeAt(stored, at)) this.storedCount++;
  }

  /** @param places - as `encodePlaces` wrote them; undefined where they are not known */
  static read(stored: Uint8Array, places: ByteReader | undefined): RecentEvents {
    const recent = new RecentEvents(stored);
    const head = places?.varint() ?? 0;
    recent.first = head & 1 ? 0 : 1;
    for (let left = head >>> 1; left > 0; left--) {
      const [at, untilMs, seenChange] = [places!.varint(), places!.varint(), places!.varint()];
      recent.place({ at: recent.first + at, untilMs, seenChange, runs: places!.blob() });
    }
    recent.countSincePlace();
    return recent;
  }

  /** The newest event's bytes; undefined where it is not kept. */
  get last(): Uint8Array | undefined {
    return this.added.at(-1) ?? this.storedEvents().at(-1);
  }

  /** Whether a place is to be marked before an event of this time and size is added. */
  needsPlace(size: number, atMs: number, keepMs: number): boolean {
    if (this.first > 0 && this.places.length === 0) return true;
    const { sinceCount, sinceBytes, sinceEvent } = this;
    if (sinceCount === 0) return false;
    if (sinceCount >= EVENTS_PER_PLACE || sinceBytes + size > BYTES_PER_PLACE) return true;
    return atMs - timeOf(sinceEvent, 0) > keepMs / 2;
  }

  /** Here, after the events so far, the runs stand like this. */
  mark(place: Omit<Place, 'at'>): void {
    this.place({ ...place, at: this.first + this.storedCount + this.added.length });
    this.sinceCount = this.sinceBytes = 0;
  }

  /** Adds the newest event, as `encodeEvent` gives it; those older than `keepMs` before it go. */
  add(event: Uint8Array, keepMs: number): void {
    this.keepMs = keepMs;
    if (event.length + LENGTH_BYTES > RECENT_BYTES_MAX) {
      // What can't be kept is missing after every place before it.
      this.cut(this.storedCount + this.added.length);
      this.first++;
      this.places = NO_PLACES;
      return;
    }
    this.added.push(event);
    this.noteSincePlace(event);
    if (this.added.length >= 2 * RECENT_EVENTS_MAX) this.cut(this.storedCount + this.added.length - RECENT_EVENTS_MAX);
  }

  /** All that is kept, oldest first, and the places after which no event is missing; `at` counts from the first one here. */
  timeline(): { readonly events: Uint8Array[]; readonly places: Place[] } {
    this.cut(this.excess());
    const events = [...this.storedEvents(), ...this.added];
    const places = this.places.map((place) => ({ ...place, at: place.at - this.first }));
    if (this.first === 0) places.unshift(START);
    return { events, places };
  }

  /** As they were at a place of `timeline`. */
  upTo(place: Place): RecentEvents {
    const before = new RecentEvents();
    before.added = this.timeline().events.slice(0, place.at);
    before.first = this.first;
    before.keepMs = this.keepMs;
    before.places = this.places.filter(({ at }) => at <= this.first + place.at);
    return before;
  }

  /** The events, see `timeline`. */
  encode(out: ByteWriter): void {
    this.cut(this.excess());
    out.raw(this.stored);
    for (const event of this.added) {
      out.byte(event.length & 0xff);
      out.byte(event.length >>> 8);
      out.raw(event);
    }
  }

  encodePlaces(out: ByteWriter): void {
    out.varint(2 * this.places.length + (this.first === 0 ? 1 : 0));
    for (const { at, untilMs, seenChange, runs } of this.places) {
      out.varint(at - this.first);
      out.varint(untilMs);
      out.varint(seenChange);
      out.blob(runs);
    }
  }

  /** What `encode` wrote is in `stored`, which stays as it is: what it was made of can go. */
  rebase(stored: Uint8Array): void {
    this.storedCount += this.added.length;
    this.stored = stored;
    this.added = [];
  }

  private storedEvents(): Uint8Array[] {
    const { stored } = this;
    const events: Uint8Array[] = [];
    for (let at = 0; at < stored.length; at += sizeAt(stored, at)) {
      const end = at + sizeAt(stored, at);
      if (end > stored.length) throw new RangeError('the bytes of recent events end too early');
      events.push(stored.subarray(at + LENGTH_BYTES, end));
    }
    return events;
  }

  /** How many of the oldest are over the bounds. */
  private excess(): number {
    const { stored, added } = this;
    if (added.length === 0) return 0;
    const oldestMs = timeOf(added.at(-1)!, 0) - this.keepMs;
    let left = this.storedCount + added.length;
    let bytes = stored.length;
    for (const event of added) bytes += LENGTH_BYTES + event.length;
    let excess = 0;
    const goes = (atMs: number): boolean => left > RECENT_EVENTS_MAX || bytes > RECENT_BYTES_MAX || atMs < oldestMs;
    const letGo = (size: number): void => {
      excess++;
      left--;
      bytes -= size;
    };
    let at = 0;
    for (; at < stored.length && goes(timeOf(stored, at + LENGTH_BYTES)); at += sizeAt(stored, at))
      letGo(sizeAt(stored, at));
    if (at < stored.length) return excess;
    for (let i = 0; goes(timeOf(added[i]!, 0)); i++) letGo(LENGTH_BYTES + added[i]!.length);
    return excess;
  }

  /** Lets go of the oldest, and of places that events are now missing after. */
  private cut(count: number): void {
    if (count === 0) return;
    const ofStored = Math.min(count, this.storedCount);
    let at = 0;
    for (let i = 0; i < ofStored; i++) at += sizeAt(this.stored, at);
    this.stored = this.stored.subarray(at);
    this.storedCount -= ofStored;
    this.added = this.added.slice(count - ofStored);
    this.first += count;
    if (this.places.length > 0) this.places = this.places.filter((place) => place.at >= this.first);
  }

  private place(place: Place): void {
    this.places = [...this.places, place];
  }

  private countSincePlace(): void {
    const { stored } = this;
    const from = (this.places.at(-1)?.at ?? this.first) - this.first;
    for (let at = 0, i = 0; at < stored.length; at += sizeAt(stored, at), i++) {
      if (i < from) continue;
      if (i === from) this.sinceEvent = stored.subarray(at + LENGTH_BYTES, at + sizeAt(stored, at));
      this.sinceCount++;
      this.sinceBytes += sizeAt(stored, at);
    }
  }

  private noteSincePlace(event: Uint8Array): void {
    if (this.sinceCount === 0) this.sinceEvent = event;
    this.sinceCount++;
    this.sinceBytes += LENGTH_BYTES + event.length;
  }
}

const EMPTY = new Uint8Array();
const NO_PLACES: readonly Place[] = [];
/** Before the entity's first event. */
const START: Place = { at: 0, untilMs: Number.NEGATIVE_INFINITY, seenChange: 0, runs: EMPTY };

function sizeAt(bytes: Uint8Array, at: number): number {
  return LENGTH_BYTES + bytes[at]! + bytes[at + 1]! * 256;
}
