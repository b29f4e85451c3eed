import { type PatternChangeV1, type ServedPatternV1 } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#persistence';

const TENANTS_PER_STATEMENT = 200;
/** Clocks of the processes that write and read may differ by this much. */
const CLOCKS_DIFFER_MS_MAX = 10 * 60_000;

/** What tenants changed about their patterns, from the database: everything at first, then what changed since. */
export class PgPatternSource {
  private readAtMs = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** As it stands now; of patterns that changed since the last call, and some that did not. */
  async read(): Promise<PatternChangeV1[]> {
    const startedAtMs = this.clock.now();
    const tenants = await this.database.query<{ id: string }>([], TENANTS);
    const changes: PatternChangeV1[] = [];
    for (let from = 0; from < tenants.length; from += TENANTS_PER_STATEMENT) {
      const ids = tenants.slice(from, from + TENANTS_PER_STATEMENT).map(({ id }) => id);
      const rows = await this.database.query<Row>(ids, CHANGED_SINCE, [ids, this.readAtMs - CLOCKS_DIFFER_MS_MAX]);
      for (const row of rows) changes.push({ ...row, actor: '', action: '', reason: '' });
    }
    this.readAtMs = startedAtMs;
    return changes;
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
