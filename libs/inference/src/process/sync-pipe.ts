/** The inference process' end of its socket: it has one thing to do at a time, so it reads and writes by blocking. */
import { readSync, writeSync } from 'node:fs';
import { HEAD, HEAD_WORDS, type Kind } from '../frames.js';

export interface Request {
  readonly kind: number;
  readonly model: number;
  readonly rows: number;
  /** Good until the next request is read. */
  readonly payload: Uint8Array;
}

export class SyncPipe {
  private readonly head = new Uint32Array(HEAD_WORDS);
  private readonly headBytes = new Uint8Array(this.head.buffer);
  private buffer = new Uint8Array(64 * 1024);

  constructor(private readonly descriptor: number) {}

  /** Undefined when the other end is gone. */
  read(): Request | undefined {
    if (!this.fill(this.headBytes)) return undefined;
    const length = this.head[HEAD.payloadBytes]!;
    if (length > this.buffer.length) this.buffer = new Uint8Array(length);
    const payload = this.buffer.subarray(0, length);
    if (!this.fill(payload)) return undefined;
    return { kind: this.head[HEAD.kind]!, model: this.head[HEAD.model]!, rows: this.head[HEAD.rows]!, payload };
  }

  write(kind: Kind, { model, rows }: Pick<Request, 'model' | 'rows'>, ...parts: readonly Uint8Array[]): void {
    const payloadBytes = parts.reduce((sum, { length }) => sum + length, 0);
    this.writeAll(new Uint8Array(Uint32Array.of(kind, model, rows, payloadBytes).buffer));
    for (const part of parts) this.writeAll(part);
  }

  private fill(target: Uint8Array): boolean {
    for (let at = 0; at < target.length;) {
      const read = readSync(this.descriptor, target, at, target.length - at, null);
      if (read === 0) return false;
      at += read;
    }
    return true;
  }

  private writeAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at, bytes.length - at);
  }
}

/** Bytes of whatever the view is over. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
