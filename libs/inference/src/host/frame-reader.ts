/** Chunks of a socket → whole frames, each payload in memory of its own and aligned for floats. */
import { HEAD, HEAD_BYTES, HEAD_WORDS } from '../frames.js';

export class FrameReader {
  private readonly head = new Uint32Array(HEAD_WORDS);
  private readonly headBytes = new Uint8Array(this.head.buffer);
  private headFilled = 0;
  private payload: Uint8Array | undefined;
  private payloadFilled = 0;

  constructor(private readonly whole: (kind: number, rows: number, payload: Uint8Array) => void) {}

  take(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length || this.isWhole();) {
      if (!this.payload) {
        const part = chunk.subarray(at, at + HEAD_BYTES - this.headFilled);
        this.headBytes.set(part, this.headFilled);
        this.headFilled += part.length;
        at += part.length;
        if (this.headFilled === HEAD_BYTES) this.payload = new Uint8Array(this.head[HEAD.payloadBytes]!);
      } else if (!this.isWhole()) {
        const part = chunk.subarray(at, at + this.payload.length - this.payloadFilled);
        this.payload.set(part, this.payloadFilled);
        this.payloadFilled += part.length;
        at += part.length;
      }
      if (this.isWhole()) this.give();
    }
  }

  private isWhole(): boolean {
    return this.payload !== undefined && this.payloadFilled === this.payload.length;
  }

  private give(): void {
    const payload = this.payload!;
    this.payload = undefined;
    this.payloadFilled = 0;
    this.headFilled = 0;
    this.whole(this.head[HEAD.kind]!, this.head[HEAD.rows]!, payload);
  }
}
