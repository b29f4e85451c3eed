/**
 * One entity in memory: thawed (state of its features and pattern runs) while it is in use, nothing but its encoding, in
 * `IdleBytes`, while idle. The encoding is what the checkpoint stores:
 *   version u8 · length of the state varint · state of the features · currencies · sessions · what patterns remember (see
 *   `EntityPatterns`)
 */
import { type EntityType, scopedEntityId } from '#contracts';
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
export const ENTITY_VERSION = 6;
/** With recent events that were written each as a whole. */
const VERSION_WITH_WHOLE_EVENTS = 5;
/** And without sessions, which begin anew. */
const VERSION_WITHOUT_SESSIONS = 4;
/** And with a fixed set of facts in the place of the state and the currencies. */
const VERSION_WITH_FACTS = 3;
/** And without places to go back to among the recent events. */
const VERSION_WITHOUT_PLACES = 2;
/** And without recent events, and with pattern runs in a form that is no longer read: they begin anew. */
const VERSION_WITHOUT_EVENTS = 1;

export class Entity implements Idle {
  private thawed: Thawed | undefined;
  /** When time alone may bring a match, Unix milliseconds of event time; Infinity where only a transaction can. */
  dueAtMs = Number.POSITIVE_INFINITY;
  /** Changed since the checkpoint that was begun last. */
  dirty = false;
  /** Part of the checkpoint under way, until that is settled. */
  saving = false;
  /** Its place in that checkpoint while it is not encoded yet, else -1: has to be encoded before it changes. */
  place = -1;
  /** Touched since it was last looked whether it is in use. */
  used = true;
  slab: object | undefined;
  slabPlace = 0;
  /** What it takes while thawed, as of its last encoding; 0 while it is idle. */
  thawedBytes = 0;

  /**
   * @param key - as `entityKey` gives it
   * @param encoded - as `encode` gave it: what it holds, while it is thawed and unchanged or not thawed yet
   */
  constructor(
    readonly key: string,
    readonly tenantId: string,
    readonly entityType: EntityType,
    public encoded?: Uint8Array,
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

  get isThawed(): boolean {
    return this.thawed !== undefined;
  }

  /** Throws `RangeError`, and stays as it is, when the stored bytes can't be read. */
  thaw(books: Books): Thawed {
    const plan = books.features.of(this.tenantId);
    const { thawed, encoded } = this;
    if (thawed !== undefined) {
      // What nobody asks for any more stays as it was, for as long as it is in memory.
      if (thawed.state.features !== plan && plan.keeps(this.entityType)) {
        thawed.state = underPlan(thawed, plan);
        thawed.sessions.gapMs = plan.sessionGapMs;
      }
      return thawed;
    }
    const patterns = new EntityPatterns(this.tenantId, this.entityType, this.entityId);
    const currencies = new Currencies();
    const sessions = new EntitySessions({ gapMs: plan.sessionGapMs, latenessMs: books.sessions.latenessMs });
    const state =
      encoded === undefined
        ? new EntityState(plan, this.entityType)
        : this.read(encoded, { books, plan, patterns, currencies, sessions });
    this.thawed = { state, currencies, patterns, sessions };
    this.thawedBytes = thawedBytes(this.thawed, encoded);
    return this.thawed;
  }

  /** Lets go of all that it holds itself. */
  release(): void {
    this.thawed = undefined;
    this.encoded = undefined;
    this.thawedBytes = 0;
  }

  encode({ patterns: book }: Pick<Books, 'patterns'>): Uint8Array {
    if (this.thawed === undefined) return this.encoded ?? new Uint8Array();
    const { state, currencies, patterns, sessions } = this.thawed;
    stateBytes.clear();
    encodeEntity(state, stateBytes);
    entityBytes.clear();
    entityBytes.byte(ENTITY_VERSION);
    entityBytes.blob(stateBytes.view());
    currencies.encode(entityBytes);
    encodeSessions(sessions, entityBytes);
    const { from, to } = patterns.encode(book, entityBytes);
    const bytes = shared.copy(entityBytes.view());
    patterns.rebase(bytes.subarray(from, to));
    this.thawedBytes = thawedBytes(this.thawed, bytes);
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
    if (version > VERSION_WITHOUT_SESSIONS) decodeSessions(sessions, input);
    const has = { hasPlaces: version > VERSION_WITHOUT_PLACES, hasDeltas: version > VERSION_WITH_WHOLE_EVENTS };
    if (version > VERSION_WITHOUT_EVENTS) patterns.decode(books.patterns, input, has);
    if (isLacking(state)) backFill(state, patterns.recentEvents());
    return state;
  }
}

/** An entity in use. */
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
