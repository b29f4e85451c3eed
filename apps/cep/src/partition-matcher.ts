/**
 * The matcher's core: a partition's state and one accepted transaction → its signal, or nothing for a repeat, and what it
 * changes for transactions before it. Knows no clock and no log; the same transactions in the same order give the same
 * signals, however they come in batches.
 */
import {
  entitiesOf,
  entityKey,
  type EntityRef,
  type EntitySessionV1,
  type EntitySignalV1,
  type LabelV1,
  type LateEntityV1,
  type LateTransactionV1,
  type MatchRevisionV1,
  type PatternMatchV1,
  recordKey,
  scopedEntityId,
  type SignalV1,
  type TransactionAcceptedV1,
  type TransactionV1,
} from '#contracts';
import { type FeaturePlan, labelChangeOf, sessionEventOf, sessionOf, type SessionReport } from '#features';
import type { Books } from './books.js';
import type { Due, Entity, Thawed } from './entity.js';
import type { Difference, Taking } from './entity-patterns.js';
import { cepMetrics } from './cep.metrics.js';
import { encodeEvent } from './event-bytes.js';
import { type EntityKey, labelledKeys } from './entity-key.js';
import type { PartitionState } from './partition-state.js';
import type { Found } from './pattern-book.js';
import { type Cause, revisionsOf } from './revisions.js';
import { sessionRecord } from './session-records.js';

/** A transaction doesn't wait for more than these; the next one, or the clock, goes on. */
const DUE_PER_TRANSACTION = 32;
/** Entities at a stretch: a few milliseconds. */
const DUE_AT_ONCE = 256;

export interface PartitionMatcherOptions {
  readonly partition: number;
  /** The partition that a key hashes to. */
  readonly partitionOf: (key: string) => number;
  readonly books: Books;
  /** How far behind the newest transaction of an entity another one may come and still be put in its place, ms. */
  readonly latenessMs: number;
}

export class PartitionMatcher {
  private facts = new Float64Array(256);

  constructor(
    readonly state: PartitionState,
    private readonly options: PartitionMatcherOptions,
  ) {}

  /**
   * Takes a transaction into the states of its entities that belong to this partition. Throws before any change when
   * the stored state of one of them can't be read.
   *
   * @param nowMs - the clock; event time goes on with it where no events come
   * @param position - of its record in the partition, from 1
   */
  match(accepted: TransactionAcceptedV1, nowMs: number, position: number): Matched | undefined {
    const { transaction } = accepted;
    const { books, partition } = this.options;
    const plan = books.features.of(transaction.tenantId);
    this.readFacts(plan, transaction);
    const own = this.ownEntities(plan, transaction);
    for (const { found } of own) {
      // All of a transaction's entities in a partition take it at once, so one that has it speaks for all.
      if (found !== undefined && this.state.thaw(found).state.has(this.facts)) return undefined;
    }
    const keepMs = books.patterns.looksBackMs(transaction.tenantId);
    const step: Step = {
      taking: { transaction, event: encodeEvent(transaction), keepMs },
      position,
      matches: [],
      shadowMatches: [],
      revisions: [],
      sessions: [],
      inPlace: 0,
      late: [],
    };
    const entities: EntitySignalV1[] = [];
    for (const { ref, scopedId, found } of own) {
      const entity = found ?? this.state.add(transaction.tenantId, ref.entityType, scopedId);
      entities.push(this.take(entity, step));
    }
    const { timers } = this.state;
    timers.note(transaction.tenantId, transaction.livemode, transaction.occurredAtMs, nowMs);
    for (let left = DUE_PER_TRANSACTION; left > 0; left--) {
      const due = timers.nextDue(transaction.tenantId, transaction.livemode, nowMs);
      if (due === undefined) break;
      this.timeIsUp(due, step);
    }
    const { matches, shadowMatches, revisions, sessions, inPlace, late } = step;
    const { replyTo, partitions } = accepted;
    return {
      signal: {
        transaction,
        replyTo,
        partitions,
        partition,
        featureSet: plan.version,
        entities,
        matches,
        shadowMatches,
      },
      revisions,
      sessions,
      inPlace,
      late: late.length > 0 ? { transaction, partition, entities: late } : undefined,
    };
  }

