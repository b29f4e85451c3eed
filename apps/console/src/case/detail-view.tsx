import { Skeleton } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DecisionDetail } from '../api/contract.js';
import { Loading } from '../parts/panel.js';
import type { DetailTab } from '../url-state.js';
import { ChallengePanel } from './challenge-panel.js';
import { Facts } from './facts.js';
import { FeaturesTable } from './features-table.js';
import { HistoryPanel } from './history-panel.js';
import { Overview } from './overview.js';
import { Raw } from './raw.js';
import type { Review } from './review.js';
import { VerdictCard } from './verdict-card.js';

interface DetailViewProps {
  readonly detail: DecisionDetail;
  readonly review?: Review;
}

/** A decision on one page: what to do on the left, why and when in the middle, who and where on the right. */
export function DetailView({ detail, review }: DetailViewProps) {
  const { tab = 'overview' } = useSearch({ strict: false });
  const tabs: readonly { tab: DetailTab; says: string; count?: number }[] = [
    { tab: 'overview', says: 'Overview' },
    { tab: 'features', says: 'All features', count: detail.features.length },
    ...(detail.challenge === undefined ? [] : [{ tab: 'challenge' as const, says: 'Step-up' }]),
    ...(review === undefined ? [] : [{ tab: 'notes' as const, says: 'Notes and history', count: review.notes.length }]),
    { tab: 'raw', says: 'Raw data' },
  ];
  const shown = tabs.some((each) => each.tab === tab) ? tab : 'overview';
  return (
    <div className="detail">
      <div className="detail-left">
        <VerdictCard detail={detail} {...(review === undefined ? {} : { review })} />
      </div>
      <div className="detail-middle">
        <div className="tabs detail-tabs" role="group" aria-label="Parts of the page">
          {tabs.map(({ tab: each, says, count }) => (
            <TabLink key={each} tab={each} current={each === shown}>
              {says} {count === undefined || count === 0 ? null : <span className="num muted">{count}</span>}
            </TabLink>
          ))}
        </div>
        {shown === 'overview' ? <Overview detail={detail} underWay={review !== undefined} /> : null}
        {shown === 'features' ? (
          <FeaturesTable features={detail.features} currency={detail.transaction.currency} />
        ) : null}
        {shown === 'challenge' && detail.challenge !== undefined ? (
          <ChallengePanel challenge={detail.challenge} />
        ) : null}
        {shown === 'notes' && review !== undefined ? <HistoryPanel review={review} /> : null}
        {shown === 'raw' ? <Raw detail={detail} /> : null}
      </div>
      <div className="detail-right">
        <Facts detail={detail} />
      </div>
    </div>
  );
}

interface TabLinkProps {
  readonly tab: DetailTab;
  readonly current: boolean;
  readonly children: ReactNode;
}

function TabLink({ tab, current, children }: TabLinkProps) {
  return (
    <Link to="." search={(before) => ({ ...before, tab })} className="tab" aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}

export function DetailSkeleton() {
  return (
    <div className="detail" aria-busy>
      <div className="detail-left panel">
        <Skeleton height={28} width="70%" mb={16} />
        <Loading rows={6} />
      </div>
      <div className="detail-middle">
        {[5, 3, 6].map((rows) => (
          <div key={rows} className="panel">
            <Loading rows={rows} />
          </div>
        ))}
      </div>
      <div className="detail-right panel">
        <Loading rows={9} />
      </div>
    </div>
  );
}
