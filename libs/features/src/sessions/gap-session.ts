/** One session while events may still come to it: what is said of it is kept so that two of them can become one. */
import { type Doubles, makeDoubles } from '../engine/doubles.js';
import { addTo, sumOf, SUM_LENGTH } from '../engine/exact-sum.js';

/** What ends a session where nobody says: a gap of exactly this belongs to it; a longer one ends it. */
export const SESSION_GAP_MS = 30 * 60_000;
/** Different counterparts, or channels, that a session tells apart. */
export const TOLD_APART_MAX = 1024;

export interface SessionEvent {
  /** Unix milliseconds. */
  readonly timeMs: number;
  /** NaN where it is not to be added up, such as money that was not spent. */
  readonly amount: number;
  /** Hash of whom the entity had to do with; 0 for none. */
  readonly counterpart: number;
  /** Empty for none. */
  readonly channel: string;
}

export interface Session {
  /** Of its first event, Unix milliseconds: what tells the sessions of an entity apart at any moment. */
  readonly startMs: number;
  /** Of its last one. */
  readonly endMs: number;
  readonly count: number;
  readonly sum: number;
  /** Different counterparts. */
  readonly distinct: number;
  /** Whether there are more than it tells apart: `distinct` is then at least what it says. */
  readonly isCapped: boolean;
  /** In the order of the alphabet. */
  readonly channels: readonly string[];
}

export class GapSession {
  startMs = Infinity;
  endMs = -Infinity;
  count = 0;
  isCapped = false;
  /** How often it was reported as closed, or what has become part of it. */
  revision = 0;
  /** Under which start it stands as closed with those who were told; undefined where it does not. */
  reportedAs: number | undefined;
  /** That it was closed with; of an open one it is nothing. */
  gapMs = 0;
  readonly sum: Doubles = makeDoubles(SUM_LENGTH);
  readonly counterparts = new Set<number>();
  readonly channels = new Set<string>();

  take({ timeMs, amount, counterpart, channel }: SessionEvent): void {
    this.startMs = Math.min(this.startMs, timeMs);
    this.endMs = Math.max(this.endMs, timeMs);
    this.count++;
    if (Number.isFinite(amount)) addTo(this.sum, 0, amount);
    if (counterpart !== 0) this.tellApart(this.counterparts, counterpart);
    if (channel !== '') this.tellApart(this.channels, channel);
  }

  /** The other one is part of it from now on. */
  join(other: GapSession): void {
    this.startMs = Math.min(this.startMs, other.startMs);
    this.endMs = Math.max(this.endMs, other.endMs);
    this.count += other.count;
    this.revision = Math.max(this.revision, other.revision);
    this.isCapped ||= other.isCapped;
    for (const part of other.sum) addTo(this.sum, 0, part);
    for (const counterpart of other.counterparts) this.tellApart(this.counterparts, counterpart);
    for (const channel of other.channels) this.tellApart(this.channels, channel);
  }

  get view(): Session {
    const { startMs, endMs, count, sum, counterparts, isCapped, channels } = this;
    const distinct = counterparts.size;
    return { startMs, endMs, count, sum: sumOf(sum, 0), distinct, isCapped, channels: [...channels].sort() };
  }

  private tellApart<T>(known: Set<T>, one: T): void {
    if (known.size < TOLD_APART_MAX) known.add(one);
    else if (!known.has(one)) this.isCapped = true;
  }
}
