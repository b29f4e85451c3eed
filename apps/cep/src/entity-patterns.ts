/**
 * What one entity remembers for patterns: the runs under way, its recent events, and places to go back to. Takes its
 * transactions in the order of their times, and puts one that comes late into its place by matching again what came after.
 */
import type { TransactionLike } from '#cel';
import type { EntityType } from '#contracts';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeEvent, timeOf } from './event-bytes.js';
import type { Found, PatternBook, PatternRuns, PatternSubject } from './pattern-book.js';
import { type Place, RecentEvents } from './recent-events.js';

/** Of an entity's partial matches, looked at from place to place. */
export const RUN_BYTES_MAX = 131_072;

/** Events times patterns that one late transaction may have matched again: tens of milliseconds at worst. */
const REPLAY_WORK_MAX = 16_384;

export class EntityPatterns implements PatternSubject {
  private runs: PatternRuns | undefined;
  seenChange = 0;
  /** Time passed up to here without a transaction, Unix milliseconds; 0 where only transactions told the time. */
  private passedMs = 0;
  private recent: RecentEvents;

  constructor(
    readonly tenantId: string,
    readonly entityType: EntityType,
    readonly entityId: string,
    recent = new RecentEvents(),
    readonly isReplayed = false,
  ) {
    this.recent = recent;
  }

  /**
   * Whether a transaction comes after all that patterns know of. Those of one instant are ordered by their ids.
   *
   * @param newestMs - when the entity's newest transaction happened, kept for patterns or not
   */
  isNext({ occurredAtMs, id }: TransactionLike, newestMs: number): boolean {
    if (occurredAtMs < this.passedMs || occurredAtMs < newestMs) return false;
    if (occurredAtMs > newestMs) return true;
    const { last } = this.recent;
    return last === undefined || timeOf(last, 0) < occurredAtMs || decodeEvent(last).id < id;
  }

  /**
   * Takes the next transaction.
   *
   * @param newestMs - when the one before it happened; `-Infinity` without any
   */
  take(patterns: PatternBook, { transaction, event, keepMs }: Taking, newestMs: number): readonly Found[] {
    const { recent } = this;
    if (recent.needsPlace(event.length, transaction.occurredAtMs, keepMs)) {
      const runs = this.encodedWithin(patterns, RUN_BYTES_MAX);
      recent.mark({ untilMs: Math.max(0, newestMs, this.passedMs), seenChange: this.seenChange, runs });
    }
    const advanced = patterns.advance(this.runs, this, transaction);
    this.runs = advanced.runs;
    this.seenChange = advanced.seenChange;
    recent.add(event, keepMs);
    return advanced.found;
  }

  /** Nothing came up to this time. */
  passTime(patterns: PatternBook, nowMs: number): readonly Found[] {
    this.passedMs = Math.max(this.passedMs, nowMs);
    if (this.runs === undefined) return NONE;
    const advanced = patterns.passTime(this.runs, this, nowMs);
    this.runs = advanced.runs;
    return advanced.found;
  }

  /** Whether anything is under way. */
  get hasRuns(): boolean {
    return this.runs !== undefined;
  }

  /** When time alone may bring a match; Infinity where only a transaction can. */
  dueAtMs(patterns: PatternBook): number {
    return this.runs === undefined ? Number.POSITIVE_INFINITY : patterns.dueAtMs(this.runs);
  }

  /**
   * Takes a transaction that is not the next one. What follows it is matched twice from the last place before it, without
   * and with it.
   *
   * @returns what that changes; undefined when what followed it is no longer kept, or is too much to be matched again
   */
  putInPlace(patterns: PatternBook, late: Taking): Difference | undefined {
    const { occurredAtMs, id } = late.transaction;
    const { events, places } = this.recent.timeline();
    const place = places.findLast(({ untilMs }) => untilMs < occurredAtMs);
    if (place === undefined) return undefined;
    const work = (events.length - place.at) * patterns.count(this.tenantId, this.entityType);
    if (work > REPLAY_WORK_MAX) return undefined;
    const following = events.slice(place.at).map((event) => ({ event, transaction: decodeEvent(event) }));
    const index = following.findIndex(({ transaction }) => isAfter(transaction, occurredAtMs, id));
    const inOrder = following.toSpliced(index < 0 ? following.length : index, 0, late);
    const without = this.goneBackTo(place, patterns).replay(patterns, following, late.keepMs, this.passedMs);
    const again = this.goneBackTo(place, patterns);
    const withIt = again.replay(patterns, inOrder, late.keepMs, this.passedMs);
    this.runs = again.runs;
    this.seenChange = again.seenChange;
    this.recent = again.recent;
    return { appeared: less(withIt, without), vanished: less(without, withIt) };
  }

