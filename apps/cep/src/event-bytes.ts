/**
 * A transaction as bytes, with all that conditions of patterns can read and nothing else:
 *   version u8 · time 6 bytes · amount varint · id · currency · channel · outcome · which parties u8 · their fields
 * Texts are UTF-8 after their length; our own transaction ids, which all have one shape, take 17 bytes; what ingestion knows
 * by a list is its place there.
 */
import { type ByteWriter, SharedBytes } from '#bytes';
import type { AttributeLike, TransactionLike } from '#cel';
import { CHANNELS, isId, TRANSACTION_OUTCOMES } from '#contracts';

export const ENCODED_VERSION = 1;
export const HAS_ACCOUNT = 1;
export const HAS_CARD = 2;
export const HAS_DEVICE = 4;
export const HAS_MERCHANT = 8;
export const HAS_LOCATION = 16;
export const HAS_ATTRIBUTES = 32;
/** More than the API takes by far; what would need more is cut, and so never matches wrongly but by its end. */
const TEXT_MAX = 4096;

/** The bytes don't change; they share memory with those of a few hundred neighbours, so copy what is to stay for long. */
export function encodeEvent(event: TransactionLike): Uint8Array {
  const { account, card, device, merchant, location, attributes } = event;
  at = 0;
  writeByte(ENCODED_VERSION);
  writeTime(event.occurredAtMs);
  writeVarint(event.amountMinor);
  writeId(event.id);
  writeText(event.currency);
  writeKnown(CHANNELS, event.channel);
  writeKnown(TRANSACTION_OUTCOMES, event.outcome);
  writeByte(
    (account ? HAS_ACCOUNT : 0) |
      (card ? HAS_CARD : 0) |
      (device ? HAS_DEVICE : 0) |
      (merchant ? HAS_MERCHANT : 0) |
      (location ? HAS_LOCATION : 0) |
      (attributes.length > 0 ? HAS_ATTRIBUTES : 0),
  );
  if (account) {
    writeText(account.id);
    writeNumber(account.createdAtMs);
    writeText(account.email);
  }
  if (card) {
    writeText(card.fingerprint);
    writeText(card.bin);
    writeText(card.country);
  }
  if (device) {
    writeText(device.id);
    writeText(device.ip);
  }
  if (merchant) {
    writeText(merchant.id);
    writeText(merchant.mcc);
    writeText(merchant.country);
  }
  if (location) {
    writeNumber(location.lat);
    writeNumber(location.lon);
  }
  if (attributes.length > 0) {
    writeVarint(attributes.length);
    for (const attribute of attributes) writeAttribute(attribute);
  }
  return shared.copy(buffer.subarray(0, at));
}

/** Throws `RangeError` for bytes that are no event, or one of a newer release. */
export function decodeEvent(bytes: Uint8Array): TransactionLike {
  const input = new Input(bytes);
  const version = input.byte();
  if (version !== ENCODED_VERSION) throw new RangeError(`a recent event has version ${version}, which is not known`);
  const occurredAtMs = timeOf(bytes, 0);
  input.at += TIME_BYTES;
  const amountMinor = input.varint();
  const id = input.id();
  const currency = input.text();
  const channel = input.known(CHANNELS);
  const outcome = input.known(TRANSACTION_OUTCOMES);
  const has = input.byte();
  return {
    id,
    occurredAtMs,
    amountMinor,
    currency,
    channel,
    outcome,
    account: has & HAS_ACCOUNT ? { id: input.text(), createdAtMs: input.number(), email: input.text() } : undefined,
    card: has & HAS_CARD ? { fingerprint: input.text(), bin: input.text(), country: input.text() } : undefined,
    device: has & HAS_DEVICE ? { id: input.text(), ip: input.text() } : undefined,
    merchant: has & HAS_MERCHANT ? { id: input.text(), mcc: input.text(), country: input.text() } : undefined,
    location: has & HAS_LOCATION ? { lat: input.number(), lon: input.number() } : undefined,
    attributes: has & HAS_ATTRIBUTES ? Array.from({ length: input.varint() }, () => input.attribute()) : [],
  };
}

/** When the event happened whose bytes begin at `start`. */
export function timeOf(bytes: Uint8Array, start: number): number {
  const high = bytes[start + 5]! * 256 + bytes[start + 6]!;
  return (
    high * 2 ** 32 +
    (bytes[start + 1]! * 2 ** 24 + bytes[start + 2]! * 2 ** 16 + bytes[start + 3]! * 2 ** 8 + bytes[start + 4]!)
  );
}

