import { type PatternChangeV1, type ServedPatternV1 } from '#contracts';
import type { Clock } from '#kernel';
import { ChangesSince, type Database } from '#persistence';

/** What tenants changed about their patterns, from the database: everything at first, then what changed since. */
export class PgPatternSource {
  private readonly changes: ChangesSince<Row>;

  constructor(database: Database, clock: Clock) {
    this.changes = new ChangesSince(database, clock, TENANTS, CHANGED_SINCE);
  }

  /** As it stands now; of patterns that changed since the last call, and some that did not. */
  async read(): Promise<PatternChangeV1[]> {
    return (await this.changes.read()).map((row) => ({ ...row, actor: '', action: '', reason: '' }));
  }
}

interface Row {
  readonly tenantId: string;
  readonly patternId: string;
  readonly revision: number;
  readonly change: number;
  readonly changedAtMs: number;
  readonly live: ServedPatternV1 | null;
  readonly shadow: ServedPatternV1 | null;
}

const TENANTS = { name: 'cep-pattern-tenants', text: 'select patterns.tenants() as id' };
const served = (place: 'live' | 'shadow'): string => `(
  select json_build_object('version', v.version, 'source', v.source, 'sinceChange', p.${place}_since_change)
  from patterns.versions v
  where v.tenant_id = p.tenant_id and v.pattern_id = p.pattern_id and v.version = p.${place}_version) as ${place}`;
const CHANGED_SINCE = {
  name: 'cep-patterns',
  text: `select p.tenant_id as "tenantId", p.pattern_id as "patternId", p.revision, p.change,
      p.changed_at_ms as "changedAtMs", ${served('live')}, ${served('shadow')}
    from patterns.patterns p where p.tenant_id = any($1) and p.changed_at_ms >= $2`,
};
