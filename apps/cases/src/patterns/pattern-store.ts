import type { EntityType, PatternAction, PatternStatus } from '#contracts';
import type { PatternDefinition } from '#patterns';
import type { Change } from './lifecycle.js';
import type { PatternDocument } from './pattern-document.js';

/** A pattern as a tenant has it; one of the pack that it never touched is at revision 0. */
export interface StoredPattern {
  readonly id: string;
  readonly revision: number;
  readonly latestVersion: number;
  readonly liveVersion: number | undefined;
  readonly shadowVersion: number | undefined;
  readonly changedAtMs: number | undefined;
  readonly changedBy: string | undefined;
  readonly status: PatternStatus;
  /** The live version, else the one on trial, else the newest. */
  readonly shown: { readonly origin: Origin; readonly definition: PatternDefinition };
}

export type Origin = 'pack' | 'tenant';

export interface StoredVersion extends Omit<PatternDocument, 'id'> {
  readonly version: number;
  readonly origin: Origin;
  readonly note: string;
  readonly status: PatternStatus;
  readonly statusSinceMs: number | undefined;
  readonly createdAtMs: number | undefined;
  readonly createdBy: string | undefined;
}

export interface HistoryRow {
  readonly atMs: number;
  readonly action: PatternAction;
  readonly version: number | undefined;
  readonly fromVersion: number | undefined;
  readonly actor: string;
  readonly reason: string;
  readonly revision: number;
}

export interface WholePattern extends StoredPattern {
  /** Newest first. */
  readonly versions: readonly StoredVersion[];
  readonly history: readonly HistoryRow[];
}

/** Who changes patterns: a person (usr_…) or a key (key_…). */
export interface PatternActor {
  readonly tenantId: string;
  readonly id: string;
  /** The mode of a key; absent of a person, who sees both. */
  readonly livemode?: boolean;
}

export interface Comparison {
  readonly liveVersion: number | undefined;
  readonly shadowVersion: number;
  readonly sinceMs: number;
  readonly transactions: {
    readonly live: number;
    readonly shadow: number;
    readonly both: number;
    readonly liveOnly: number;
    readonly shadowOnly: number;
  };
  readonly liveOnly: readonly TrialMatch[];
  readonly shadowOnly: readonly TrialMatch[];
}

/** A transaction that completed a match. */
export interface TrialMatch {
  readonly transactionId: string;
  readonly entityType: EntityType;
  readonly entityId: string;
  readonly livemode: boolean;
  readonly occurredAtMs: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly outcome: string;
}

/**
 * Tenants' patterns. What a tenant doesn't have is `not_found`; what can't be done now, or was decided on an older revision,
 * is `conflict`. Every change is told to the matchers through the outbox, in its own transaction.
 */
export abstract class PatternStore {
  /** Most patterns that a tenant may have live. */
  abstract readonly liveMax: number;
  abstract list(tenantId: string): Promise<StoredPattern[]>;
  abstract find(tenantId: string, patternId: string): Promise<WholePattern | undefined>;
  /** A new draft; false when the newest version is this document already. */
  abstract save(
    actor: PatternActor,
    document: PatternDocument,
    revision: number,
    note: string,
    nowMs: number,
  ): Promise<boolean>;
  abstract change(
    actor: PatternActor,
    patternId: string,
    revision: number,
    change: Change,
    reason: string,
    nowMs: number,
  ): Promise<void>;
  /** The version on trial against the live one. */
  abstract compare(tenantId: string, patternId: string): Promise<Comparison>;
}
