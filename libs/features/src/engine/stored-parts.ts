/** Parts that encodings of an entity's past have in common. */
import type { ByteReader } from '#bytes';
import { LATITUDE_SPAN, NO_LOCATION } from '../location.js';

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
