/** A growing byte buffer that is written again and again, and its reader. Integers are little-endian or LEB128 varints. */
export class ByteWriter {
  private bytes: Uint8Array;
  length = 0;

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  /** A copy of what was written. */
  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** What was written, valid until the next write. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  uint32(value: number): void {
    if (this.length + 4 > this.bytes.length) this.grow(4);
    this.bytes[this.length++] = value;
    this.bytes[this.length++] = value >>> 8;
    this.bytes[this.length++] = value >>> 16;
    this.bytes[this.length++] = value >>> 24;
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    if (this.length + 8 > this.bytes.length) this.grow(8);
    while (value > 0x7fff_ffff) {
      this.bytes[this.length++] = (value % 128) | 0x80;
      value = Math.floor(value / 128);
    }
    while (value > 0x7f) {
      this.bytes[this.length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  /** A whole number of either sign, small ones in few bytes; to ±2^52. */
  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  raw(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  float64(value: number): void {
    if (this.length + 8 > this.bytes.length) this.grow(8);
    float[0] = value;
    this.raw(floatBytes);
  }

  /** Its length in bytes, and UTF-8. */
  /** As `raw` for a part of the bytes: short ones are copied without a view of them. */
  part(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > PART_BYTES_MAX) {
      this.raw(bytes.subarray(from, to));
      return;
    }
    if (this.length + length > this.bytes.length) this.grow(length);
    const own = this.bytes;
    let at = this.length;
    for (let i = from; i < to; i++) own[at++] = bytes[i]!;
    this.length = at;
  }

  text(value: string): void {
    const { length } = value;
    const start = this.length;
    if (length < 128) {
      this.byte(length);
      if (this.plain(value)) return;
      this.length = start;
    }
    const bytes = encoder.encode(value);
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** UTF-8 alone: the reader has to know where it ends. */
  utf8(value: string): void {
    if (value.length >= 128 || !this.plain(value)) this.raw(encoder.encode(value));
  }

  /** Bytes of their own length before them. */
  blob(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** Most texts are short and plain: no encoder is called for them. False, and nothing written, if this one isn't plain. */
  private plain(value: string): boolean {
    const { length } = value;
    if (this.length + length > this.bytes.length) this.grow(length);
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[at++] = code;
    }
    this.length = at;
    return true;
  }

  private grow(by: number): void {
    const next = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    next.set(this.bytes);
    this.bytes = next;
  }
}

export class ByteReader {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError('the bytes end too early');
    return value;
  }

  uint32(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new RangeError('a number is longer than 8 bytes');
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  float64(): number {
    floatBytes.set(this.raw(8));
    return float[0]!;
  }

  text(): string {
    const bytes = this.raw(this.varint());
    return bytes.length < 64 && isPlain(bytes) ? String.fromCharCode(...bytes) : decoder.decode(bytes);
  }

  blob(): Uint8Array {
    return this.raw(this.varint());
  }

  raw(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw new RangeError('the bytes end too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** All that was not read yet. */
  rest(): Uint8Array {
    return this.raw(this.bytes.length - this.at);
  }
}

function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}

/** Where copying byte by byte takes longer than a view. */
const PART_BYTES_MAX = 64;
const encoder = new TextEncoder();
/** A byte order mark is a character like any other: without it the text would be another one. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** Little-endian on every machine that Node runs on. */
const float = new Float64Array(1);
const floatBytes = new Uint8Array(float.buffer);
