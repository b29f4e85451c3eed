/**
 * The matcher's core: a partition's state and one accepted transaction → its signal, or nothing for a repeat. Knows no
 * clock and no log; the same transactions in the same order give the same signals, however they come in batches.
 */
import {
  entitiesOf,
  entityKey,
  type EntityRef,
  type EntitySignalV1,
  type PatternMatchV1,
  scopedEntityId,
  type SignalV1,
  type TransactionAcceptedV1,
  type TransactionV1,
} from '#contracts';
import {
  aggregatesOf,
  type EntityHistory,
  FACTS_LENGTH,
  FEATURE_SET,
  isTruncated,
  readFacts,
  sessionOf,
} from '#features';
import type { Entity } from './entity.js';
import type { PartitionState } from './partition-state.js';
import type { PatternBook } from './pattern-book.js';
import { encodeEvent } from './event-bytes.js';

export interface PartitionMatcherOptions {
  readonly partition: number;
  /** The partition that a key hashes to. */
  readonly partitionOf: (key: string) => number;
  readonly patterns: PatternBook;
}

export class PartitionMatcher {
  /** Events so far that were older than the newest of their entity. */
  lateEvents = 0;
  private readonly facts = new Float64Array(FACTS_LENGTH);

  constructor(
    readonly state: PartitionState,
    private readonly options: PartitionMatcherOptions,
  ) {}

  /**
   * Takes a transaction into the histories of its entities that belong to this partition. Throws before any change when
   * the stored state of one of them can't be read.
   */
  match(accepted: TransactionAcceptedV1): SignalV1 | undefined {
    const { transaction } = accepted;
    readFacts(transaction, this.facts);
    const own = this.ownEntities(transaction);
    for (const { found } of own) {
      // All of a transaction's entities in a partition take it at once, so one that has it speaks for all.
      if (found !== undefined && found.thaw(this.options.patterns).has(this.facts)) return undefined;
    }
    const taking: Taking = {
      transaction,
      event: encodeEvent(transaction),
      keepMs: this.options.patterns.looksBackMs(transaction.tenantId),
      matches: [],
      shadowMatches: [],
    };
    const entities: EntitySignalV1[] = [];
    for (const { ref, key, found } of own) {
      const entity = found ?? this.state.add(key, transaction.tenantId, ref.entityType);
      entities.push(this.take(entity, ref, taking));
    }
    return {
      transaction,
      replyTo: accepted.replyTo,
      partitions: accepted.partitions,
      partition: this.options.partition,
      featureSet: FEATURE_SET,
      entities,
      matches: taking.matches,
      shadowMatches: taking.shadowMatches,
    };
  }

  /** Entities of this transaction in this partition that are not in memory; to be looked up where the state is incomplete. */
  missing({ transaction }: TransactionAcceptedV1, into: Map<string, EntityKey>): void {
    for (const { ref, key, found } of this.ownEntities(transaction)) {
      if (found !== undefined) continue;
      const entityId = scopedEntityId(transaction.livemode, ref.entityId);
      into.set(key, { key, tenantId: transaction.tenantId, entityType: ref.entityType, entityId });
    }
  }

  private ownEntities(transaction: TransactionV1): OwnEntity[] {
    const own: OwnEntity[] = [];
    for (const ref of entitiesOf(transaction)) {
      const key = entityKey(transaction, ref);
      const found = this.state.find(key);
      if (found !== undefined || this.options.partitionOf(key) === this.options.partition)
        own.push({ ref, key, found });
    }
    return own;
  }

  private take(entity: Entity, ref: EntityRef, taking: Taking): EntitySignalV1 {
    const { transaction } = taking;
    const { patterns } = this.options;
    this.state.willChange(entity);
    const history: EntityHistory = entity.thaw(patterns);
    const isLate = transaction.occurredAtMs < history.lastAt;
    const index = history.insert(this.facts);
    // Patterns advance in event time. A late event enters the history, and with it every aggregate and session from here
    // on, but runs that have gone past its time are not taken back.
    if (isLate) this.lateEvents++;
    else {
      const advanced = patterns.advance(entity.runs, entity, transaction);
      entity.runs = advanced.runs;
      entity.seenChange = advanced.seenChange;
      for (const match of advanced.matches) taking.matches.push(match);
      for (const match of advanced.shadowMatches) taking.shadowMatches.push(match);
    }
    entity.remember(taking.event, taking.keepMs);
    return {
      entityType: ref.entityType,
      entityId: ref.entityId,
      values: aggregatesOf(history, index),
      truncated: isTruncated(history, index),
      session: sessionOf(history, index),
      oneCurrency: history.isInOneCurrency(this.facts),
    };
  }
}

/** `entityId` with its mode, as the state is stored. */
export interface EntityKey extends EntityRef {
  readonly key: string;
  readonly tenantId: string;
}

/** A transaction on its way into its entities, and what came of it so far. */
interface Taking {
  readonly transaction: TransactionV1;
  /** Encoded once for all of them. */
  readonly event: Uint8Array;
  /** How long entities keep it. */
  readonly keepMs: number;
  readonly matches: PatternMatchV1[];
  readonly shadowMatches: PatternMatchV1[];
}

interface OwnEntity {
  readonly ref: EntityRef;
  readonly key: string;
  readonly found: Entity | undefined;
}
