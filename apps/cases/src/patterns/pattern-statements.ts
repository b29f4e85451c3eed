// The statements of `PgPatternStore`, and what they give.
import type { PatternStatus } from '#contracts';
import type { PatternDefinition } from '#patterns';

export interface PatternRow {
  readonly pattern_id: string;
  readonly revision: number;
  readonly latest_version: number;
  readonly live_version: number | null;
  readonly live_since_change: number;
  readonly live_since_ms: number | null;
  readonly shadow_version: number | null;
  readonly shadow_since_change: number;
  readonly shadow_since_ms: number | null;
  readonly previous_live: number | null;
  readonly changed_at_ms: number;
  readonly changed_by: string;
}

export interface VersionRow {
  readonly version: number;
  readonly origin: 'pack' | 'tenant';
  readonly format: 'yaml' | 'json';
  readonly source: string;
  readonly definition: PatternDefinition;
  readonly note: string;
  readonly created_at_ms: number | null;
  readonly created_by: string | null;
  readonly status: PatternStatus;
  readonly status_since_ms: number | null;
}

const PATTERN = `p.pattern_id, p.revision, p.latest_version, p.live_version, p.live_since_change, p.live_since_ms,
  p.shadow_version, p.shadow_since_change, p.shadow_since_ms, p.previous_live, p.changed_at_ms, p.changed_by`;
const VERSION = 'version, origin, format, source, definition, note, created_at_ms, created_by, status, status_since_ms';

/** Until the transaction ends. */
export const LOCK = { name: 'patterns-lock', text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))' };
export const LIST = {
  name: 'patterns-list',
  text: `select ${PATTERN}, v.origin, v.definition, newest.status as latest_status
    from patterns.patterns p
    join patterns.versions v on v.tenant_id = p.tenant_id and v.pattern_id = p.pattern_id
      and v.version = coalesce(p.live_version, p.shadow_version, p.latest_version)
    join patterns.versions newest on newest.tenant_id = p.tenant_id and newest.pattern_id = p.pattern_id
      and newest.version = p.latest_version
    where p.tenant_id = $1`,
};
export const FIND = {
  name: 'patterns-find',
  text: `select ${PATTERN} from patterns.patterns p where p.tenant_id = $1 and p.pattern_id = $2`,
};
export const VERSIONS = {
  name: 'patterns-versions',
  text: `select ${VERSION} from patterns.versions where tenant_id = $1 and pattern_id = $2 order by version desc`,
};
export const NEWEST = {
  name: 'patterns-newest',
  text: `select ${VERSION} from patterns.versions where tenant_id = $1 and pattern_id = $2 order by version desc limit 1`,
};
export const STATUSES = {
  name: 'patterns-statuses',
  text: 'select version, status from patterns.versions where tenant_id = $1 and pattern_id = $2',
};
export const HISTORY = {
  name: 'patterns-history',
  text: `select at_ms as "atMs", action, version, from_version as "fromVersion", actor, reason, revision
    from patterns.history where tenant_id = $1 and pattern_id = $2 order by id desc limit $3`,
};
export const LIVE = {
  name: 'patterns-live',
  text: 'select pattern_id, live_version is not null as is_live from patterns.patterns where tenant_id = $1',
};
export const INSERT_VERSION = {
  name: 'patterns-insert-version',
  text: `insert into patterns.versions
      (tenant_id, pattern_id, version, origin, format, source, definition, note, created_at_ms, created_by, status, status_since_ms)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9)`,
};
export const TAKE_OVER = {
  name: 'patterns-take-over',
  text: `insert into patterns.patterns as p
      (tenant_id, pattern_id, revision, latest_version, live_version, changed_at_ms, changed_by)
    values ($1, $2, 0, $3, $3, $4, '') returning ${PATTERN}`,
};
export const SAVED = {
  name: 'patterns-saved',
  text: `insert into patterns.patterns as p (tenant_id, pattern_id, revision, latest_version, changed_at_ms, changed_by)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (tenant_id, pattern_id) do update set revision = excluded.revision,
      latest_version = excluded.latest_version, changed_at_ms = excluded.changed_at_ms, changed_by = excluded.changed_by`,
};
export const SET_STATUS = {
  name: 'patterns-set-status',
  text: `update patterns.versions set status = $4, status_since_ms = $5
    where tenant_id = $1 and pattern_id = $2 and version = $3`,
};
export const CHANGED = {
  name: 'patterns-changed',
  text: `update patterns.patterns set revision = $3, live_version = $4, live_since_change = $5, live_since_ms = $6,
      shadow_version = $7, shadow_since_change = $8, shadow_since_ms = $9, previous_live = $10, change = $11,
      changed_at_ms = $12, changed_by = $13
    where tenant_id = $1 and pattern_id = $2`,
};
export const NOTE = {
  name: 'patterns-note',
  text: `insert into patterns.history (tenant_id, pattern_id, revision, action, version, from_version, actor, reason, at_ms)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
};
const served = (place: 'live' | 'shadow'): string => `(
  select json_build_object('version', v.version, 'source', v.source, 'sinceChange', p.${place}_since_change)
  from patterns.versions v
  where v.tenant_id = p.tenant_id and v.pattern_id = p.pattern_id and v.version = p.${place}_version) as ${place}`;
export const SERVED = {
  name: 'patterns-served',
  text: `select ${served('live')}, ${served('shadow')} from patterns.patterns p where p.tenant_id = $1 and p.pattern_id = $2`,
};
