/** Where the fields of an event's bytes lie (see `event-bytes.ts`), so that those of two events can be compared as they are. */
import {
  ENCODED_VERSION,
  HAS_ACCOUNT,
  HAS_ATTRIBUTES,
  HAS_CARD,
  HAS_DEVICE,
  HAS_LOCATION,
  HAS_MERCHANT,
} from './event-bytes.js';

type Kind = 'varint' | 'id' | 'text' | 'known' | 'byte' | 'number' | 'attributes';

/** In their order, after version and time; with what has to be there for them. */
const LAYOUT = [
  ['amount', 'varint', 0],
  ['id', 'id', 0],
  ['currency', 'text', 0],
  ['channel', 'known', 0],
  ['outcome', 'known', 0],
  ['has', 'byte', 0],
  ['account', 'text', HAS_ACCOUNT],
  ['createdAt', 'number', HAS_ACCOUNT],
  ['email', 'text', HAS_ACCOUNT],
  ['fingerprint', 'text', HAS_CARD],
  ['bin', 'text', HAS_CARD],
  ['cardCountry', 'text', HAS_CARD],
  ['device', 'text', HAS_DEVICE],
  ['ip', 'text', HAS_DEVICE],
  ['merchant', 'text', HAS_MERCHANT],
  ['mcc', 'text', HAS_MERCHANT],
  ['merchantCountry', 'text', HAS_MERCHANT],
  ['latitude', 'number', HAS_LOCATION],
  ['longitude', 'number', HAS_LOCATION],
  ['attributes', 'attributes', HAS_ATTRIBUTES],
] as const satisfies readonly (readonly [string, Kind, number])[];

export type Field = (typeof LAYOUT)[number][0];
export const FIELDS: readonly Field[] = LAYOUT.map(([field]) => field);
export const HAS = FIELDS.indexOf('has');
const KINDS: readonly Kind[] = LAYOUT.map(([, kind]) => kind);
/** Whether a field is a text after its length. */
export const IS_TEXT: readonly boolean[] = KINDS.map((kind) => kind === 'text');
const NEEDS: readonly number[] = LAYOUT.map(([, , needs]) => needs);
/** Version and time. */
const HEAD_BYTES = 7;
export const PACKED_ID_BYTES = 18;
const NUMBER_BYTES = 8;

export class EventFields {
  /** Of each of `FIELDS`; where one is not there, it ends where it starts. */
  readonly starts = new Int32Array(FIELDS.length);
  readonly ends = new Int32Array(FIELDS.length);
  has = 0;

  /** @returns false for bytes that are no event */
  read(bytes: Uint8Array): boolean {
    if (bytes[0] !== ENCODED_VERSION) return false;
    let at = HEAD_BYTES;
    this.has = 0;
    for (let i = 0; i < FIELDS.length; i++) {
      this.starts[i] = at;
      if (isThere(i, this.has)) at = endOf(bytes, at, i);
      if (at > bytes.length) return false;
      this.ends[i] = at;
      if (i === HAS) this.has = bytes[at - 1]!;
    }
    return at === bytes.length;
  }
}

/** Whether an event that says so of its parties has a field. */
export function isThere(field: number, has: number): boolean {
  const needs = NEEDS[field]!;
  return needs === 0 || (has & needs) !== 0;
}

/** Where a field ends that begins at `at`; beyond all bytes where they end too early. */
export function endOf(bytes: Uint8Array, at: number, field: number): number {
  switch (KINDS[field]!) {
    case 'varint':
      return endOfVarint(bytes, at);
    case 'id':
      return bytes[at] === 0 ? at + PACKED_ID_BYTES : endOfText(bytes, at);
    case 'text':
      return endOfText(bytes, at);
    case 'known':
      return bytes[at] === 0 ? endOfText(bytes, at + 1) : at + 1;
    case 'byte':
      return at + 1;
    case 'number':
      return at + NUMBER_BYTES;
    case 'attributes':
      return attributesAt(bytes, at).at(-1)!;
  }
}

/** Where each attribute's name and value begin, one after the other, and where the last one ends; beyond all bytes, see `endOf`. */
export function attributesAt(bytes: Uint8Array, start: number): number[] {
  let at = endOfVarint(bytes, start);
  const places: number[] = [];
  for (let left = varintAt(bytes, start); left > 0; left--) {
    if (at >= bytes.length) return [bytes.length + 1];
    places.push(at);
    at = endOfText(bytes, at);
    places.push(at);
    at = endOfValue(bytes, at);
  }
  places.push(at);
  return places;
}

/** Where bytes end that stand after their length. */
export function endOfText(bytes: Uint8Array, at: number): number {
  return endOfVarint(bytes, at) + varintAt(bytes, at);
}

/** Of an attribute: kinds are text, number, false and true. */
export function endOfValue(bytes: Uint8Array, at: number): number {
  const kind = bytes[at];
  return kind === 0 ? endOfText(bytes, at + 1) : kind === 1 ? at + 1 + NUMBER_BYTES : at + 1;
}

export function endOfVarint(bytes: Uint8Array, at: number): number {
  while (bytes[at]! > 0x7f) at++;
  return at + 1;
}

/** The varint that begins at `at`; of bytes that end too early what there is. */
export function varintAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let scale = 1; at < bytes.length; scale *= 128) {
    const byte = bytes[at++]!;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  return value;
}
