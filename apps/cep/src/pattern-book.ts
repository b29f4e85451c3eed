import type { TransactionLike } from '#cel';
import type { EntityType, PatternMatchV1, TransactionV1 } from '#contracts';

/**
 * The patterns of tenants, as the matcher needs them: what an entity's runs are is their own business, the matcher only
 * keeps them with the entity. One book serves all tenants; which patterns a tenant has is decided inside, and may change
 * from one transaction to the next.
 */
export abstract class PatternBook {
  /** Resolves once the book knows what every tenant runs; rejects while it can't learn that. Nothing matches before. */
  abstract ready(): Promise<void>;
  /** Moves the runs of one entity by its next transaction in arrival order. Returns the new runs and what matched. */
  abstract advance(runs: PatternRuns | undefined, entity: PatternSubject, transaction: TransactionV1): Advanced;
  abstract encode(runs: PatternRuns): Uint8Array;
  /** Runs of patterns that no longer exist are let go. */
  abstract decode(bytes: Uint8Array, entity: PatternSubject): PatternRuns | undefined;
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
  /** Its recent events in event-time order, for patterns that are newer than they are. */
  recentEvents(): readonly TransactionLike[];
}

export interface Advanced {
  readonly runs: PatternRuns | undefined;
  readonly matches: readonly PatternMatchV1[];
  /** Of versions on trial: recorded, never decided on. */
  readonly shadowMatches: readonly PatternMatchV1[];
  /** The entity's next `seenChange`. */
  readonly seenChange: number;
}
