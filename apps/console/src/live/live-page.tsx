import { Button } from '@mantine/core';
import { IconActivity, IconArrowUp, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DecisionSummary } from '../api/contract.js';
import { useCommands } from '../keyboard/use-commands.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { DECISION_COLUMNS } from './decision-columns.js';
import { LiveFilters } from './live-filters.js';
import { LiveStats, StatsWindow } from './live-stats.js';
import { useLiveDecisions } from './use-live-decisions.js';

const route = getRouteApi('/live');

/** Decisions as they come. Reading stops the list: a pointer over it, a selected row, a scrolled position, or `p`. */
export function LivePage() {
  usePageTitle('Live');
  const { mode } = useViewer();
  const search = route.useSearch();
  const navigate = useNavigate();
  const [hovered, setHovered] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const [paused, setPaused] = useState(false);
  const [selectedId, setSelectedId] = useState<string>();
  const { window: _window, mode: _mode, ...filter } = search;
  const hold = hovered || scrolled || paused || selectedId !== undefined;
  const live = useLiveDecisions({ mode, ...filter }, hold);
  const { rows, query } = live;
  const selected = selectedId === undefined ? -1 : rows.findIndex((row) => row.transaction_id === selectedId);

  const open = (row: DecisionSummary): void => {
    void (row.case_id === undefined
      ? navigate({ to: '/transactions/$transactionId', params: { transactionId: row.transaction_id } })
      : navigate({ to: '/cases/$caseId', params: { caseId: row.case_id } }));
  };
  const select = (index: number): void => setSelectedId(rows[index]?.transaction_id);
  const show = (): void => {
    if (live.gap) live.reload();
    else live.show();
    setSelectedId(undefined);
    document.querySelector('.rows')?.scrollTo({ top: 0 });
  };
  useCommands({
    next: () => select(Math.min(selected + 1, rows.length - 1)),
    previous: () => select(Math.max(selected - 1, 0)),
    open: () => {
      if (rows[selected] !== undefined) open(rows[selected]);
    },
    pause: () => setPaused(!paused),
    back: () => setSelectedId(undefined),
  });

  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Live</h1>
        <StreamSign streams={live.streams} stream={live.stream} paused={paused} hold={hold} />
        <span className="spring" />
        <StatsWindow />
      </div>
      <LiveStats />
      <div className="toolbar">
        <LiveFilters />
        <Button
          variant="default"
          aria-pressed={paused}
          disabled={!live.streams}
          leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          onClick={() => setPaused(!paused)}
        >
          {paused ? 'Resume' : 'Pause'}
        </Button>
      </div>
      <div className="list-area" onMouseEnter={() => setHovered(true)} onMouseLeave={() => setHovered(false)}>
        {live.waiting > 0 || live.gap ? (
          <button type="button" className="pill" onClick={show}>
            <IconArrowUp size={14} aria-hidden />
            {live.gap ? 'Many new: show the latest' : `${live.waiting} new`}
          </button>
        ) : null}
        {query.isPending ? (
          <Loading rows={14} height={18} />
        ) : query.isError && rows.length === 0 ? (
          <Failure error={query.error} what="The decisions could not be loaded." retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <NoDecisions filtered={Object.keys(filter).length > 0} />
        ) : (
          <RowList
            label="Decisions"
            rows={rows}
            columns={DECISION_COLUMNS}
            rowKey={(row) => row.transaction_id}
            selected={selected}
            onSelect={select}
            onOpen={open}
            onScroll={(top) => setScrolled(top > 0)}
            loadingMore={query.isFetchingNextPage}
            onEnd={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
          />
        )}
      </div>
    </div>
  );
}

interface StreamSignProps {
  readonly streams: boolean;
  readonly stream: 'connecting' | 'open' | 'lost';
  readonly paused: boolean;
  readonly hold: boolean;
}

function StreamSign({ streams, stream, paused, hold }: StreamSignProps) {
  if (!streams) return <span className="sign">Not live: a search or a time range is set</span>;
  if (stream === 'lost') return <span className="sign sign-bad">Connection lost; trying again</span>;
  if (stream === 'connecting') return <span className="sign">Connecting…</span>;
  if (paused) return <span className="sign">Paused</span>;
  return (
    <span className={hold ? 'sign' : 'sign sign-ok'} title="New rows wait while the pointer is over the list">
      {hold ? 'Held while you read' : 'Updating'}
    </span>
  );
}

function NoDecisions({ filtered }: { readonly filtered: boolean }) {
  const { mode } = useViewer();
  if (filtered) {
    return <Empty title="No decision matches">Change or clear the filters; ids must be complete.</Empty>;
  }
  return (
    <Empty
      icon={<IconActivity size={28} />}
      title={mode === 'test' ? 'No test decisions yet' : 'No live decisions yet'}
    >
      <p>
        Post a transaction with a key that begins with <code>{mode === 'test' ? 'sk_test_' : 'sk_live_'}</code>; its
        decision shows here within a second.
      </p>
      <p>
        <a href="/docs">How to post a transaction</a>
      </p>
    </Empty>
  );
}
