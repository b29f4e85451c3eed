/**
 * An entity's last events, as bytes: what a pattern needs that is newer than they are. Bounded by number, bytes and age. As
 * stored, each is its length in two bytes (little-endian), then what `event-bytes` makes of it. New events are only noted,
 * and shared by the entities of a transaction, until the entity is encoded: that is when they are put together and cut.
 */
import type { TransactionLike } from '#cel';
import type { ByteWriter } from '#bytes';
import { decodeEvent, timeOf } from './event-bytes.js';

export const RECENT_EVENTS_MAX = 64;
export const RECENT_BYTES_MAX = 8192;
const LENGTH_BYTES = 2;

export class RecentEvents {
  private added: Uint8Array[] = [];
  private keepMs = 0;

  /** `stored` as `encode` wrote it; it may not change from now on. */
  constructor(private stored: Uint8Array = EMPTY) {}

  /** Takes an event in, as `encodeEvent` gives it; those older than `keepMs` before it go. */
  add(event: Uint8Array, keepMs: number): void {
    if (event.length + LENGTH_BYTES > RECENT_BYTES_MAX) return;
    this.keepMs = keepMs;
    this.added.push(event);
    if (this.added.length >= 2 * RECENT_EVENTS_MAX) this.added = this.added.slice(-RECENT_EVENTS_MAX);
  }

  /** In event-time order. */
  events(): TransactionLike[] {
    const { from, skipped } = this.kept();
    const { stored, added } = this;
    const events: TransactionLike[] = [];
    for (let at = from; at < stored.length; at += sizeAt(stored, at)) {
      if (at + sizeAt(stored, at) > stored.length) throw new RangeError('the bytes of recent events end too early');
      events.push(decodeEvent(stored.subarray(at + LENGTH_BYTES, at + sizeAt(stored, at))));
    }
    for (let i = skipped; i < added.length; i++) events.push(decodeEvent(added[i]!));
    return events.sort((a, b) => a.occurredAtMs - b.occurredAtMs);
  }

  encode(out: ByteWriter): void {
    const { from, skipped } = this.kept();
    out.raw(this.stored.subarray(from));
    for (let i = skipped; i < this.added.length; i++) {
      const event = this.added[i]!;
      out.byte(event.length & 0xff);
      out.byte(event.length >>> 8);
      out.raw(event);
    }
  }

  /** What `encode` wrote is in `stored`, which stays as it is: what it was made of can go. */
  rebase(stored: Uint8Array): void {
    this.stored = stored;
    this.added = [];
  }

  /** Where in the stored ones those begin that are kept, and how many of the new ones are not. */
  private kept(): { from: number; skipped: number } {
    const { stored, added } = this;
    if (added.length === 0) return { from: 0, skipped: 0 };
    const oldestMs = timeOf(added.at(-1)!, 0) - this.keepMs;
    let count = added.length;
    let bytes = stored.length;
    for (const event of added) bytes += LENGTH_BYTES + event.length;
    for (let at = 0; at < stored.length; at += sizeAt(stored, at)) count++;
    const tooMuch = (): boolean => count > RECENT_EVENTS_MAX || bytes > RECENT_BYTES_MAX;
    let from = 0;
    for (; from < stored.length; count--) {
      if (!tooMuch() && timeOf(stored, from + LENGTH_BYTES) >= oldestMs) return { from, skipped: 0 };
      const size = sizeAt(stored, from);
      from += size;
      bytes -= size;
    }
    let skipped = 0;
    for (; tooMuch() || timeOf(added[skipped]!, 0) < oldestMs; skipped++, count--)
      bytes -= LENGTH_BYTES + added[skipped]!.length;
    return { from, skipped };
  }
}

const EMPTY = new Uint8Array();

function sizeAt(bytes: Uint8Array, at: number): number {
  return LENGTH_BYTES + bytes[at]! + bytes[at + 1]! * 256;
}
