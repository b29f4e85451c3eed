/**
 * Histories as bytes, for the checkpoint and for idle entities in memory.
 *
 * version u8 · type u8 · count varint · first seen varint · dropped until varint (0: nothing) ·
 * currency varint · other currency until varint (0: never; neither is in version 1) · events, oldest first:
 *   shape u8      bit 0 country follows; bits 1-2 location: 0 none, 1 as in the last event that had one, 2 follows;
 *                 bit 3+k counterpart k is that of the event before
 *   time varint   milliseconds since the event before (the first: since 1970)
 *   amount varint minor units
 *   identity 7 B  53 bits of the id hash, 3 bits of flags above them
 *   country 2 B, location 2 varints (degrees from the last one, zigzag), then each other counterpart:
 *   varint 0 none, 1 new and 4 bytes of hash, n + 2 the n-th different one of this history
 */
import { ByteReader, ByteWriter } from '#bytes';
import { EntityHistory } from './entity-history.js';
import { AMOUNT, COUNTRY_SHIFT, ID, TAGS } from './facts.js';
import { LAYOUT_BY_CODE, type Layout } from './layout.js';
import { LATITUDE_SPAN, NO_LOCATION } from './location.js';
import { ScratchMap } from './scratch-map.js';

/** Version of the encoding. Older ones stay readable. */
export const HISTORY_VERSION = 2;
/** Without currencies: an unknown one counts as another. */
const WITHOUT_CURRENCY = 1;

const COUNTRY_FOLLOWS = 1;
const LOCATION_SAME = 1 << 1;
const LOCATION_FOLLOWS = 2 << 1;
const LOCATION_MASK = 3 << 1;
const COUNTERPART_SAME = 1 << 3;
const FLAGS_MASK = (1 << COUNTRY_SHIFT) - 1;
/** An encoding never holds more events than the bound and the one that came after the last trim. */
const EVENTS_OVER_BOUND = 1;

const numbered = new ScratchMap(4096);

/** Appends the encoding of `history`. */
export function encodeHistory(history: EntityHistory, out: ByteWriter): void {
  const { data, capacity, start, length, layout } = history;
  out.byte(HISTORY_VERSION);
  out.byte(layout.code);
  out.varint(length);
  out.varint(Number.isFinite(history.firstSeenAt) ? history.firstSeenAt : 0);
  out.varint(Number.isFinite(history.droppedUntil) ? history.droppedUntil : 0);
  out.varint(history.currency);
  out.varint(Number.isFinite(history.otherCurrencyUntil) ? history.otherCurrencyUntil : 0);
  numbered.clear();
  let country = 0;
  let location = NO_LOCATION;
  for (let row = start; row < start + length; row++) {
    const tags = data[TAGS * capacity + row]!;
    const hasBefore = row > start;
    const here = layout.locationColumn < 0 ? NO_LOCATION : data[layout.locationColumn * capacity + row]!;
    let shape = 0;
    if (tags >> COUNTRY_SHIFT !== country) shape |= COUNTRY_FOLLOWS;
    if (here !== NO_LOCATION) shape |= here === location ? LOCATION_SAME : LOCATION_FOLLOWS;
    for (let k = 0; k < layout.counterparts; k++) {
      const at = (layout.counterpartsFrom + k) * capacity + row;
      if (hasBefore && data[at] === data[at - 1]) shape |= COUNTERPART_SAME << k;
    }
    out.byte(shape);
    out.varint(data[row]! - (hasBefore ? data[row - 1]! : 0));
    out.varint(data[AMOUNT * capacity + row]!);
    const id = data[ID * capacity + row]!;
    out.uint32(id % 0x1_0000_0000);
    const high = Math.floor(id / 0x1_0000_0000) + (tags & FLAGS_MASK) * 0x20_0000;
    out.byte(high & 0xff);
    out.byte((high >> 8) & 0xff);
    out.byte(high >> 16);
    if (shape & COUNTRY_FOLLOWS) {
      country = tags >> COUNTRY_SHIFT;
      out.byte(country >> 8);
      out.byte(country & 0xff);
    }
    if (shape & LOCATION_FOLLOWS) {
      const from = location === NO_LOCATION ? 0 : location;
      out.zigzag(Math.floor(here / LATITUDE_SPAN) - Math.floor(from / LATITUDE_SPAN));
      out.zigzag((here % LATITUDE_SPAN) - (from % LATITUDE_SPAN));
      location = here;
    }
    for (let k = 0; k < layout.counterparts; k++) {
      if (shape & (COUNTERPART_SAME << k)) continue;
      writeCounterpart(data[(layout.counterpartsFrom + k) * capacity + row]!, out);
    }
  }
}

