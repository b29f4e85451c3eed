import { type ConsoleStats, type Exchange, referenceAmount, type StatsQuery } from '#contracts';
import { CaracalError, Clock } from '#kernel';
import { Database } from '#persistence';
import { TenantDirectory } from '#tenancy';
import { CaseStore } from '../cases/case-store.js';
import { BUCKET_MS, type Totals, totalsOf } from '../decisions/decision-counts.js';
import { isLive } from './decision-pages.js';
import { instant } from './views.js';

const MINUTE = 60_000;
const WINDOW_MS = { '5m': 5 * MINUTE, '15m': 15 * MINUTE, '1h': 60 * MINUTE, '6h': 360 * MINUTE, '24h': 1440 * MINUTE };
/** Each a multiple of the bucket, and at most 120 points a window. */
const STEP_MS = { '5m': 10_000, '15m': 10_000, '1h': 30_000, '6h': 5 * MINUTE, '24h': 15 * MINUTE };
const WEEK_MS = 7 * 1440 * MINUTE;
const KEPT_MS = WEEK_MS + 1441 * MINUTE;

/** The figures over the live page, from ten-second counts: their cost depends on the window, not on traffic. */
export class Stats {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseStore,
    private readonly tenants: TenantDirectory,
    private readonly clock: Clock,
  ) {}

  async read(tenantId: string, userId: string, { mode, window }: StatsQuery): Promise<ConsoleStats> {
    const now = this.clock.now();
    const to = Math.floor(now / BUCKET_MS) * BUCKET_MS + BUCKET_MS;
    const from = to - WINDOW_MS[window];
    const step = STEP_MS[window];
    const scope = { tenantId, livemode: isLive(mode) };
    const [current, before, counts] = await Promise.all([
      this.rows(scope, from, to, step),
      this.rows(scope, from - WEEK_MS, to - WEEK_MS, WINDOW_MS[window]),
      this.cases.counts({ tenantId, userId, isAdmin: false }, scope.livemode, now),
    ]);
    const tenant = await this.tenants.byId(tenantId);
    if (!tenant) throw new CaracalError('not_found', 'There is no such tenant');
    const points = seriesOf(current, from, to, step);
    return {
      window,
      from: instant(from),
      to: instant(to),
      per_second: await this.perSecond(scope, to - BUCKET_MS),
      ...figuresOf(current, tenant.exchange),
      week_ago: before.length === 0 ? null : figuresOf(before, tenant.exchange),
      cases: { open: counts.open, mine: counts.mine, overdue: counts.overdue },
      series: points,
      step_s: step / 1000,
    };
  }

  /** Lets go of the tenant's counts that no window reaches any more. */
  async prune(tenantId: string): Promise<void> {
    await this.database.query([tenantId], PRUNE, [tenantId, this.clock.now() - KEPT_MS]);
  }

  private async rows({ tenantId, livemode }: Scope, fromMs: number, toMs: number, stepMs: number): Promise<CountRow[]> {
    return await this.database.query<CountRow>([tenantId], SUMS, [tenantId, livemode, fromMs, toMs, stepMs]);
  }

  private async perSecond(scope: Scope, toMs: number): Promise<number> {
    const rows = await this.rows(scope, toMs - MINUTE, toMs, MINUTE);
    return totalsOf(summed(rows)).decisions / (MINUTE / 1000);
  }
}

interface Scope {
  readonly tenantId: string;
  readonly livemode: boolean;
}

interface CountRow {
  readonly at: number;
  readonly currency: string;
  readonly counts: number[];
  readonly declined: number;
}

const SUMS = {
  name: 'stats-sums',
  text: `with place as (
      select $3::bigint + (bucket_ms - $3) / $5::bigint * $5 as at, currency, n, sum(count) as total
      from cases.decision_counts, unnest(counts) with ordinality as c (count, n)
      where tenant_id = $1 and livemode = $2 and bucket_ms >= $3 and bucket_ms < $4 group by 1, 2, 3),
    money as (
      select $3::bigint + (bucket_ms - $3) / $5::bigint * $5 as at, currency, sum(declined_minor)::bigint as declined
      from cases.decision_counts
      where tenant_id = $1 and livemode = $2 and bucket_ms >= $3 and bucket_ms < $4 group by 1, 2)
    select at, currency, array_agg(total::integer order by n) as counts, declined
    from place join money using (at, currency) group by at, currency, declined`,
};
const PRUNE = {
  name: 'stats-prune',
  text: 'delete from cases.decision_counts where tenant_id = $1 and bucket_ms < $2',
};

function summed(rows: readonly CountRow[]): number[] {
  const sum: number[] = [];
  for (const { counts } of rows) for (const [i, count] of counts.entries()) sum[i] = (sum[i] ?? 0) + count;
  return sum;
}

function figuresOf(rows: readonly CountRow[], exchange: Exchange): NonNullable<ConsoleStats['week_ago']> {
  const totals = totalsOf(summed(rows));
  const declined = new Map<string, number>();
  for (const row of rows) declined.set(row.currency, (declined.get(row.currency) ?? 0) + row.declined);
  const { referenceCurrency } = exchange;
  let about = 0;
  for (const [currency, amount] of declined) about += referenceAmount(exchange, amount, currency);
  return {
    decisions: totals.decisions,
    outcomes: totals.outcomes,
    answered_by: totals.rungs,
    revised: totals.revised,
    latency_ms: latencyOf(totals),
    declined_amounts: [...declined]
      .filter(([, amount]) => amount > 0)
      .map(([currency, amount]) => ({ currency, amount })),
    declined_about: { currency: referenceCurrency, amount: about },
  };
}

function latencyOf(totals: Totals): { p50: number; p95: number; p99: number } | null {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((quantile) => totals.latencyMs(quantile));
  return p50 === undefined || p95 === undefined || p99 === undefined ? null : { p50, p95, p99 };
}

function seriesOf(rows: readonly CountRow[], from: number, to: number, step: number): ConsoleStats['series'] {
  const byTime = Map.groupBy(rows, ({ at }) => at);
  const series: ConsoleStats['series'] = [];
  for (let at = from; at < to; at += step) {
    const totals = totalsOf(summed(byTime.get(at) ?? []));
    series.push({
      at: instant(at),
      decisions: totals.decisions,
      ...totals.outcomes,
      latency_p99_ms: totals.latencyMs(0.99) ?? null,
    });
  }
  return series;
}
