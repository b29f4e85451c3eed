/**
 * Sketches as bytes.
 *
 * Hashes: how many varint and one, u32 each; or 0 and registers: the rank that most have u8, then bits, lowest first, for each
 *   register as many zeros as twice its distance from that (less one above it), and a one: most are near, so that one takes
 *   three bits or so (Rice, 1979).
 * Values: means in order varint · all means varint · the least and the most · of each: twice its weight
 *   varint, and one where values differ · mean (see `writeFloat`).
 */
import type { ByteReader, ByteWriter } from '#bytes';
import { bounded } from '../engine/stored-parts.js';
import { DistinctSketch, HASHES_MAX, RANK_MAX, REGISTERS } from './distinct-sketch.js';
import type { Sketch } from './past-plan.js';
import { ValueDigest, VALUES_MAX } from './value-digest.js';

export function writeSketch(sketch: Sketch, out: ByteWriter): void {
  if (sketch instanceof ValueDigest) writeValues(sketch, out);
  else writeDistinct(sketch, out);
}

/** Reads into one that is new; throws `RangeError` on bytes that are none. */
export function readSketch(sketch: Sketch, input: ByteReader): void {
  if (sketch instanceof ValueDigest) readValues(sketch, input);
  else readDistinct(sketch, input);
}

function writeDistinct({ few, registers }: DistinctSketch, out: ByteWriter): void {
  out.varint(few === undefined ? 0 : few.length + 1);
  if (few !== undefined) for (const hash of few) out.uint32(hash);
  else if (registers !== undefined) writeRegisters(registers, out);
}

function readDistinct(sketch: DistinctSketch, input: ByteReader): void {
  const count = bounded(input.varint(), HASHES_MAX + 1, 'hashes of a sketch');
  for (let left = count - 1; left > 0; left--) sketch.add(input.uint32());
  if (count === 0) readRegisters(sketch.makeRegisters(), input);
}

function writeRegisters(registers: Uint8Array, out: ByteWriter): void {
  const usual = mostFrequent(registers);
  out.byte(usual);
  let byte = 0;
  let bits = 0;
  const put = (bit: number) => {
    byte |= bit << bits;
    if (++bits < 8) return;
    out.byte(byte);
    byte = bits = 0;
  };
  for (const rank of registers) {
    const distance = rank - usual;
    for (let zeros = distance > 0 ? 2 * distance - 1 : -2 * distance; zeros > 0; zeros--) put(0);
    put(1);
  }
  if (bits > 0) out.byte(byte);
}

function readRegisters(registers: Uint8Array, input: ByteReader): void {
  const usual = input.byte();
  let byte = 0;
  let bits = 0;
  for (let i = 0; i < REGISTERS; i++) {
    let zeros = -1;
    for (let bit = 0; bit === 0;) {
      if (bits === 0) {
        byte = input.byte();
        bits = 8;
      }
      bit = byte & 1;
      byte >>= 1;
      bits--;
      zeros++;
    }
    const rank = usual + (zeros % 2 === 1 ? (zeros + 1) / 2 : -zeros / 2);
    if (rank < 0 || rank > RANK_MAX) throw new RangeError(`a register of a sketch with rank ${rank}`);
    registers[i] = rank;
  }
}

function mostFrequent(registers: Uint8Array): number {
  const counts = new Int32Array(RANK_MAX + 1);
  for (const rank of registers) counts[rank]!++;
  return counts.indexOf(Math.max(...counts));
}

function writeValues({ sorted, length, least, most, means, weights }: ValueDigest, out: ByteWriter): void {
  out.varint(sorted);
  out.varint(length);
  writeFloat(least, out);
  writeFloat(most, out);
  for (let i = 0; i < length; i++) {
    const weight = weights[i]!;
    out.varint(2 * Math.abs(weight) + (weight < 0 ? 1 : 0));
    writeFloat(means[i]!, out);
  }
}

function readValues(digest: ValueDigest, input: ByteReader): void {
  const sorted = input.varint();
  const length = bounded(input.varint(), VALUES_MAX, 'values of a sketch');
  const least = readFloat(input);
  const most = readFloat(input);
  for (let i = 0; i < length; i++) {
    const weight = input.varint();
    digest.add(readFloat(input), weight % 2 === 0 ? weight / 2 : -(weight - 1) / 2);
  }
  digest.sorted = Math.min(sorted, length);
  digest.least = least;
  digest.most = most;
}

const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);

/** Twice a whole number from 0 on; else 1 and a float32. */
function writeFloat(value: number, out: ByteWriter): void {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 27 && !Object.is(value, -0)) {
    out.varint(2 * value);
    return;
  }
  out.varint(1);
  float[0] = value;
  out.uint32(floatBits[0]!);
}

function readFloat(input: ByteReader): number {
  const first = input.varint();
  if (first % 2 === 0) return first / 2;
  floatBits[0] = input.uint32();
  return float[0]!;
}
