/**
 * One entity in memory: thawed (history and pattern runs) while it is in use, frozen to its encoding while idle, which
 * takes a few hundred bytes. The encoding is what the checkpoint stores:
 *   version u8 · length of the history varint · history · what patterns remember (see `EntityPatterns`)
 */
import { type EntityType, scopedEntityId } from '#contracts';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeHistory, encodeHistory, EntityHistory } from '#features';
import { EntityPatterns } from './entity-patterns.js';
import type { PatternBook } from './pattern-book.js';

/** Older versions stay readable; a newer one refuses to be read. */
export const ENTITY_VERSION = 3;
/** Without places to go back to among the recent events. */
const VERSION_WITHOUT_PLACES = 2;
/** Without recent events, and with pattern runs in a form that is no longer read: they begin anew. */
const VERSION_WITHOUT_EVENTS = 1;

export class Entity {
  private thawed: Thawed | undefined;
  /** When time alone may bring a match, Unix milliseconds of event time; Infinity where only a transaction can. */
  dueAtMs = Number.POSITIVE_INFINITY;
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

  /** The mode of its transactions. */
  get livemode(): boolean {
    return this.scopedId.startsWith(LIVE);
  }

  /** As the transactions have it. */
  get entityId(): string {
    const { scopedId } = this;
    return scopedId.slice(scopedId.indexOf('/') + 1);
  }

  /** Throws `RangeError` when the stored bytes can't be read. */
  thaw(book: PatternBook): Thawed {
    if (this.thawed !== undefined) return this.thawed;
    const patterns = new EntityPatterns(this.tenantId, this.entityType, this.entityId);
    const history =
      this.frozen === undefined ? new EntityHistory(this.entityType) : this.read(this.frozen, book, patterns);
    this.frozen = undefined;
    return (this.thawed = { history, patterns });
  }

  /** From now on only the encoding is kept. */
  freeze(bytes: Uint8Array): void {
    this.frozen = bytes;
    this.thawed = undefined;
  }

  encode(book: PatternBook): Uint8Array {
    if (this.thawed === undefined) return this.frozen ?? new Uint8Array();
    const { history, patterns } = this.thawed;
    historyBytes.clear();
    encodeHistory(history, historyBytes);
    entityBytes.clear();
    entityBytes.byte(ENTITY_VERSION);
    entityBytes.blob(historyBytes.view());
    const { from, to } = patterns.encode(book, entityBytes);
    // Not from Node's buffer pool: what stays for hours would keep whole slabs of it alive, 64 KiB for a few hundred bytes.
    const bytes = entityBytes.take();
    patterns.rebase(bytes.subarray(from, to));
    return bytes;
  }

  private read(bytes: Uint8Array, book: PatternBook, patterns: EntityPatterns): EntityHistory {
    const input = new ByteReader(bytes);
    const version = input.byte();
    if (version < VERSION_WITHOUT_EVENTS || version > ENTITY_VERSION)
      throw new RangeError(`state of an entity has version ${version}, which is not known`);
    const history = decodeHistory(new ByteReader(input.blob()));
    if (history.layout.entityType !== this.entityType) throw new RangeError('state belongs to another entity type');
    if (version > VERSION_WITHOUT_EVENTS) patterns.decode(book, input, version > VERSION_WITHOUT_PLACES);
    return history;
  }
}

/** An entity in use. */
export interface Thawed {
  readonly history: EntityHistory;
  readonly patterns: EntityPatterns;
}

const LIVE = scopedEntityId(true, '');
const historyBytes = new ByteWriter();
const entityBytes = new ByteWriter();
