import type { TransactionLike } from '#cel';
import type { EntityType, PatternMatchV1 } from '#contracts';

/**
 * The patterns of tenants, as the matcher needs them: what an entity's runs are is their own business, the matcher only
 * keeps them with the entity. One book serves all tenants; which patterns a tenant has is decided inside, and may change
 * from one transaction to the next.
 */
export abstract class PatternBook {
  /** Resolves once the book knows what every tenant runs; rejects while it can't learn that. Nothing matches before. */
  abstract ready(): Promise<void>;
  /** Moves the runs of one entity by its next transaction in the order of time. The runs given are used up. */
  abstract advance(runs: PatternRuns | undefined, entity: PatternSubject, transaction: TransactionLike): Advanced;
  /** Tells the runs of one entity that it is `nowMs`, and that nothing came. The runs given are used up. */
  abstract passTime(runs: PatternRuns, entity: PatternSubject, nowMs: number): Advanced;
  /** When time alone may bring a match, Unix milliseconds; Infinity where only a transaction can. */
  abstract dueAtMs(runs: PatternRuns): number;
  abstract encode(runs: PatternRuns): Uint8Array;
  /**
   * Gives up partial matches until `encode` takes at most so many bytes: the older half of the runs of the pattern that takes
   * the most, and so on. The runs given are used up.
   */
  abstract shed(runs: PatternRuns, entity: PatternSubject, bytesMax: number): PatternRuns | undefined;
  /** Runs of patterns that no longer exist are let go. */
  abstract decode(bytes: Uint8Array, entity: PatternSubject): PatternRuns | undefined;
  /** How many patterns the tenant has for entities of this kind. */
  abstract count(tenantId: string, entityType: EntityType): number;
  /** How far back a new pattern of the tenant may have to look, ms: how long recent events are worth keeping. */
  abstract looksBackMs(tenantId: string): number;
}

/** Runs under way, opaque to the matcher; `undefined` is none. */
export type PatternRuns = object;

export interface PatternSubject {
  readonly tenantId: string;
  readonly entityType: EntityType;
  readonly entityId: string;
  /** The tenant's newest change of patterns when the entity's last transaction was matched. */
  readonly seenChange: number;
  /** What was matched before is matched again: not to be counted twice. */
  readonly isReplayed: boolean;
  /** Its recent events in event-time order, for patterns that are newer than they are. */
  recentEvents(): readonly TransactionLike[];
}

export interface Advanced {
  readonly runs: PatternRuns | undefined;
  readonly found: readonly Found[];
  /** The entity's next `seenChange`. */
  readonly seenChange: number;
}

export interface Found {
  readonly match: PatternMatchV1;
  /** Id of the last transaction of the match: the one whose decision it belongs to. */
  readonly lastId: string;
  /** Of a version on trial: recorded, never decided on. */
  readonly onTrial: boolean;
}