/** Appends what an event's bytes begin with. @param atMs - Unix milliseconds */
export function writeHead(atMs: number, out: ByteWriter): void {
  out.byte(ENCODED_VERSION);
  for (let shift = 24; shift >= 0; shift -= 8) out.byte(Math.floor(atMs / 2 ** shift) & 0xff);
  const high = Math.floor(atMs / 2 ** 32);
  out.byte((high >> 8) & 0xff);
  out.byte(high & 0xff);
}

// --- Writing, into one buffer that is used again and again.

const TIME_BYTES = 6;
const shared = new SharedBytes();
let buffer = Buffer.alloc(16_384);
let at = 0;
const number = new Float64Array(1);
const numberBytes = new Uint8Array(number.buffer);

function ensure(bytes: number): void {
  if (at + bytes <= buffer.length) return;
  const next = Buffer.alloc(Math.max(2 * buffer.length, at + bytes));
  buffer.copy(next, 0, 0, at);
  buffer = next;
}

function writeByte(value: number): void {
  ensure(1);
  buffer[at++] = value;
}

/** Milliseconds in 48 bits: to the year 10889. */
function writeTime(ms: number): void {
  ensure(TIME_BYTES);
  at = buffer.writeUInt32BE(ms % 2 ** 32, at);
  at = buffer.writeUInt16BE(Math.floor(ms / 2 ** 32) % 2 ** 16, at);
}

/** A whole number from 0 to 2^53 - 1. */
function writeVarint(value: number): void {
  ensure(8);
  while (value > 0x7f) {
    buffer[at++] = (value % 128) | 0x80;
    value = Math.floor(value / 128);
  }
  buffer[at++] = value;
}

function writeNumber(value: number): void {
  ensure(8);
  number[0] = value;
  buffer.set(numberBytes, at);
  at += 8;
}

function writeText(text: string): void {
  const length = Math.min(text.length, TEXT_MAX);
  ensure(2 + 3 * length);
  const start = at;
  writeVarint(length);
  // Local, because this is most of what encoding does.
  const out = buffer;
  let to = at;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) {
      at = start;
      writeWide(text.slice(0, length));
      return;
    }
    out[to++] = code;
  }
  at = to;
}

function writeWide(text: string): void {
  const bytes = Buffer.from(text);
  writeVarint(bytes.length);
  buffer.set(bytes, at);
  at += bytes.length;
}

/** The place in the list from 1, or 0 and the text. The lists may grow at their end only. */
function writeKnown(list: readonly string[], text: string): void {
  const place = list.indexOf(text) + 1;
  writeByte(place);
  if (place === 0) writeText(text);
}

/** Crockford's base 32, as ids are written. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;
const PREFIX = 'txn_';
const ID_LENGTH = 30;
const PACKED_BYTES = 17;

/** An empty text, which no id is, stands before one that is packed. */
function writeId(id: string): void {
  if (!isId('transaction', id)) {
    writeText(id);
    return;
  }
  ensure(1 + PACKED_BYTES);
  const out = buffer;
  let to = at;
  out[to++] = 0;
  let held = 0;
  let bits = 0;
  for (let i = PREFIX.length; i < ID_LENGTH; i++) {
    held = ((held & 0xff) << 5) | VALUES[id.charCodeAt(i)]!;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[to++] = held >> bits;
    }
  }
  out[to++] = held << (8 - bits);
  at = to;
}

/** Kinds: text, number, false, true. */
function writeAttribute({ name, text, number: value, flag }: AttributeLike): void {
  writeText(name);
  if (typeof value === 'number') {
    writeByte(1);
    writeNumber(value);
  } else if (typeof flag === 'boolean') writeByte(flag ? 3 : 2);
  else {
    writeByte(0);
    writeText(text ?? '');
  }
}

class Input {
  at = 0;
  private readonly buffer: Buffer;

  constructor(private readonly bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError('a recent event ends too early');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const length = this.varint();
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('a recent event ends too early');
    return this.buffer.toString('utf8', this.at - length, this.at);
  }

  id(): string {
    if (this.bytes[this.at] !== 0) return this.text();
    this.at++;
    let id = PREFIX;
    let held = 0;
    let bits = 0;
    for (let i = PREFIX.length; i < ID_LENGTH; i++) {
      if (bits < 5) {
        held = ((held & 31) << 8) | this.byte();
        bits += 8;
      }
      bits -= 5;
      id += ALPHABET[(held >> bits) & 31];
    }
    return id;
  }

  known(list: readonly string[]): string {
    const place = this.byte();
    return place === 0 ? this.text() : (list[place - 1] ?? '');
  }

  number(): number {
    for (let i = 0; i < 8; i++) numberBytes[i] = this.byte();
    return number[0]!;
  }

  attribute(): AttributeLike {
    const name = this.text();
    const kind = this.byte();
    if (kind === 0) return { name, text: this.text() };
    return kind === 1 ? { name, number: this.number() } : { name, flag: kind === 3 };
  }
}
