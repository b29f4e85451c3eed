import { IconShieldLock } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { DecisionSummary } from '../api/contract.js';
import { decisionsQuery } from '../api/queries.js';
import { useCommands } from '../keyboard/use-commands.js';
import { DECISION_COLUMNS } from '../live/decision-columns.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList, type Column } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';

const RESULT: Column<DecisionSummary> = {
  id: 'result',
  header: 'Step-up',
  min: 142,
  cell: (row) => <Result decision={row} />,
};
const COLUMNS = [
  ...DECISION_COLUMNS.filter(({ id }) => id === 'when'),
  RESULT,
  ...DECISION_COLUMNS.filter(({ id }) => id !== 'when' && id !== 'outcome' && id !== 'rung'),
];

/** Payments whose payer was asked for a one-time code, and how that went. */
export function ChallengesPage() {
  usePageTitle('Challenges');
  const { mode } = useViewer();
  const navigate = useNavigate();
  const query = useInfiniteQuery({
    ...decisionsQuery({ mode, outcome: 'challenge' }),
    staleTime: 5_000,
    refetchInterval: 10_000,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const [selectedId, setSelectedId] = useState<string>();
  const selected = rows.findIndex((row) => row.transaction_id === selectedId);
  const select = (index: number): void => setSelectedId(rows[index]?.transaction_id);
  const open = (row: DecisionSummary): void => {
    void (row.case_id === undefined
      ? navigate({
          to: '/transactions/$transactionId',
          params: { transactionId: row.transaction_id },
          search: { tab: 'challenge' },
        })
      : navigate({ to: '/cases/$caseId', params: { caseId: row.case_id }, search: { tab: 'challenge' } }));
  };
  useCommands({
    next: () => select(Math.min(selected + 1, rows.length - 1)),
    previous: () => select(Math.max(selected - 1, 0)),
    open: () => {
      if (rows[selected] !== undefined) open(rows[selected]);
    },
    back: () => setSelectedId(undefined),
  });

  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Challenges</h1>
        <span className="muted">Payers who were asked for a one-time code</span>
      </div>
      <div className="list-area">
        {query.isPending ? (
          <Loading rows={14} height={18} />
        ) : query.isError && rows.length === 0 ? (
          <Failure error={query.error} what="The challenges could not be loaded." retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon={<IconShieldLock size={28} />} title="No payer has been challenged yet">
            A challenge begins when the policy answers “challenge”; try the card fingerprint{' '}
            <code>card_test_challenge</code>.
          </Empty>
        ) : (
          <RowList
            label="Challenges"
            rows={rows}
            columns={COLUMNS}
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

function Result({ decision }: { readonly decision: DecisionSummary }) {
  if (decision.resolved_outcome === 'approve') return <span className="state-ok">Passed</span>;
  if (decision.resolved_outcome === 'decline') return <span className="state-bad">Not passed</span>;
  if (decision.status === 'pending_challenge') return <span className="state-warn">Waiting</span>;
  return <span className="muted">{decision.status === 'pending_review' ? 'In review' : 'No longer needed'}</span>;
}
