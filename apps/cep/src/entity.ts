/**
 * One entity in memory: thawed (state of its features and pattern runs) while it is in use, nothing but its encoding, in
 * `IdleBytes`, while idle. The encoding is what the checkpoint stores:
 *   version u8 · length of the state varint · state of the features · currencies · sessions · what patterns remember (see
 *   `EntityPatterns`)
 */
import { CHANNELS, type EntityType, recordKey, scopedEntityId } from '#contracts';
import { ByteReader, ByteWriter, SharedBytes } from '#bytes';
import {
  backFill,
  decodeEntity,
  decodeSessions,
  encodeEntity,
  encodeSessions,
  EntitySessions,
  EntityState,
  type FeaturePlan,
  readStoredHistory,
} from '#features';
import type { Books } from './books.js';
import { Currencies } from './currencies.js';
import { EntityPatterns } from './entity-patterns.js';
import type { Idle } from './idle-bytes.js';

/** Older versions stay readable; a newer one refuses to be read. */
export const ENTITY_VERSION = 7;
/** With recent events whose texts were written as a whole where they differ. */
const VERSION_WITH_WHOLE_TEXTS = 6;
/** And with recent events that were written each as a whole. */
const VERSION_WITH_WHOLE_EVENTS = 5;
/** And without sessions, which begin anew. */
const VERSION_WITHOUT_SESSIONS = 4;
/** And with a fixed set of facts in the place of the state and the currencies. */
const VERSION_WITH_FACTS = 3;
/** And without places to go back to among the recent events. */
const VERSION_WITHOUT_PLACES = 2;
/** And without recent events, and with pattern runs in a form that is no longer read: they begin anew. */
const VERSION_WITHOUT_EVENTS = 1;

/** What all entities of one tenant and type have in common. */
export interface EntityKind {
  readonly tenantId: string;
  readonly entityType: EntityType;
}

/** What an entity waits for. */
export interface Due {
  readonly entity: Entity;
  /** Unix milliseconds of event time. */
  readonly atMs: number;
}

/** There are millions, most of them idle: what only those in use need is in an object of its own. */
export class Entity implements Idle {
  /** Undefined while it is idle. */
  use: InUse | undefined;
  /** What it waits for; undefined where only a transaction can bring a match. `EntityTimers` sets it. */
  due: Due | undefined;
  /** Touched since it was last looked whether it is in use. */
  used = true;
  slab: object | undefined;
  slabPlace = 0;

  /** @param scopedId - with its mode: what the state is stored under */
  constructor(
    readonly kind: EntityKind,
    readonly scopedId: string,
  ) {}

  get tenantId(): string {
    return this.kind.tenantId;
  }

  get entityType(): EntityType {
    return this.kind.entityType;
  }

