import type { ModelAction, ModelRole, ModelStatus } from '#contracts';
import type { CheckedFacts } from '#inference';
import type { PatternActor } from '../patterns/pattern-store.js';
import type { Change, ModelRef, Standing } from './lifecycle.js';

/** A person (usr_…) or a key (key_…). */
export type Actor = Pick<PatternActor, 'tenantId' | 'id'>;

/** A version as it is kept; its file is read by scoring alone. */
export interface StoredModel extends ModelRef {
  readonly role: ModelRole;
  readonly status: ModelStatus;
  readonly statusSinceMs: number;
  readonly sha256: string;
  readonly sentSha256: string;
  readonly sentBytes: number;
  readonly facts: CheckedFacts;
  readonly note: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
}

/** A file that was checked. */
export interface CheckedModel extends Pick<
  StoredModel,
  'name' | 'version' | 'role' | 'sentSha256' | 'sentBytes' | 'facts' | 'note'
> {
  readonly file: Uint8Array;
}

export interface ModelHistoryRow {
  readonly atMs: number;
  readonly action: ModelAction;
  readonly role: ModelRole;
  readonly model: ModelRef | undefined;
  readonly from: ModelRef | undefined;
  readonly actor: string;
  readonly reason: string;
  readonly revision: number;
}

/** Decisions of one day that a model had its word in. */
export interface ModelDayCount {
  /** name@version */
  readonly model: string;
  readonly role: ModelRole;
  readonly livemode: boolean;
  readonly daysAgo: number;
  readonly decisions: number;
}

export interface TenantModels {
  readonly revision: number;
  readonly standing: Standing;
  readonly versions: readonly StoredModel[];
  /** Newest first. */
  readonly history: readonly ModelHistoryRow[];
}

/**
 * Tenants' models. What a tenant doesn't have is `not_found`; what can't be done now, or was decided on an older revision, is
 * `conflict`. Every change of what answers is told to scoring through the outbox, in its own transaction.
 */
export abstract class ModelStore {
  /** Most versions that a tenant may keep. */
  abstract readonly versionsMax: number;
  abstract read(tenantId: string): Promise<TenantModels>;
  /** Of so many days, today (UTC) included. */
  abstract counts(tenantId: string, nowMs: number, days: number): Promise<readonly ModelDayCount[]>;
  /** One more than the highest that a version of the name ever had. */
  abstract nextVersion(tenantId: string, name: string): Promise<number>;
  /** `conflict` when there is such a version already, or there are too many. */
  abstract add(actor: Actor, model: CheckedModel, nowMs: number): Promise<void>;
  /** Lets go of counts that are past their time. */
  abstract prune(tenantId: string): Promise<void>;
  abstract change(actor: Actor, revision: number, change: Change, reason: string, nowMs: number): Promise<void>;
}