  /** What has come about by now without a transaction, for some of those whose time is up; undefined when it is nobody's. */
  passTime(nowMs: number): Told | undefined {
    const told: Told = { revisions: [], sessions: [] };
    for (let left = DUE_AT_ONCE; left > 0; left--) {
      const due = this.state.timers.nextOfAll(nowMs);
      if (due === undefined) return left === DUE_AT_ONCE ? undefined : told;
      this.timeIsUp(due, told);
    }
    return told;
  }

  /** Entities of this transaction in this partition that are not in memory; to be looked up where the state is incomplete. */
  missing({ transaction }: TransactionAcceptedV1, into: Map<string, EntityKey>): void {
    const plan = this.options.books.features.of(transaction.tenantId);
    const { tenantId } = transaction;
    for (const { ref, scopedId, found } of this.ownEntities(plan, transaction)) {
      if (found !== undefined) continue;
      const { entityType } = ref;
      const key = recordKey(tenantId, entityType, scopedId);
      into.set(key, { key, tenantId, entityType, entityId: scopedId });
    }
  }

  /** Entities of a label in this partition that are not in memory. */
  missingOfLabel(label: LabelV1, into: Map<string, EntityKey>): void {
    for (const entity of labelledKeys(label))
      if (this.isOwn(entity.key) && this.find(entity) === undefined) into.set(entity.key, entity);
  }

  /**
   * Takes what became known of a transaction into the states of its entities that belong to this partition. One that is not
   * there has had no transaction, or let go of it long ago.
   */
  label(label: LabelV1): void {
    const change = labelChangeOf(label);
    if (change === undefined) return;
    const plan = this.options.books.features.of(label.tenantId);
    for (const key of labelledKeys(label)) {
      const entity = this.find(key);
      if (entity === undefined || !plan.keeps(key.entityType)) continue;
      const { state } = this.state.change(entity);
      cepMetrics.labels.inc({ what: state.label(change) ? 'taken' : 'repeat' });
    }
  }

  private find({ tenantId, entityType, entityId }: EntityKey): Entity | undefined {
    return this.state.find(tenantId, entityType, entityId);
  }

  private isOwn(key: string): boolean {
    return this.options.partitionOf(key) === this.options.partition;
  }

  /** A type that the transaction was accepted with, and that there are no features of any more, has no states. */
  private ownEntities(plan: FeaturePlan, transaction: TransactionV1): OwnEntity[] {
    const own: OwnEntity[] = [];
    for (const ref of entitiesOf(transaction)) {
      if (!plan.keeps(ref.entityType)) continue;
      const scopedId = scopedEntityId(transaction.livemode, ref.entityId);
      const found = this.state.find(transaction.tenantId, ref.entityType, scopedId);
      if (found !== undefined || this.isOwn(entityKey(transaction, ref))) own.push({ ref, scopedId, found });
    }
    return own;
  }

  private take(entity: Entity, step: Step): EntitySignalV1 {
    const thawed = this.state.change(entity);
    const { transaction } = step.taking;
    const { occurredAtMs, currency } = transaction;
    const { state, currencies } = thawed;
    state.beginAt(this.options.books.features.sinceMs(entity.tenantId, entity.entityType));
    this.matchPatterns(entity, thawed, step);
    const report = thawed.sessions.add(sessionEventOf(entity.entityType, transaction));
    if (report !== undefined) tell(entity, report, step);
    this.schedule(entity, thawed);
    currencies.note(currency, occurredAtMs, state.rows.lastAt);
    const row = state.insert(this.facts);
    return {
      entityType: entity.entityType,
      entityId: entity.entityId,
      values: copyOf(state.valuesAt(row, transaction), state.plan.valueCount),
      truncated: state.isTruncated(occurredAtMs),
      approximate: state.isApproximate(occurredAtMs),
      session: sessionOf(state, row),
      position: step.position,
      oneCurrency: currencies.areOne(currency, occurredAtMs),
    };
  }

  /** Once for all of the transaction's entities. */
  private readFacts(plan: FeaturePlan, transaction: TransactionV1): void {
    if (this.facts.length < plan.factsLength) this.facts = new Float64Array(plan.factsLength);
    plan.read(transaction, this.facts);
  }

