// The statements of `PgModelStore`, and what they give.
import type { ModelAction, ModelRole, ModelStatus } from '#contracts';
import type { StoredModel } from './model-store.js';

export interface ServingRow {
  readonly revision: number;
  readonly champion_name: string | null;
  readonly champion_version: number | null;
  readonly tier2_name: string | null;
  readonly tier2_version: number | null;
  readonly grey_from: number;
  readonly grey_to: number;
  readonly previous_champion_name: string | null;
  readonly previous_champion_version: number | null;
  readonly previous_tier2_name: string | null;
  readonly previous_tier2_version: number | null;
}

export interface HistoryRow {
  readonly atMs: number;
  readonly action: ModelAction;
  readonly role: ModelRole;
  readonly name: string | null;
  readonly version: number | null;
  readonly from_name: string | null;
  readonly from_version: number | null;
  readonly actor: string;
  readonly reason: string;
  readonly revision: number;
}

export type VersionRow = StoredModel;
export interface StatusRow {
  readonly status: ModelStatus;
  readonly facts: StoredModel['facts'];
}

const SERVING_COLUMNS = `revision, champion_name, champion_version, tier2_name, tier2_version, grey_from, grey_to,
  previous_champion_name, previous_champion_version, previous_tier2_name, previous_tier2_version`;

/** Until the transaction ends. */
export const LOCK = { name: 'models-lock', text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))' };
export const SERVING = {
  name: 'models-serving',
  text: `select ${SERVING_COLUMNS} from models.serving where tenant_id = $1`,
};
export const VERSIONS = {
  name: 'models-versions',
  text: `select name, version, role, status, status_since_ms as "statusSinceMs", sha256, sent_sha256 as "sentSha256",
      sent_bytes as "sentBytes", facts, note, created_at_ms as "createdAtMs", created_by as "createdBy"
    from models.versions where tenant_id = $1 order by name, version desc`,
};
export const HISTORY = {
  name: 'models-history',
  text: `select at_ms as "atMs", action, role, name, version, from_name, from_version, actor, reason, revision
    from models.history where tenant_id = $1 order by id desc limit $2`,
};
export const COUNT = {
  name: 'models-count',
  text: 'select count(*)::int as count from models.versions where tenant_id = $1',
};
export const STATUS = {
  name: 'models-status',
  text: 'select status, facts from models.versions where tenant_id = $1 and name = $2 and version = $3',
};
export const ADD = {
  name: 'models-add',
  text: `insert into models.versions (tenant_id, name, version, role, status, status_since_ms, file, sha256, sent_sha256,
      sent_bytes, facts, note, created_at_ms, created_by)
    values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $5, $12) on conflict do nothing returning version`,
};
export const SET_STATUS = {
  name: 'models-set-status',
  text: `update models.versions set status = $4, status_since_ms = $5
    where tenant_id = $1 and name = $2 and version = $3`,
};
export const CHANGED = {
  name: 'models-changed',
  text: `insert into models.serving (tenant_id, ${SERVING_COLUMNS}, changed_at_ms, changed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict (tenant_id) do update set revision = excluded.revision, champion_name = excluded.champion_name,
      champion_version = excluded.champion_version, tier2_name = excluded.tier2_name,
      tier2_version = excluded.tier2_version, grey_from = excluded.grey_from, grey_to = excluded.grey_to,
      previous_champion_name = excluded.previous_champion_name,
      previous_champion_version = excluded.previous_champion_version,
      previous_tier2_name = excluded.previous_tier2_name, previous_tier2_version = excluded.previous_tier2_version,
      changed_at_ms = excluded.changed_at_ms, changed_by = excluded.changed_by`,
};
export const NOTE = {
  name: 'models-note',
  text: `insert into models.history
      (tenant_id, revision, action, role, name, version, from_name, from_version, actor, reason, at_ms)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};
/** Its file goes with it. */
export const DELETE = {
  name: 'models-delete',
  text: `delete from models.versions
    where tenant_id = $1 and name = $2 and version = $3 and status in ('draft', 'retired')`,
};
/** The highest number that a version of the name ever had. */
export const LAST = {
  name: 'models-last',
  text: `select coalesce(max(version), 0)::int as last from models.history
    where tenant_id = $1 and name = $2 and action = 'uploaded'`,
};
export const WAS_THERE = {
  name: 'models-was-there',
  text: `select from models.history where tenant_id = $1 and name = $2 and version = $3 and action = 'uploaded' limit 1`,
};
export const COUNTS = {
  name: 'models-counts',
  text: `select model, role, livemode, $2::date - day as "daysAgo", sum(decisions)::int as decisions
    from models.decision_counts where tenant_id = $1 and day > $2::date - $3::int and day <= $2::date
    group by 1, 2, 3, 4 order by 1, 2, 3`,
};
export const PRUNE_COUNTS = {
  name: 'models-prune-counts',
  text: 'delete from models.decision_counts where tenant_id = $1 and day < current_date - $2::int',
};
export const SERVED = {
  name: 'models-served',
  text: 'select name, version, sha256 from models.versions where tenant_id = $1 and name = $2 and version = $3',
};
