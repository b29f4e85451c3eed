/**
 * One entity in memory: thawed (state of its features and pattern runs) while it is in use, frozen to its encoding while idle,
 * which takes a few hundred bytes. The encoding is what the checkpoint stores:
 *   version u8 · length of the state varint · state of the features · currencies · what patterns remember (see `EntityPatterns`)
 */
import { type EntityType, scopedEntityId } from '#contracts';
import { ByteReader, ByteWriter } from '#bytes';
import { backFill, decodeEntity, encodeEntity, EntityState, type FeaturePlan, readStoredHistory } from '#features';
import type { Books } from './books.js';
import { Currencies } from './currencies.js';
import { EntityPatterns } from './entity-patterns.js';

/** Older versions stay readable; a newer one refuses to be read. */
export const ENTITY_VERSION = 4;
/** With a fixed set of facts in the place of the state and the currencies. */
const VERSION_WITH_FACTS = 3;
/** And without places to go back to among the recent events. */
const VERSION_WITHOUT_PLACES = 2;
/** And without recent events, and with pattern runs in a form that is no longer read: they begin anew. */
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
  thaw(books: Books): Thawed {
    const plan = books.features.of(this.tenantId);
    const { thawed } = this;
    if (thawed !== undefined) {
      // What nobody asks for any more stays as it was, for as long as it is in memory.
      if (thawed.state.features !== plan && plan.keeps(this.entityType)) thawed.state = underPlan(thawed, plan);
      return thawed;
    }
    const patterns = new EntityPatterns(this.tenantId, this.entityType, this.entityId);
    const currencies = new Currencies();
    const state =
      this.frozen === undefined
        ? new EntityState(plan, this.entityType)
        : this.read(this.frozen, { books, plan, patterns, currencies });
    this.frozen = undefined;
    return (this.thawed = { state, currencies, patterns });
  }

  /** From now on only the encoding is kept. */
  freeze(bytes: Uint8Array): void {
    this.frozen = bytes;
    this.thawed = undefined;
  }

  encode({ patterns: book }: Pick<Books, 'patterns'>): Uint8Array {
    if (this.thawed === undefined) return this.frozen ?? new Uint8Array();
    const { state, currencies, patterns } = this.thawed;
    stateBytes.clear();
    encodeEntity(state, stateBytes);
    entityBytes.clear();
    entityBytes.byte(ENTITY_VERSION);
    entityBytes.blob(stateBytes.view());
    currencies.encode(entityBytes);
    const { from, to } = patterns.encode(book, entityBytes);
    // Not from Node's buffer pool: what stays for hours would keep whole slabs of it alive, 64 KiB for a few hundred bytes.
    const bytes = entityBytes.take();
    patterns.rebase(bytes.subarray(from, to));
    return bytes;
  }

  private read(bytes: Uint8Array, { books, plan, patterns, currencies }: Reading): EntityState {
    const input = new ByteReader(bytes);
    const version = input.byte();
    if (version < VERSION_WITHOUT_EVENTS || version > ENTITY_VERSION)
      throw new RangeError(`state of an entity has version ${version}, which is not known`);
    const stored = input.blob();
    const state = decodeEntity(plan, this.entityType, new ByteReader(stored));
    if (version > VERSION_WITH_FACTS) currencies.decode(input);
    else currencies.takeOver(readStoredHistory(new ByteReader(stored)));
    if (version > VERSION_WITHOUT_EVENTS) patterns.decode(books.patterns, input, version > VERSION_WITHOUT_PLACES);
    if (isLacking(state)) backFill(state, patterns.recentEvents());
    return state;
  }
}

/** An entity in use. */
export interface Thawed {
  state: EntityState;
  readonly currencies: Currencies;
  readonly patterns: EntityPatterns;
}

interface Reading extends Omit<Thawed, 'state'> {
  readonly books: Books;
  readonly plan: FeaturePlan;
}

/** What another plan asks for too is kept (see `encodeEntity`), what it asks for beside is read of the recent events. */
function underPlan({ state, patterns }: Thawed, plan: FeaturePlan): EntityState {
  stateBytes.clear();
  encodeEntity(state, stateBytes);
  const next = decodeEntity(plan, state.plan.type, new ByteReader(stateBytes.view()));
  if (isLacking(next)) backFill(next, patterns.recentEvents());
  return next;
}

/** Features ask for more than it was written with. */
function isLacking({ rows }: EntityState): boolean {
  return rows.length > 0 && rows.droppedUntil >= rows.lastAt;
}

const LIVE = scopedEntityId(true, '');
const stateBytes = new ByteWriter();
const entityBytes = new ByteWriter();
