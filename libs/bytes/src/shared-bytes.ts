/**
 * One allocation for many short pieces of bytes: memory of its own costs each more than what it holds, and is memory outside
 * of the heap whose growth makes the engine collect everything.
 */
const CHUNK_BYTES = 65_536;

export class SharedBytes {
  private chunk = new Uint8Array(CHUNK_BYTES);
  private used = 0;

  /** A copy. It keeps a few dozen neighbours in memory: for what doesn't stay for long. */
  copy(bytes: Uint8Array): Uint8Array {
    const { length } = bytes;
    if (length > CHUNK_BYTES / 4) return Uint8Array.from(bytes);
    if (this.used + length > CHUNK_BYTES) {
      this.chunk = new Uint8Array(CHUNK_BYTES);
      this.used = 0;
    }
    this.chunk.set(bytes, this.used);
    this.used += length;
    return this.chunk.subarray(this.used - length, this.used);
  }
}
