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
  /** `conflict` when there is such a version already, or there are too many. */
  abstract add(actor: Actor, model: CheckedModel, nowMs: number): Promise<void>;
  abstract change(actor: Actor, revision: number, change: Change, reason: string, nowMs: number): Promise<void>;
}
