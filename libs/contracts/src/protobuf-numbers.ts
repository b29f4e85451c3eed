import protobuf from 'protobufjs/minimal.js';

/**
 * 64-bit integers as plain numbers: ours (milliseconds, minor units, offsets) stay far below 2^53. protobufjs finds the
 * package `long`, where it is installed, and then makes objects of them; this must run before the generated codecs load.
 */
(protobuf.util as { Long: unknown }).Long = undefined;
protobuf.configure();

// Even for numbers it goes through an object of two halves. Up to 49 bits they are read and written here, without one;
// negative and larger ones are left to it.
const BYTES_MAX = 7;
const BEYOND = 2 ** (7 * BYTES_MAX);

const reader = protobuf.Reader.prototype as unknown as { int64: (this: OpenReader) => number };
const readAny = reader.int64;
reader.int64 = function readInt64() {
  const { buf, pos, len } = this;
  const end = Math.min(pos + BYTES_MAX, len);
  let value = 0;
  let scale = 1;
  for (let at = pos; at < end; at++) {
    const byte = buf[at]!;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      this.pos = at + 1;
      return value;
    }
    scale *= 128;
  }
  return readAny.call(this);
};

const writer = protobuf.Writer.prototype as unknown as { int64: (this: OpenWriter, value: number) => OpenWriter };
const writeAny = writer.int64;
writer.int64 = function writeInt64(value) {
  if (!Number.isInteger(value) || value < 0 || value >= BEYOND) return writeAny.call(this, value);
  this._reserve(BYTES_MAX);
  let rest = value;
  while (rest > 0x7f) {
    this.buf[this.pos++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  this.buf[this.pos++] = rest;
  return this;
};

/** What protobufjs's reader and writer have and do not all declare. */
interface OpenReader {
  readonly buf: Uint8Array;
  readonly len: number;
  pos: number;
}
interface OpenWriter {
  readonly buf: Uint8Array;
  pos: number;
  _reserve(bytes: number): void;
}