  recentEvents(): readonly TransactionLike[] {
    return this.recent.timeline().events.map(decodeEvent);
  }

  /**
   * newest change of patterns seen varint · passed time varint · length of the recent events varint · recent events ·
   * length of the places varint · places · runs (to the end, none when empty)
   *
   * @returns where in `out` the recent events lie, for `rebase`
   */
  encode(patterns: PatternBook, out: ByteWriter): { readonly from: number; readonly to: number } {
    out.varint(this.seenChange);
    out.varint(this.passedMs);
    scratch.clear();
    this.recent.encode(scratch);
    out.blob(scratch.view());
    const to = out.length;
    const from = to - scratch.length;
    scratch.clear();
    this.recent.encodePlaces(scratch);
    out.blob(scratch.view());
    if (this.runs !== undefined) out.raw(patterns.encode(this.runs));
    return { from, to };
  }

  /** The recent events as `encode` wrote them, which stay as they are: what they were made of can go. */
  rebase(recent: Uint8Array): void {
    this.recent.rebase(recent);
  }

  /**
   * What `encode` or an earlier version of it wrote; the bytes may not change from now on.
   *
   * @param events - how the recent ones were written: as what differs between them, with texts that differ as a whole, or each as a whole
   */
  decode(
    patterns: PatternBook,
    input: ByteReader,
    { hasPlaces, events }: { hasPlaces: boolean; events: 'deltas' | 'whole texts' | 'whole' },
  ): void {
    this.seenChange = input.varint();
    if (hasPlaces) this.passedMs = input.varint();
    const stored = input.blob();
    const places = hasPlaces ? new ByteReader(input.blob()) : undefined;
    if (events === 'deltas') this.recent = RecentEvents.read(stored, places);
    else if (events === 'whole texts') this.recent = RecentEvents.readWholeTexts(stored, places);
    else this.recent = RecentEvents.readWhole(stored, places);
    if (!input.done) this.runs = patterns.decode(input.rest(), this);
  }

  private encodedWithin(patterns: PatternBook, bytesMax: number): Uint8Array {
    if (this.runs === undefined) return NO_RUNS;
    const bytes = patterns.encode(this.runs);
    if (bytes.length <= bytesMax) return bytes;
    this.runs = patterns.shed(this.runs, this, bytesMax);
    return this.runs === undefined ? NO_RUNS : patterns.encode(this.runs);
  }

  /** As it was at a place; only to be replayed from there. */
  private goneBackTo(place: Place, patterns: PatternBook): EntityPatterns {
    const before = new EntityPatterns(this.tenantId, this.entityType, this.entityId, this.recent.upTo(place), true);
    before.seenChange = place.seenChange;
    if (place.runs.length > 0) before.runs = patterns.decode(place.runs, before);
    return before;
  }

  private replay(patterns: PatternBook, events: readonly KeptEvent[], keepMs: number, passedMs: number): Found[] {
    const found: Found[] = [];
    let newestMs = 0;
    for (const { event, transaction } of events) {
      found.push(...this.take(patterns, { transaction, event, keepMs }, newestMs));
      newestMs = transaction.occurredAtMs;
    }
    if (passedMs > newestMs) found.push(...this.passTime(patterns, passedMs));
    return found;
  }
}

/** A transaction on its way in. */
export interface Taking extends KeptEvent {
  /** How long it is kept, ms. */
  readonly keepMs: number;
}

interface KeptEvent {
  readonly transaction: TransactionLike;
  /** As `encodeEvent` gives it. */
  readonly event: Uint8Array;
}

/** What putting a transaction into its place changes. */
export interface Difference {
  readonly appeared: readonly Found[];
  readonly vanished: readonly Found[];
}

function isAfter(event: TransactionLike, atMs: number, id: string): boolean {
  return event.occurredAtMs > atMs || (event.occurredAtMs === atMs && event.id > id);
}

/** Those of `found` that are not in `others`. */
function less(found: readonly Found[], others: readonly Found[]): Found[] {
  const known = new Set(others.map(keyOf));
  return found.filter((one) => !known.has(keyOf(one)));
}

/** Tells the matches of one entity apart. */
export function keyOf({ match }: Found): string {
  const steps = match.steps.map(({ step, events }) => [step, ...events.map(({ transactionId }) => transactionId)]);
  return JSON.stringify([match.patternId, match.patternVersion, steps]);
}

const NONE: readonly Found[] = [];
const NO_RUNS = new Uint8Array();
const scratch = new ByteWriter();
