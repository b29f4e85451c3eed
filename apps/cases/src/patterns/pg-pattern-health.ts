/** What the matchers counted of a tenant's patterns: what they gave up, and what they could not answer. */
import type { PatternHealth } from '#contracts';
import { Database } from '#persistence';
import type { StoredPattern } from './pattern-store.js';

const DAYS = 7;
const DAY_MS = 24 * 3_600_000;
const WELL: PatternHealth = { shed_runs: 0, shed_matches: 0, failed_conditions: 0 };

export class PgPatternHealth {
  constructor(private readonly database: Database) {}

  /** Over the day (UTC) of `nowMs` and the six before; of one pattern, or of all. */
  async read(tenantId: string, nowMs: number, patternId?: string): Promise<(pattern: Runs) => PatternHealth> {
    const from = new Date(nowMs - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
    const rows = await this.database.query<Row>([tenantId], COUNTED, [tenantId, from, patternId ?? null]);
    const byPattern = Map.groupBy(rows, ({ pattern }) => pattern);
    return (pattern) => healthOf(pattern, byPattern.get(pattern.id) ?? []);
  }
}

type Runs = Pick<StoredPattern, 'id' | 'liveVersion' | 'shadowVersion'>;

/** Of the versions that run: what was wrong with one that was replaced is nobody's concern now. */
function healthOf({ liveVersion, shadowVersion }: Runs, rows: readonly Row[]): PatternHealth {
  return rows
    .filter(({ version }) => version === liveVersion || version === shadowVersion)
    .reduce(
      (sum, row) => ({
        shed_runs: sum.shed_runs + row.shed_runs,
        shed_matches: sum.shed_matches + row.shed_matches,
        failed_conditions: sum.failed_conditions + row.failed_conditions,
      }),
      WELL,
    );
}

interface Row extends PatternHealth {
  readonly pattern: string;
  readonly version: number;
}

const COUNTED = {
  name: 'patterns-counted',
  text: `select pattern_id as pattern, version, sum(shed_runs)::bigint as shed_runs,
      sum(shed_matches)::bigint as shed_matches, sum(failed_conditions)::bigint as failed_conditions
    from cep.pattern_counts
    where tenant_id = $1 and day >= $2 and ($3::text is null or pattern_id = $3)
    group by pattern_id, version`,
};
