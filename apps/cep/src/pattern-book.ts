import type { EntityType, PatternMatchV1, TransactionV1 } from '#contracts';

/**
 * The patterns of tenants, as the matcher needs them: what an entity's runs are is their own business, the matcher only
 * keeps them with the entity. One book serves all tenants; which patterns a tenant has is decided inside.
 */
export abstract class PatternBook {
  /** Moves the runs of one entity by its next transaction in arrival order. Returns the new runs and what matched. */
  abstract advance(runs: PatternRuns | undefined, entity: PatternSubject, transaction: TransactionV1): Advanced;
  abstract encode(runs: PatternRuns): Uint8Array;
  /** Runs of patterns that no longer exist are let go. */
  abstract decode(bytes: Uint8Array, entity: PatternSubject): PatternRuns | undefined;
}

/** Runs under way, opaque to the matcher; `undefined` is none. */
export type PatternRuns = object;

export interface PatternSubject {
  readonly tenantId: string;
  readonly entityType: EntityType;
  readonly entityId: string;
}

export interface Advanced {
  readonly runs: PatternRuns | undefined;
  readonly matches: readonly PatternMatchV1[];
}
