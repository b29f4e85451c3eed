/**
 * Many byte values of one statement as a single binary parameter: each row says where its own begins and how long it is,
 * and the statement cuts it out, `substring($n::bytea from start for length)`. An array of `bytea` would travel as
 * hexadecimal text, twice the size.
 */
export class PackedBytes {
  private readonly parts: Uint8Array[] = [];
  private next = 1;

  /** Adds a value: its first byte, counted from 1 as `substring` does, and its length. */
  add(bytes: Uint8Array): [start: number, length: number] {
    const start = this.next;
    this.parts.push(bytes);
    this.next += bytes.length;
    return [start, bytes.length];
  }

  /** The parameter. */
  concat(): Buffer {
    return Buffer.concat(this.parts, this.next - 1);
  }
}
