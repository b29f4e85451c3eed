/**
 * An entity's last events in the order of their times, as bytes, and places between them: where its runs stood there. They
 * serve patterns that are newer than the events, and transactions that come late. Bounded by number, bytes and age.
 *
 * As stored, all are written as what differs from one of them, their base (`event-deltas`), because events of one entity have
 * most fields in common:
 *   length of the base varint · base · 1 where the base is the oldest of them, 0 where that is no longer kept · of each other
 *   one the length of its delta varint · delta
 * New events are only noted, and shared by the entities of a transaction, until the entity is encoded: that is when they are
 * put together and cut.
 */
import { ByteReader, ByteWriter } from '#bytes';
import { timeOf } from './event-bytes.js';
import { DeltaBase } from './event-deltas.js';
import { endOfText, endOfVarint } from './event-fields.js';

export const RECENT_EVENTS_MAX = 64;
export const RECENT_BYTES_MAX = 8192;
/** From one place to the next at most this much, so that at least this much before the newest event can be done again. */
const EVENTS_PER_PLACE = RECENT_EVENTS_MAX / 2 - 1;
const BYTES_PER_PLACE = RECENT_BYTES_MAX / 2;
const LENGTH_BYTES = 2;
/** A base that is no longer kept, and larger than this, is not worth its place. */
const BASE_BYTES_MAX = RECENT_BYTES_MAX / 4;

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
  /** What was stored: undefined for nothing. */
  private base: DeltaBase | undefined;
  private isBaseKept = false;
  /** Of the others that were stored, with their lengths. */
  private deltas: Uint8Array = EMPTY;
  /** Events that were stored, and are kept. */
  private storedCount = 0;
  private added: Uint8Array[] = [];
  private keepMs = Number.POSITIVE_INFINITY;
  /** By the numbers of their events, counted from the entity's first one that was ever kept. */
  private places: readonly Place[] = NO_PLACES;
  /** Number of the first event that is kept; 0 for the entity's very first one: before it is a place, too. */
  private first = 0;
  /** Since the newest place: events, their bytes, and when the first of them happened. */
  private sinceCount = 0;
  private sinceBytes = 0;
  private sinceMs = 0;

  /** @param stored - as `encode` wrote it; it may not change from now on */
  constructor(stored: Uint8Array = EMPTY) {
    this.open(stored);
    if (this.isBaseKept) this.storedCount++;
    for (let at = 0; at < this.deltas.length; at = endOfText(this.deltas, at)) this.storedCount++;
  }

  /** @param places - as `encodePlaces` wrote them; undefined where they are not known */
  static read(stored: Uint8Array, places: ByteReader | undefined): RecentEvents {
    return new RecentEvents(stored).withPlaces(places);
  }

  /** The same of what was stored while deltas had whole texts: they are written anew. */
  static readWholeTexts(stored: Uint8Array, places: ByteReader | undefined): RecentEvents {
    const before = new RecentEvents(stored);
    const { base, isBaseKept } = before;
    if (base === undefined) return before.withPlaces(places);
    const others = Array.from(before.storedDeltas(), (one) => base.read(one, true));
    const anew = new ByteWriter(stored.length);
    before.write(base, isBaseKept, EMPTY, others, anew);
    return RecentEvents.read(anew.take(), places);
  }

  /** The same of what was stored before events were deltas: each after its length in two bytes (little-endian). */
  static readWhole(stored: Uint8Array, places: ByteReader | undefined): RecentEvents {
    const recent = new RecentEvents();
    for (let at = 0; at < stored.length; at += LENGTH_BYTES + recent.added.at(-1)!.length) {
      const end = at + LENGTH_BYTES + stored[at]! + stored[at + 1]! * 256;
      if (!(end <= stored.length)) throw new RangeError('the bytes of recent events end too early');
      recent.added.push(stored.subarray(at + LENGTH_BYTES, end));
    }
    return recent.withPlaces(places);
  }

  /** The newest event's bytes; undefined where it is not kept. */
  get last(): Uint8Array | undefined {
    const newest = this.added.at(-1);
    if (newest !== undefined || this.storedCount === 0) return newest;
    const delta = [...this.storedDeltas()].at(-1);
    return delta === undefined ? this.base!.bytes : this.base!.read(delta);
  }

  /** Whether a place is to be marked before an event of this time and size is added. */
  needsPlace(size: number, atMs: number, keepMs: number): boolean {
    if (this.first > 0 && this.places.length === 0) return true;
    const { sinceCount, sinceBytes, sinceMs } = this;
    if (sinceCount === 0) return false;
    if (sinceCount >= EVENTS_PER_PLACE || sinceBytes + size > BYTES_PER_PLACE) return true;
    return atMs - sinceMs > keepMs / 2;
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
    const events = this.events();
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
    if (this.isBaseWorthIt) {
      this.write(this.base!, this.isBaseKept, this.deltas, this.added, out);
      return;
    }
    const start = out.length;
    // Against another base they may be longer than they were, though hardly ever by so much.
    for (let events = this.events(); ; this.cut(1), events = this.events()) {
      out.length = start;
      if (events.length > 0) this.write(new DeltaBase(events[0]!), true, EMPTY, events.slice(1), out);
      if (out.length - start <= RECENT_BYTES_MAX || events.length <= 1) return;
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
    this.open(stored);
  }

  private open(stored: Uint8Array): void {
    this.added = [];
    const input = new ByteReader(stored);
    this.base = input.done ? undefined : new DeltaBase(input.blob());
    this.isBaseKept = !input.done && input.byte() === 1;
    this.deltas = input.rest();
  }

  private withPlaces(places: ByteReader | undefined): this {
    const head = places?.varint() ?? 0;
    this.first = head & 1 ? 0 : 1;
    for (let left = head >>> 1; left > 0; left--) {
      const [at, untilMs, seenChange] = [places!.varint(), places!.varint(), places!.varint()];
      this.place({ at: this.first + at, untilMs, seenChange, runs: places!.blob() });
    }
    this.countSincePlace();
    return this;
  }

  /** Whether what is written against it is shorter for it. */
  private get isBaseWorthIt(): boolean {
    const { base, isBaseKept, storedCount, deltas } = this;
    if (base === undefined || isBaseKept) return isBaseKept;
    const size = base.bytes.length;
    return storedCount > 0 && size <= BASE_BYTES_MAX && 2 * deltas.length <= size * storedCount;
  }

  private write(
    base: DeltaBase,
    isKept: boolean,
    deltas: Uint8Array,
    added: readonly Uint8Array[],
    out: ByteWriter,
  ): void {
    out.blob(base.bytes);
    out.byte(isKept ? 1 : 0);
    out.raw(deltas);
    for (const event of added) {
      delta.clear();
      base.write(event, delta);
      out.blob(delta.view());
    }
  }

  /** All that is kept, as it was added. */
  private events(): Uint8Array[] {
    const { base } = this;
    if (base === undefined) return this.added;
    return [
      ...(this.isBaseKept ? [base.bytes] : []),
      ...Array.from(this.storedDeltas(), (one) => base.read(one)),
      ...this.added,
    ];
  }

  private *storedDeltas(): Generator<Uint8Array> {
    const input = new ByteReader(this.deltas);
    while (!input.done) yield input.blob();
  }

  /** How many of the oldest are over the bounds; never the newest. What was not stored yet counts without its neighbours. */
  private excess(): number {
    const { added, deltas, base } = this;
    if (added.length === 0) return 0;
    const oldestMs = timeOf(added.at(-1)!, 0) - this.keepMs;
    let left = this.storedCount + added.length;
    let bytes = deltas.length + (base === undefined ? 0 : base.bytes.length + LENGTH_BYTES + 1);
    for (const event of added) bytes += LENGTH_BYTES + event.length;
    const all = left;
    const goes = (atMs: number): boolean =>
      left > 1 && (left > RECENT_EVENTS_MAX || bytes > RECENT_BYTES_MAX || atMs < oldestMs);
    if (this.isBaseKept) {
      const { bytes: event, timeMs } = base!;
      if (!goes(timeMs)) return 0;
      left--;
      // While others need it, it stays, kept or not.
      if (event.length > BASE_BYTES_MAX) bytes -= event.length;
    }
    for (let at = 0; at < deltas.length; left--) {
      if (!goes(base!.timeAt(deltas, endOfVarint(deltas, at)))) return all - left;
      const end = endOfText(deltas, at);
      bytes -= end - at;
      at = end;
    }
    for (const event of added) {
      if (!goes(timeOf(event, 0))) break;
      left--;
      bytes -= LENGTH_BYTES + event.length;
    }
    return all - left;
  }

  /** Lets go of the oldest, and of places that events are now missing after. */
  private cut(count: number): void {
    if (count === 0) return;
    const ofStored = Math.min(count, this.storedCount);
    let left = ofStored;
    if (left > 0 && this.isBaseKept) {
      this.isBaseKept = false;
      left--;
    }
    let at = 0;
    for (; left > 0; left--) at = endOfText(this.deltas, at);
    this.deltas = this.deltas.subarray(at);
    this.storedCount -= ofStored;
    this.added = this.added.slice(count - ofStored);
    this.first += count;
    if (this.places.length > 0) this.places = this.places.filter((place) => place.at >= this.first);
  }

  private place(place: Place): void {
    this.places = [...this.places, place];
  }

  private countSincePlace(): void {
    const { deltas, base, added } = this;
    let left = (this.places.at(-1)?.at ?? this.first) - this.first;
    if (this.isBaseKept && left-- <= 0) this.noteSince(base!.timeMs, base!.bytes.length);
    for (let at = 0; at < deltas.length; left--) {
      const end = endOfText(deltas, at);
      if (left <= 0) this.noteSince(this.sinceCount > 0 ? 0 : base!.timeAt(deltas, endOfVarint(deltas, at)), end - at);
      at = end;
    }
    for (const event of added) if (left-- <= 0) this.noteSincePlace(event);
  }

  private noteSincePlace(event: Uint8Array): void {
    this.noteSince(timeOf(event, 0), LENGTH_BYTES + event.length);
  }

  /** @param atMs - asked of the first one alone */
  private noteSince(atMs: number, size: number): void {
    if (this.sinceCount === 0) this.sinceMs = atMs;
    this.sinceCount++;
    this.sinceBytes += size;
  }
}

const EMPTY = new Uint8Array();
const NO_PLACES: readonly Place[] = [];
/** Before the entity's first event. */
const START: Place = { at: 0, untilMs: Number.NEGATIVE_INFINITY, seenChange: 0, runs: EMPTY };
const delta = new ByteWriter();