  /** As `entityKey` gives it. */
  get key(): string {
    return recordKey(this.tenantId, this.entityType, this.scopedId);
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

  /** When time alone may bring a match, Unix milliseconds of event time; Infinity where only a transaction can. */
  get dueAtMs(): number {
    return this.due === undefined ? Number.POSITIVE_INFINITY : this.due.atMs;
  }

  /**
   * Throws `RangeError`, and stays as it is, when the stored bytes can't be read.
   *
   * @param encoded - as `encode` gave it: what an idle one holds, nothing where it is new; it may not change from now on
   */
  thaw(books: Books, encoded?: Uint8Array): InUse {
    const plan = books.features.of(this.tenantId);
    const { use } = this;
    if (use !== undefined) {
      // What nobody asks for any more stays as it was, for as long as it is in memory.
      if (use.state.features !== plan && plan.keeps(this.entityType)) {
        use.state = underPlan(use, plan);
        use.sessions.gapMs = plan.sessionGapMs;
      }
      return use;
    }
    const patterns = new EntityPatterns(this.tenantId, this.entityType, this.entityId);
    const currencies = new Currencies();
    const sessions = new EntitySessions({ gapMs: plan.sessionGapMs, latenessMs: books.sessions.latenessMs });
    const state =
      encoded === undefined
        ? new EntityState(plan, this.entityType)
        : this.read(encoded, { books, plan, patterns, currencies, sessions });
    this.use = new InUse(state, currencies, patterns, sessions, encoded);
    return this.use;
  }

  /** Lets go of all that it holds itself. */
  release(): void {
    this.use = undefined;
  }

  /** Throws `Error` while it is idle: the encoding is then in `IdleBytes`. */
  encode({ patterns: book }: Pick<Books, 'patterns'>): Uint8Array {
    const { use } = this;
    if (use === undefined) throw new Error(`the entity ${this.key} is idle and has no state to encode`);
    const { state, currencies, patterns, sessions } = use;
    stateBytes.clear();
    encodeEntity(state, stateBytes);
    entityBytes.clear();
    entityBytes.byte(ENTITY_VERSION);
    entityBytes.blob(stateBytes.view());
    currencies.encode(entityBytes);
    encodeSessions(sessions, CHANNELS, entityBytes);
    const { from, to } = patterns.encode(book, entityBytes);
    const bytes = shared.copy(entityBytes.view());
    patterns.rebase(bytes.subarray(from, to));
    use.weigh(bytes);
    return bytes;
  }

  private read(bytes: Uint8Array, { books, plan, patterns, currencies, sessions }: Reading): EntityState {
    const input = new ByteReader(bytes);
    const version = input.byte();
    if (version < VERSION_WITHOUT_EVENTS || version > ENTITY_VERSION)
      throw new RangeError(`state of an entity has version ${version}, which is not known`);
    const stored = input.blob();
    const state = decodeEntity(plan, this.entityType, new ByteReader(stored));
    if (version > VERSION_WITH_FACTS) currencies.decode(input);
    else currencies.takeOver(readStoredHistory(new ByteReader(stored)));
    if (version > VERSION_WITHOUT_SESSIONS) decodeSessions(sessions, CHANNELS, input);
    if (version > VERSION_WITHOUT_EVENTS)
      patterns.decode(books.patterns, input, {
        hasPlaces: version > VERSION_WITHOUT_PLACES,
        events: eventsOf(version),
      });
    if (isLacking(state)) backFill(state, patterns.recentEvents());
    return state;
  }
}

/** What an entity holds while it is in use, and what the checkpoints have to know of it. */
export class InUse implements Thawed {
  /** Changed since the checkpoint that was begun last. */
  dirty = false;
  /** Part of the checkpoint under way, until that is settled. */
  saving = false;
  /** Its place in that checkpoint while it is not encoded yet, else -1: has to be encoded before it changes. */
  place = -1;
  /** What it takes, as of its last encoding. */
  bytes = 0;

  /** @param encoded - what it holds, while it is unchanged; undefined else */
  constructor(
    public state: EntityState,
    readonly currencies: Currencies,
    readonly patterns: EntityPatterns,
    readonly sessions: EntitySessions,
    public encoded: Uint8Array | undefined,
  ) {
    this.weigh(encoded);
  }

  weigh(encoded: Uint8Array | undefined): void {
    this.bytes = thawedBytes(this, encoded);
  }
}

/** What an entity in use holds. */
export interface Thawed {
  state: EntityState;
  readonly currencies: Currencies;
  readonly patterns: EntityPatterns;
  readonly sessions: EntitySessions;
}

interface Reading extends Omit<Thawed, 'state'> {
  readonly books: Books;
  readonly plan: FeaturePlan;
}

function eventsOf(version: number): 'deltas' | 'whole texts' | 'whole' {
  if (version > VERSION_WITH_WHOLE_TEXTS) return 'deltas';
  return version > VERSION_WITH_WHOLE_EVENTS ? 'whole texts' : 'whole';
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

/**
 * About what an entity takes beside what every one does: numbers of eight bytes, its encoding, which it shares the recent
 * events with, half as much again for sessions and runs that grew with it, and what any state, its windows and its runs are made
 * of. Measured in heaps of 2,000 to 13,000 entities of each type, with 2 to 70 payments each: within a seventh of all of them.
 */
function thawedBytes({ state, patterns }: Thawed, encoded: Uint8Array | undefined): number {
  const { rows, heldNumbers } = state;
  const ofParts = THAWED_BYTES + (patterns.hasRuns ? RUNS_BYTES : 0);
  return ofParts + 8 * (rows.data.length + heldNumbers) + 1.5 * (encoded?.length ?? 0);
}

const THAWED_BYTES = 2000;
const RUNS_BYTES = 2200;

const LIVE = scopedEntityId(true, '');
const stateBytes = new ByteWriter();
const entityBytes = new ByteWriter();
/** An entity that is in use is encoded again before long. */
const shared = new SharedBytes();
