/**
 * An event's bytes as what differs from another event of the same entity, most of whose fields are the same. All deltas of an
 * entity are against one event, its base, so that each can be read, and dropped, by itself:
 *   time zigzag, milliseconds after the base · changed varint, a bit for each field, or `WHOLE` · the changed fields as in the event
 * In the place of an id: how many of its bytes are as in the base, then the others; both must be packed, else 0 and all of it. In the
 * place of a text: how many bytes it begins with as in the base varint, and the others after their number, because names of one
 * tenant mostly begin alike; in deltas of entities before version 7 all of it. In the
 * place of attributes, where the base has as many: 1, a varint of two bits for each, and the changed names and values; else 0 and
 * all of them.
 */
import { ByteReader, ByteWriter } from '#bytes';
import { timeOf, writeHead } from './event-bytes.js';
import {
  attributesAt,
  endOf,
  endOfText,
  endOfValue,
  endOfVarint,
  EventFields,
  type Field,
  FIELDS,
  HAS,
  IS_TEXT,
  isThere,
  PACKED_ID_BYTES,
  varintAt,
} from './event-fields.js';

/** `changed` of bytes that are no event, or whose base is none: all of them follow. */
const WHOLE = 1;
/** Those that differ most come first, which makes the number short. */
const BITS: readonly Field[] = [
  'id',
  'amount',
  'merchant',
  'mcc',
  'merchantCountry',
  'attributes',
  'has',
  'outcome',
  'channel',
  'ip',
  'device',
  'fingerprint',
  'account',
  'createdAt',
  'email',
  'bin',
  'cardCountry',
  'currency',
  'latitude',
  'longitude',
];
const BIT_OF: readonly number[] = FIELDS.map((field) => 2 << BITS.indexOf(field));
const ID = FIELDS.indexOf('id');
const ATTRIBUTES = FIELDS.indexOf('attributes');
/** Of which each name and value has a bit. */
const ATTRIBUTES_MAX = 24;

/** The event that others are written against. */
export class DeltaBase {
  /** Of the event, Unix milliseconds. */
  readonly timeMs: number;

  constructor(readonly bytes: Uint8Array) {
    this.timeMs = timeOf(bytes, 0);
  }

  /** Appends the delta of an event. */
  write(event: Uint8Array, out: ByteWriter): void {
    const { bytes, fields: base } = this;
    out.zigzag(timeOf(event, 0) - this.timeMs);
    if (base === undefined || !fieldsOf(event)) {
      out.varint(WHOLE);
      out.raw(event);
      return;
    }
    const { starts, ends, has } = own;
    let changed = 0;
    // What an event doesn't have follows from what it says of its parties.
    for (let i = 0; i < BIT_OF.length; i++)
      if (isThere(i, has) && !isSame(event, starts[i]!, ends[i]!, bytes, base.starts[i]!, base.ends[i]!))
        changed |= BIT_OF[i]!;
    out.varint(changed);
    for (let i = 0; i < BIT_OF.length; i++) {
      if ((changed & BIT_OF[i]!) === 0) continue;
      const start = starts[i]!;
      const end = ends[i]!;
      if (i === ID) writeId(event, start, end, bytes, base, out);
      else if (i === ATTRIBUTES) writeAttributes(event, start, end, bytes, base, out);
      else if (IS_TEXT[i]) writeText(event, start, end, bytes, base.starts[i]!, base.ends[i]!, out);
      else out.part(event, start, end);
    }
  }

  /**
   * The event of a delta. Throws `RangeError` for bytes that are none.
   *
   * @param hasWholeTexts - of an entity before version 7
   */
  read(delta: Uint8Array, hasWholeTexts = false): Uint8Array {
    const { bytes, fields: base } = this;
    const input = new ByteReader(delta);
    const timeMs = this.timeMs + input.zigzag();
    const changed = input.varint();
    if (changed === WHOLE) return input.rest();
    if (base === undefined) throw new RangeError('a recent event differs from one that is none');
    made.clear();
    writeHead(timeMs, made);
    let has = 0;
    for (let i = 0; i < FIELDS.length; i++) {
      if (!isThere(i, has)) continue;
      if ((changed & BIT_OF[i]!) === 0) made.part(bytes, base.starts[i]!, base.ends[i]!);
      else if (i === ID) readId(delta, input, bytes, base);
      else if (i === ATTRIBUTES) readAttributes(delta, input, bytes, base);
      else if (IS_TEXT[i] && !hasWholeTexts) readText(input, bytes, base.starts[i]!, base.ends[i]!);
      else made.raw(input.raw(endOf(delta, input.at, i) - input.at));
      if (i === HAS) has = made.view().at(-1)!;
    }
    return made.take();
  }

