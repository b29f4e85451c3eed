/** Parts that encodings of an entity's past have in common. */
import type { ByteReader, ByteWriter } from '#bytes';
import { LATITUDE_SPAN, NO_LOCATION } from '../location.js';

const TWO_32 = 0x1_0000_0000;

/** Hashes by their order: 0 none, 1 a new one and 4 bytes, n + 2 the n-th of `different`, which grows. Throws `RangeError`. */
export function readCounterpart(input: ByteReader, different: number[]): number {
  const reference = input.varint();
  if (reference === 0) return 0;
  if (reference === 1) {
    const hash = input.uint32();
    different.push(hash);
    return hash;
  }
  const hash = different[reference - 2];
  if (hash === undefined) throw new RangeError('an event refers to something that the state does not have');
  return hash;
}

/** A packed location, as the way from the one before in thousandths of a degree. */
export function readLocationAfter(before: number, input: ByteReader): number {
  const from = before === NO_LOCATION ? 0 : before;
  const latitude = Math.floor(from / LATITUDE_SPAN) + input.zigzag();
  return latitude * LATITUDE_SPAN + (from % LATITUDE_SPAN) + input.zigzag();
}

/** 53 bits of a hash, in 7 bytes. */
export function writeIdentity(id: number, out: ByteWriter): void {
  out.uint32(id % TWO_32);
  const high = Math.floor(id / TWO_32);
  out.byte(high & 0xff);
  out.byte((high >> 8) & 0xff);
  out.byte(high >> 16);
}

export function readIdentity(input: ByteReader): number {
  const low = input.uint32();
  return (input.byte() | (input.byte() << 8) | (input.byte() << 16)) * TWO_32 + low;
}

/** Twice a whole number from 0 on; else odd: 1 not there, 3 and a float64. */
export function writeNumber(value: number, out: ByteWriter): void {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 51 && !Object.is(value, -0)) out.varint(2 * value);
  else if (Number.isNaN(value)) out.varint(1);
  else {
    out.varint(3);
    out.float64(value);
  }
}

export function readNumber(input: ByteReader): number {
  const first = input.varint();
  if (first % 2 === 0) return first / 2;
  return first === 1 ? Number.NaN : input.float64();
}

/** Throws `RangeError` for more than there can be. */
export function bounded(value: number, max: number, what: string): number {
  if (value > max) throw new RangeError(`an entity state with ${value} ${what}`);
  return value;
}