/** Reads one history; throws `RangeError` on bytes that are none. */
export function decodeHistory(input: ByteReader): EntityHistory {
  const version = input.byte();
  if (version !== HISTORY_VERSION && version !== WITHOUT_CURRENCY)
    throw new RangeError(`entity history of unknown version ${version}`);
  const layout = LAYOUT_BY_CODE[input.byte()];
  if (layout === undefined) throw new RangeError('entity history of an unknown entity type');
  const length = input.varint();
  if (length > layout.eventsMax + EVENTS_OVER_BOUND) throw new RangeError(`entity history of ${length} events`);
  const history = new EntityHistory(layout.entityType, length + 2);
  history.length = length;
  history.firstSeenAt = input.varint() || Infinity;
  history.droppedUntil = input.varint() || -Infinity;
  if (version !== WITHOUT_CURRENCY) {
    history.currency = input.varint();
    history.otherCurrencyUntil = input.varint() || -Infinity;
  }
  readEvents(history, layout, input);
  return history;
}

function readEvents(history: EntityHistory, layout: Layout, input: ByteReader): void {
  const { data, capacity, length } = history;
  const different: number[] = [];
  let country = 0;
  let location = NO_LOCATION;
  for (let row = 0; row < length; row++) {
    const shape = input.byte();
    data[row] = input.varint() + (row > 0 ? data[row - 1]! : 0);
    data[AMOUNT * capacity + row] = input.varint();
    const low = input.uint32();
    const high = input.byte() | (input.byte() << 8) | (input.byte() << 16);
    data[ID * capacity + row] = (high & 0x1fffff) * 0x1_0000_0000 + low;
    if (shape & COUNTRY_FOLLOWS) country = (input.byte() << 8) | input.byte();
    data[TAGS * capacity + row] = (high >> 21) | (country << COUNTRY_SHIFT);
    if ((shape & LOCATION_MASK) === LOCATION_FOLLOWS) {
      const from = location === NO_LOCATION ? 0 : location;
      const latitude = Math.floor(from / LATITUDE_SPAN) + input.zigzag();
      location = latitude * LATITUDE_SPAN + (from % LATITUDE_SPAN) + input.zigzag();
    }
    if (layout.locationColumn >= 0) {
      data[layout.locationColumn * capacity + row] = shape & LOCATION_MASK ? location : NO_LOCATION;
    }
    for (let k = 0; k < layout.counterparts; k++) {
      const at = (layout.counterpartsFrom + k) * capacity + row;
      if (shape & (COUNTERPART_SAME << k)) data[at] = row > 0 ? data[at - 1]! : 0;
      else data[at] = readCounterpart(input, different);
    }
  }
}

function writeCounterpart(hash: number, out: ByteWriter): void {
  if (hash === 0) {
    out.varint(0);
    return;
  }
  const known = numbered.numberOf(hash);
  out.varint(known < 0 ? 1 : known + 2);
  if (known < 0) out.uint32(hash);
}

function readCounterpart(input: ByteReader, different: number[]): number {
  const reference = input.varint();
  if (reference === 0) return 0;
  if (reference === 1) {
    const hash = input.uint32();
    different.push(hash);
    return hash;
  }
  const hash = different[reference - 2];
  if (hash === undefined) throw new RangeError('entity history refers to a counterpart that it does not have');
  return hash;
}
