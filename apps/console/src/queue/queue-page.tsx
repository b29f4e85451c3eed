import { Button, Select } from '@mantine/core';
import { IconInbox, IconPlayerTrackNext } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { CaseList, CaseListQuery, CaseSummary } from '../api/contract.js';
import { casesQuery } from '../api/queries.js';
import { useTakeNext } from '../case/case-actions.js';
import { formatCount } from '../format/figures.js';
import { useCommands } from '../keyboard/use-commands.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { caseListOf, type QueueSearch } from '../url-state.js';
import { DECIDED_COLUMNS, OPEN_COLUMNS } from './case-columns.js';
import { rememberQueue } from './queue-memory.js';

const route = getRouteApi('/queue');

const VIEWS: readonly { view: QueueSearch['view']; says: string; count: keyof CaseList['counts'] }[] = [
  { view: undefined, says: 'Open', count: 'open' },
  { view: 'mine', says: 'Mine', count: 'mine' },
  { view: 'unassigned', says: 'Unassigned', count: 'unassigned' },
  { view: 'decided', says: 'Decided', count: 'decided' },
];
const SORT_WORDS: Record<CaseListQuery['sort'], string> = {
  expected_loss: 'Expected loss',
  due: 'Due first',
  newest: 'Newest first',
  oldest: 'Oldest first',
  score: 'Highest score',
};

/** Cases that wait for a person, the most expensive first. */
export function QueuePage() {
  usePageTitle('Review queue');
  const { mode, mayAct } = useViewer();
  const { view, sort } = route.useSearch();
  const navigate = useNavigate();
  const sorting = sort ?? (view === 'decided' ? 'newest' : 'expected_loss');
  const query = useInfiniteQuery({
    ...casesQuery({ mode, sort: sorting, ...caseListOf(view) }),
    refetchInterval: 15_000,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const counts = query.data?.pages[0]?.counts;
  const [selectedId, setSelectedId] = useState<string>();
  const selected = rows.findIndex((row) => row.id === selectedId);
  const takeNext = useTakeNext();

  useEffect(() => {
    rememberQueue({
      caseIds: rows.map((row) => row.id),
      search: { ...(view === undefined ? {} : { view }), ...(sort === undefined ? {} : { sort }) },
    });
  }, [rows, view, sort]);

  const open = (row: CaseSummary): void => {
    void navigate({ to: '/cases/$caseId', params: { caseId: row.id } });
  };
  const select = (index: number): void => setSelectedId(rows[index]?.id);
  const take = (): void => {
    if (mayAct && !takeNext.isPending) takeNext.mutate();
  };
  useCommands({
    next: () => select(Math.min(selected + 1, rows.length - 1)),
    previous: () => select(Math.max(selected - 1, 0)),
    open: () => {
      if (rows[selected] !== undefined) open(rows[selected]);
    },
    take,
    back: () => setSelectedId(undefined),
  });

  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Review queue</h1>
        <div className="tabs" role="group" aria-label="Which cases">
          {VIEWS.map(({ view: each, says, count }) => (
            <Link
              key={says}
              to="/queue"
              search={(before) => ({ ...(before.mode ? { mode: before.mode } : {}), ...(each ? { view: each } : {}) })}
              className="tab"
              aria-current={view === each ? 'page' : undefined}
              activeOptions={{ exact: true }}
            >
              {says} {counts === undefined ? null : <span className="num muted">{countWords(counts[count])}</span>}
            </Link>
          ))}
        </div>
        {counts !== undefined && counts.overdue > 0 ? (
          <span className="sign sign-bad">{countWords(counts.overdue)} overdue</span>
        ) : null}
        <span className="spring" />
        <Select
          aria-label="Sorted by"
          className="sorting"
          value={sorting}
          allowDeselect={false}
          data={Object.entries(SORT_WORDS).map(([value, label]) => ({ value, label }))}
          onChange={(value) =>
            void navigate({
              to: '/queue',
              search: (before) => ({ ...before, sort: value as CaseListQuery['sort'] }),
              replace: true,
            })
          }
        />
        {mayAct ? (
          <Button
            leftSection={<IconPlayerTrackNext size={14} />}
            rightSection={<kbd>t</kbd>}
            loading={takeNext.isPending}
            onClick={take}
          >
            Take next
          </Button>
        ) : null}
      </div>
      {takeNext.isError ? <Failure error={takeNext.error} what="No case could be taken." /> : null}
      {takeNext.data?.case === null ? (
        <p className="notice" role="status">
          No open case is free: each is decided or in somebody’s hands.
        </p>
      ) : null}
      <div className="list-area">
        {query.isPending ? (
          <Loading rows={14} height={18} />
        ) : query.isError && rows.length === 0 ? (
          <Failure error={query.error} what="The queue could not be loaded." retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <NoCases view={view} />
        ) : (
          <RowList
            label="Cases"
            rows={rows}
            columns={view === 'decided' ? DECIDED_COLUMNS : OPEN_COLUMNS}
            rowKey={(row) => row.id}
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

/** Counts stop at 10,000. */
function countWords(count: number): string {
  return count >= 10_000 ? '10,000+' : formatCount(count);
}

function NoCases({ view }: { readonly view: QueueSearch['view'] }) {
  if (view === 'decided') return <Empty title="No case has been decided yet" />;
  if (view === 'mine') {
    return <Empty title="You have no open cases">Take the next one, or pick one from the open cases.</Empty>;
  }
  if (view === 'unassigned') return <Empty title="Every open case is in somebody’s hands" />;
  return (
    <Empty icon={<IconInbox size={28} />} title="The queue is empty">
      A case opens when the policy asks for a review, when a payer fails the one-time code, or when what became known
      after the answer made it worse.
    </Empty>
  );
}
