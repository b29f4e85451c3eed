import { IconClockCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { LateList, LateTransaction } from '../api/contract.js';
import { lateQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { LATE_REASON_WORDS } from '../format/words.js';
import { useCommands } from '../keyboard/use-commands.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { LATE_COLUMNS } from './late-columns.js';

const LATE_REASONS = ['beyond_lateness', 'beyond_reach'] as const;

/** Payments that no pattern of some of their entities saw, because they came too late. */
export function LatePage() {
  usePageTitle('Late payments');
  const { mode } = useViewer();
  const navigate = useNavigate();
  const query = useInfiniteQuery(lateQuery(mode));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const counts = query.data?.pages[0]?.counts;
  const [selectedId, setSelectedId] = useState<string>();
  const selected = rows.findIndex((row) => row.transaction_id === selectedId);
  const select = (index: number): void => setSelectedId(rows[index]?.transaction_id);
  const open = ({ transaction_id: transactionId }: LateTransaction): void => {
    void navigate({ to: '/transactions/$transactionId', params: { transactionId } });
  };
  useCommands({
    next: () => select(Math.min(selected + 1, rows.length - 1)),
    previous: () => select(Math.max(selected - 1, 0)),
    open: () => {
      if (rows[selected] !== undefined) open(rows[selected]);
    },
    back: () => void navigate({ to: '/patterns' }),
  });
  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Late payments</h1>
        <span className="muted">
          Decided all the same, but too late for <Link to="/patterns">patterns</Link> to put them in their place.
        </span>
        <span className="spring" />
        {counts === undefined ? null : <Counts counts={counts} />}
      </div>
      <div className="list-area">
        {query.isPending ? (
          <Loading rows={10} height={18} />
        ) : query.isError && rows.length === 0 ? (
          <Failure
            error={query.error}
            what="The late payments could not be loaded."
            retry={() => void query.refetch()}
          />
        ) : rows.length === 0 ? (
          <Empty icon={<IconClockCheck size={28} />} title={`No ${mode} payment came too late in the last 30 days`}>
            A payment that comes out of order is put in its place as long as it comes within the time that is allowed;
            it is listed here only when it is later than that. Patterns saw all the others.
          </Empty>
        ) : (
          <RowList
            label="Late payments"
            rows={rows}
            columns={LATE_COLUMNS}
            rowKey={(row) => row.transaction_id}
            selected={selected}
            onSelect={select}
            onOpen={open}
            loadingMore={query.isFetchingNextPage}
            onEnd={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
          />
        )}
      </div>
    </div>
  );
}

function Counts({ counts }: { readonly counts: LateList['counts'] }) {
  return (
    <dl className="late-counts">
      <Count says="Last 24 h" count={counts.last_24h} />
      <Count says="Last 7 d" count={counts.last_7d} />
    </dl>
  );
}

/** How many there were and, of each reason that there was, how many; one payment can be late for both. */
function Count({ says, count }: { readonly says: string; readonly count: LateList['counts']['last_24h'] }) {
  const reasons = LATE_REASONS.filter((reason) => count[reason] > 0);
  return (
    <div>
      <dt>{says}</dt>
      <dd className="num">
        <strong>{formatCount(count.transactions)}</strong>
        {reasons.length === 0 ? null : (
          <span className="muted">
            {' ('}
            {reasons
              .map((reason) => `${LATE_REASON_WORDS[reason].short.toLowerCase()}: ${formatCount(count[reason])}`)
              .join(', ')}
            )
          </span>
        )}
      </dd>
    </div>
  );
}