  /** When the event happened whose delta begins at `at`, Unix milliseconds. */
  timeAt(deltas: Uint8Array, at: number): number {
    const value = varintAt(deltas, at);
    return this.timeMs + (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
  }

  /** Where its fields lie, until those of another base are asked for; undefined where its bytes are no event. */
  private get fields(): EventFields | undefined {
    if (readBytes !== this.bytes) {
      readBytes = this.bytes;
      isEvent = ofBase.read(this.bytes);
    }
    return isEvent ? ofBase : undefined;
  }
}

/** Reads where the fields of an event lie into `own`. @returns false for bytes that are no event */
function fieldsOf(event: Uint8Array): boolean {
  if (ownBytes !== event) {
    ownBytes = event;
    isOwnEvent = own.read(event);
  }
  return isOwnEvent;
}

function writeId(
  event: Uint8Array,
  start: number,
  end: number,
  bytes: Uint8Array,
  base: EventFields,
  out: ByteWriter,
): void {
  const from = base.starts[ID]!;
  let same = 0;
  if (event[start] === 0 && bytes[from] === 0)
    while (same < PACKED_ID_BYTES && event[start + same] === bytes[from + same]) same++;
  out.byte(same);
  out.part(event, start + same, end);
}

function readId(delta: Uint8Array, input: ByteReader, bytes: Uint8Array, base: EventFields): void {
  const same = input.byte();
  const from = base.starts[ID]!;
  made.raw(bytes.subarray(from, from + same));
  made.raw(input.raw(same > 0 ? PACKED_ID_BYTES - same : endOf(delta, input.at, ID) - input.at));
}

/** @param baseStart - of the base's text, with its length; nothing where it has none */
function writeText(
  event: Uint8Array,
  start: number,
  end: number,
  bytes: Uint8Array,
  baseStart: number,
  baseEnd: number,
  out: ByteWriter,
): void {
  let at = endOfVarint(event, start);
  const from = at;
  if (baseStart < baseEnd)
    for (let i = endOfVarint(bytes, baseStart); at < end && i < baseEnd && event[at] === bytes[i]; i++) at++;
  out.varint(at - from);
  out.varint(end - at);
  out.part(event, at, end);
}

function readText(input: ByteReader, bytes: Uint8Array, baseStart: number, baseEnd: number): void {
  const same = input.varint();
  const own = input.blob();
  const from = baseStart < baseEnd ? endOfVarint(bytes, baseStart) : baseEnd;
  if (same > baseEnd - from) throw new RangeError('a recent event begins with more than its base has');
  made.varint(same + own.length);
  made.part(bytes, from, from + same);
  made.raw(own);
}

function writeAttributes(
  event: Uint8Array,
  start: number,
  end: number,
  bytes: Uint8Array,
  base: EventFields,
  out: ByteWriter,
): void {
  const places = attributesAt(event, start);
  const before = attributesOf(bytes, base);
  if (before.length !== places.length || places.length > 2 * ATTRIBUTES_MAX + 1) {
    out.byte(0);
    out.raw(event.subarray(start, end));
    return;
  }
  const changed = places
    .slice(0, -1)
    .map((at, i) => !isSame(event, at, places[i + 1]!, bytes, before[i]!, before[i + 1]!));
  out.byte(1);
  out.varint(changed.reduce((bits, is, i) => bits + (is ? 2 ** i : 0), 0));
  for (const [i, is] of changed.entries()) if (is) out.raw(event.subarray(places[i], places[i + 1]));
}

function readAttributes(delta: Uint8Array, input: ByteReader, bytes: Uint8Array, base: EventFields): void {
  if (input.byte() === 0) {
    made.raw(input.raw(endOf(delta, input.at, ATTRIBUTES) - input.at));
    return;
  }
  const before = attributesOf(bytes, base);
  const changed = input.varint();
  made.raw(bytes.subarray(base.starts[ATTRIBUTES], before[0]));
  for (let i = 0; i + 1 < before.length; i++) {
    if (Math.floor(changed / 2 ** i) % 2 === 0) made.raw(bytes.subarray(before[i], before[i + 1]));
    else {
      const end = i % 2 === 0 ? endOfText(delta, input.at) : endOfValue(delta, input.at);
      made.raw(input.raw(end - input.at));
    }
  }
}

/** See `attributesAt`; none where there are none. */
function attributesOf(bytes: Uint8Array, { starts, ends }: EventFields): number[] {
  return starts[ATTRIBUTES] === ends[ATTRIBUTES] ? NONE : attributesAt(bytes, starts[ATTRIBUTES]!);
}

const NONE: number[] = [];
const own = new EventFields();
/** The entities of a transaction are mostly written one after the other. */
let ownBytes: Uint8Array | undefined;
let isOwnEvent = false;
/** Of one base at a time, and not of each: they would take more than the events. */
const ofBase = new EventFields();
let readBytes: Uint8Array | undefined;
let isEvent = false;
const made = new ByteWriter();

function isSame(
  one: Uint8Array,
  start: number,
  end: number,
  other: Uint8Array,
  otherStart: number,
  otherEnd: number,
): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let i = start, j = otherStart; i < end; i++, j++) if (one[i] !== other[j]) return false;
  return true;
}