  /** To be called before the state has it. */
  private matchPatterns(entity: Entity, { state, patterns }: Thawed, step: Step): void {
    const { latenessMs } = this.options;
    const { patterns: book } = this.options.books;
    const { taking } = step;
    const { id, occurredAtMs } = taking.transaction;
    const newestMs = state.rows.lastAt;
    if (patterns.isNext(taking.transaction, newestMs)) {
      const found = patterns.take(book, taking, newestMs);
      if (found.length > 0) this.sort(entity, { appeared: found, vanished: NONE }, byTime(occurredAtMs), step);
    } else {
      // Time that passed without transactions makes none too late: it can be passed anew.
      const behindMs = Math.max(0, newestMs - occurredAtMs);
      const isTooLate = behindMs > latenessMs;
      const difference = isTooLate ? undefined : patterns.putInPlace(book, taking);
      if (difference !== undefined) {
        step.inPlace++;
        this.sort(entity, difference, { cause: 'late_transaction', transactionId: id, atMs: occurredAtMs }, step);
      } else if (book.count(entity.tenantId, entity.entityType) > 0) {
        const { entityType, entityId } = entity;
        step.late.push({ entityType, entityId, behindMs, reason: isTooLate ? 'beyond_lateness' : 'beyond_reach' });
      }
    }
  }

  /** Matches that end with the transaction at hand are in its signal, others revise what was said before. */
  private sort(entity: Entity, { appeared, vanished }: Difference, cause: Cause, step: Step): void {
    const earlier: Found[] = [];
    for (const found of appeared) {
      if (found.lastId !== step.taking.transaction.id) earlier.push(found);
      else if (found.onTrial) step.shadowMatches.push(found.match);
      else step.matches.push(found.match);
    }
    if (earlier.length + vanished.length > 0)
      step.revisions.push(...revisionsOf(entity, { appeared: earlier, vanished }, cause));
  }

  private timeIsUp({ entity, atMs }: Due, told: Told): void {
    const { patterns: book, features } = this.options.books;
    // Of a type that is no longer declared nothing is said.
    if (!features.of(entity.tenantId).keeps(entity.entityType)) return;
    const thawed = this.state.change(entity);
    const { patterns, sessions } = thawed;
    if (patterns.dueAtMs(book) <= atMs) {
      const found = patterns.passTime(book, atMs);
      if (found.length > 0)
        told.revisions.push(...revisionsOf(entity, { appeared: found, vanished: NONE }, byTime(atMs)));
    }
    if (sessions.closesAtMs <= atMs) for (const report of sessions.advance(atMs)) tell(entity, report, told);
    this.schedule(entity, thawed);
  }

  /** When there is something to do for an entity without a transaction. What it waits for already may come too early. */
  private schedule(entity: Entity, { patterns, sessions }: Thawed): void {
    const dueAtMs = Math.min(patterns.dueAtMs(this.options.books.patterns), sessions.closesAtMs);
    if (dueAtMs < entity.dueAtMs || dueAtMs === Number.POSITIVE_INFINITY) this.state.timers.set(entity, dueAtMs);
  }
}

/** What comes of a transaction. */
export interface Matched {
  readonly signal: SignalV1;
  /** For transactions before it. */
  readonly revisions: readonly MatchRevisionV1[];
  readonly sessions: readonly EntitySessionV1[];
  /** Entities for which it came late and was put in its place. */
  readonly inPlace: number;
  /** Where it came too late for patterns. */
  readonly late: LateTransactionV1 | undefined;
}

/** What is said beside signals. */
export interface Told {
  readonly revisions: MatchRevisionV1[];
  readonly sessions: EntitySessionV1[];
}

/** A transaction on its way into its entities, and what came of it so far. */
interface Step extends Told {
  readonly taking: Taking;
  readonly position: number;
  readonly matches: PatternMatchV1[];
  readonly shadowMatches: PatternMatchV1[];
  inPlace: number;
  readonly late: LateEntityV1[];
}

const NONE: readonly Found[] = [];

/** The values are the plan's, which every entity writes to. */
function copyOf(values: Float64Array, count: number): number[] {
  // Begun with a double, so that the engine keeps plain doubles and not a boxed number for each value.
  const copy = [NaN];
  for (let i = 0; i < count; i++) copy[i] = values[i]!;
  if (count === 0) copy.length = 0;
  return copy;
}

function tell(entity: Entity, report: SessionReport, { sessions }: Told): void {
  const record = sessionRecord(entity, report);
  if (record !== undefined) sessions.push(record);
}

function byTime(atMs: number): Cause {
  return { cause: 'time', transactionId: '', atMs };
}

interface OwnEntity {
  readonly ref: EntityRef;
  readonly scopedId: string;
  readonly found: Entity | undefined;
}
