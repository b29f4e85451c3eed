import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, lazy, type ReactNode } from 'react';
import type { ConsoleStats } from '../api/contract.js';
import { statsQuery } from '../api/queries.js';
import { formatCount, formatShare } from '../format/figures.js';
import { formatMoneyShort } from '../format/money.js';
import { OUTCOME_WORDS } from '../format/words.js';
import { OUTCOME_TONE } from '../parts/outcome.js';
import { Failure, Loading } from '../parts/panel.js';
import { Spark } from '../parts/spark.js';
import { useViewer } from '../shell/viewer.js';
import { OUTCOMES, WINDOWS } from '../url-state.js';

const OutcomeChart = lazy(() => import('./outcome-chart.js'));
const route = getRouteApi('/live');
const WINDOW_WORDS: Record<ConsoleStats['window'], string> = {
  '5m': '5 min',
  '15m': '15 min',
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
};

/** How the flow is going: rate, shares, money stopped, times, each against the same hours of last week. */
export function LiveStats() {
  const { mode } = useViewer();
  const { window = '15m' } = route.useSearch();
  const stats = useQuery(statsQuery(mode, window));
  return (
    <section className="stats" aria-label="How it is going">
      {stats.data !== undefined ? (
        <>
          <Tiles stats={stats.data} />
          {stats.data.decisions === 0 ? null : (
            <Suspense fallback={<div className="chart" />}>
              <OutcomeChart stats={stats.data} />
            </Suspense>
          )}
        </>
      ) : stats.isError ? (
        <div className="panel">
          <Failure error={stats.error} what="The figures could not be loaded." retry={() => void stats.refetch()} />
        </div>
      ) : (
        <div className="panel stats-loading">
          <Loading rows={4} height={20} />
        </div>
      )}
    </section>
  );
}

/** Over how long the figures are taken. */
export function StatsWindow() {
  const { window = '15m' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <SegmentedControl
      aria-label="Window of the figures"
      value={window}
      data={WINDOWS.map((value) => ({ value, label: WINDOW_WORDS[value] }))}
      onChange={(value) => void navigate({ search: (before) => ({ ...before, window: value }), replace: true })}
    />
  );
}

function Tiles({ stats }: { readonly stats: ConsoleStats }) {
  const { decisions, series, latency_ms: latency, week_ago: before } = stats;
  const none = decisions === 0;
  const low = stats.answered_by.degraded + stats.answered_by.stand_in;
  return (
    <div className="tiles">
      <Tile
        says="Decisions per second"
        value={
          none ? '0' : stats.per_second < 10 ? stats.per_second.toFixed(1) : formatCount(Math.round(stats.per_second))
        }
        below={`${formatCount(decisions)} in ${WINDOW_WORDS[stats.window]}`}
        spark={<Spark values={series.map((point) => point.decisions)} />}
      />
      {OUTCOMES.map((outcome) => (
        <Tile
          key={outcome}
          says={OUTCOME_WORDS[outcome]}
          tone={OUTCOME_TONE[outcome]}
          value={none ? '–' : formatShare(stats.outcomes[outcome] / decisions)}
          below={shareChange(stats, before, outcome)}
          spark={
            <Spark
              tone={OUTCOME_TONE[outcome]}
              values={series.map((point) => (point.decisions === 0 ? null : point[outcome] / point.decisions))}
            />
          }
        />
      ))}
      <Stopped stats={stats} />
      <Tile
        says="99% answered within"
        value={latency === null ? '–' : `${Math.round(latency.p99)} ms`}
        below={latency === null ? 'No decisions' : `median ${Math.round(latency.p50)} ms`}
        spark={<Spark values={series.map((point) => point.latency_p99_ms)} />}
      />
      <Tile
        says="Answered in full"
        value={none ? '–' : formatShare(stats.answered_by.full / decisions)}
        below={low === 0 ? 'None on partial signals' : `${formatCount(low)} on partial signals`}
      />
    </div>
  );
}

interface TileProps {
  readonly says: string;
  readonly value: string;
  readonly below: string;
  readonly tone?: string;
  readonly spark?: ReactNode;
}

function Tile({ says, value, below, tone, spark }: TileProps) {
  return (
    <div className="tile">
      <div className="tile-says">
        {tone === undefined ? null : <span className={`dot fill-${tone}`} aria-hidden />}
        {says}
      </div>
      <div className="tile-line">
        <span className="tile-value num">{value}</span>
        {spark}
      </div>
      <div className="tile-below num">{below}</div>
    </div>
  );
}

/** Amounts in several currencies have no sum; at rough rates they have a size. */
function Stopped({ stats }: { readonly stats: ConsoleStats }) {
  const { declined_amounts: amounts, declined_about: about } = stats;
  const all = amounts.map(({ amount, currency }) => formatMoneyShort(amount, currency)).join(', ');
  const rough = amounts.some(({ currency }) => currency !== about.currency);
  const below = rough
    ? `roughly, of ${amounts.length} ${amounts.length === 1 ? 'currency' : 'currencies'}`
    : `in ${WINDOW_WORDS[stats.window]}`;
  return (
    <div title={rough ? `${all}. Together at rough exchange rates.` : all}>
      <Tile
        says="Declined amount"
        value={amounts.length === 0 ? '–' : formatMoneyShort(about.amount, about.currency)}
        below={below}
      />
    </div>
  );
}

function shareChange(
  stats: ConsoleStats,
  before: ConsoleStats['week_ago'],
  outcome: keyof ConsoleStats['outcomes'],
): string {
  const count = formatCount(stats.outcomes[outcome]);
  if (before === null || before.decisions === 0 || stats.decisions === 0) return count;
  const points = 100 * (stats.outcomes[outcome] / stats.decisions - before.outcomes[outcome] / before.decisions);
  if (Math.abs(points) < 0.05) return 'as last week';
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} on last week`;
}
