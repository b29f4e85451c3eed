/**
 * One entity in memory: thawed (history and pattern runs) while it is in use, frozen to its encoding while idle, which
 * takes a few hundred bytes. The encoding is what the checkpoint stores:
 *   version u8 · length of the history varint · history · newest change of patterns seen varint · length of the
 *   recent events varint · recent events · pattern runs (to the end, none when empty)
 */
import type { TransactionLike } from '#cel';
import type { EntityType } from '#contracts';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeHistory, encodeHistory, EntityHistory } from '#features';
import type { PatternBook, PatternRuns, PatternSubject } from './pattern-book.js';
import { RecentEvents } from './recent-events.js';

/** Older versions stay readable; a newer one refuses to be read. */
export const ENTITY_VERSION = 2;
/** Without recent events, and with pattern runs in a form that is no longer read: they begin anew. */
const VERSION_WITHOUT_EVENTS = 1;

export class Entity implements PatternSubject {
  history: EntityHistory | undefined;
  runs: PatternRuns | undefined;
  seenChange = 0;
  private recent: RecentEvents | undefined;
  /** Changed since the checkpoint that was begun last. */
  dirty = false;
  /** Part of the checkpoint under way, until that is settled. */
  saving = false;
  /** Its place in that checkpoint while it is not encoded yet, else -1: has to be encoded before it changes. */
  place = -1;
  /** Touched since the evictor came by. */
  used = true;

  /** `key` as `entityKey` gives it. */
  constructor(
    readonly key: string,
    readonly tenantId: string,
    readonly entityType: EntityType,
    private frozen?: Uint8Array,
  ) {}

  /** With its mode: what the state is stored under. */
  get scopedId(): string {
    return this.key.slice(this.tenantId.length + this.entityType.length + 2);
  }

  /** As the transactions have it. */
  get entityId(): string {
    const { scopedId } = this;
    return scopedId.slice(scopedId.indexOf('/') + 1);
  }

  /** Throws `RangeError` when the stored bytes can't be read. */
  thaw(patterns: PatternBook): EntityHistory {
    if (this.history !== undefined) return this.history;
    if (this.frozen === undefined) return (this.history = new EntityHistory(this.entityType));
    const input = new ByteReader(this.frozen);
    const version = input.byte();
    if (version !== ENTITY_VERSION && version !== VERSION_WITHOUT_EVENTS)
      throw new RangeError(`state of an entity has version ${version}, which is not known`);
    const history = decodeHistory(new ByteReader(input.raw(input.varint())));
    if (history.layout.entityType !== this.entityType) throw new RangeError('state belongs to another entity type');
    if (version === ENTITY_VERSION) {
      this.readRecent(input);
      if (!input.done) this.runs = patterns.decode(input.rest(), this);
    }
    this.frozen = undefined;
    return (this.history = history);
  }

  /** From now on only the encoding is kept. */
  freeze(bytes: Uint8Array): void {
    this.frozen = bytes;
    this.history = undefined;
    this.runs = undefined;
    this.recent = undefined;
  }

  /** Keeps an event, as `encodeEvent` gives it, for patterns that are newer than it, as long as `keepMs`. */
  remember(event: Uint8Array, keepMs: number): void {
    (this.recent ??= new RecentEvents()).add(event, keepMs);
  }

  recentEvents(): readonly TransactionLike[] {
    return this.recent?.events() ?? [];
  }

  encode(patterns: PatternBook): Uint8Array {
    if (this.history === undefined) return this.frozen ?? new Uint8Array();
    historyBytes.clear();
    encodeHistory(this.history, historyBytes);
    entityBytes.clear();
    entityBytes.byte(ENTITY_VERSION);
    entityBytes.varint(historyBytes.length);
    entityBytes.raw(historyBytes.view());
    entityBytes.varint(this.seenChange);
    recentBytes.clear();
    this.recent?.encode(recentBytes);
    entityBytes.varint(recentBytes.length);
    const recentAt = entityBytes.length;
    entityBytes.raw(recentBytes.view());
    if (this.runs !== undefined) entityBytes.raw(patterns.encode(this.runs));
    // Not from Node's buffer pool: what stays for hours would keep whole slabs of it alive, 64 KiB for a few hundred bytes.
    const bytes = entityBytes.take();
    this.recent?.rebase(bytes.subarray(recentAt, recentAt + recentBytes.length));
    return bytes;
  }

  private readRecent(input: ByteReader): void {
    this.seenChange = input.varint();
    const stored = input.raw(input.varint());
    if (stored.length > 0) this.recent = new RecentEvents(stored);
  }
}

const historyBytes = new ByteWriter();
const recentBytes = new ByteWriter();
const entityBytes = new ByteWriter();
