import { IconExternalLink, IconMailbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { OutboxMessage } from '../api/contract.js';
import { outboxQuery } from '../api/queries.js';
import { shortId } from '../format/identifier.js';
import { duration } from '../format/time.js';
import { useCommands } from '../keyboard/use-commands.js';
import { CopyButton } from '../parts/identifier.js';
import { useOfNow } from '../parts/now.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList, type Column } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { When } from '../parts/when.js';

const COLUMNS: readonly Column<OutboxMessage>[] = [
  { id: 'when', header: 'Sent', min: 84, cell: (row) => <When at={row.at} /> },
  { id: 'to', header: 'To', min: 120, grow: 1, cell: (row) => <span className="clip">{row.to}</span> },
  {
    id: 'code',
    header: 'Code',
    min: 104,
    cell: (row) => <Code code={row.code} />,
  },
  { id: 'state', header: 'State', min: 96, cell: (row) => <State message={row} /> },
  {
    id: 'text',
    drop: 2,
    header: 'Message',
    min: 160,
    grow: 2.5,
    cell: (row) => (
      <span className="clip" title={`${row.subject}\n\n${row.text}`}>
        <strong>{row.subject}</strong> <span className="muted">{row.text}</span>
      </span>
    ),
  },
  {
    id: 'transaction',
    drop: 1,
    header: 'Transaction',
    min: 112,
    cell: (row) => (
      <Link to="/transactions/$transactionId" params={{ transactionId: row.transaction_id }} className="id-text">
        {shortId(row.transaction_id)}
      </Link>
    ),
  },
  {
    id: 'page',
    header: 'Payer’s page',
    min: 96,
    cell: (row) =>
      row.challenge_url === null ? (
        <span className="muted">–</span>
      ) : (
        <a href={row.challenge_url} target="_blank" rel="noreferrer" className="trace-link">
          Open <IconExternalLink size={12} aria-hidden />
        </a>
      ),
  },
];

/** One-time codes of test payments: nothing is sent in the sandbox, it arrives here. */
export function OutboxPage() {
  usePageTitle('Sandbox outbox');
  const query = useInfiniteQuery(outboxQuery);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const [selectedId, setSelectedId] = useState<string>();
  const selected = rows.findIndex((row) => row.id === selectedId);
  const select = (index: number): void => setSelectedId(rows[index]?.id);
  const open = (row: OutboxMessage): void => {
    if (row.challenge_url !== null) globalThis.open(row.challenge_url, '_blank', 'noreferrer');
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
        <h1 className="toolbar-title">Sandbox outbox</h1>
        <span className="muted">
          What payers of test payments would have been sent. Codes of live payments are never shown.
        </span>
      </div>
      <div className="list-area">
        {query.isPending ? (
          <Loading rows={10} height={18} />
        ) : query.isError && rows.length === 0 ? (
          <Failure error={query.error} what="The outbox could not be loaded." retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon={<IconMailbox size={28} />} title="No messages yet">
            When a test payment is challenged, the code for its payer arrives here instead of on a phone. Try the card
            fingerprint <code>card_test_challenge</code>.
          </Empty>
        ) : (
          <RowList
            label="Messages"
            rows={rows}
            columns={COLUMNS}
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

function Code({ code }: { readonly code: string | null }) {
  if (code === null) {
    return (
      <span className="muted" title="The code of a live payment is never stored readable">
        Hidden
      </span>
    );
  }
  return (
    <span className="code">
      <span className="num">{code}</span>
      <CopyButton value={code} says="Copy the code" />
    </span>
  );
}

const STATES: Record<Exclude<OutboxMessage['status'], 'pending'>, { tone: string; words: string }> = {
  passed: { tone: 'state-ok', words: 'Passed' },
  failed: { tone: 'state-bad', words: 'Failed' },
  expired: { tone: 'muted', words: 'Expired' },
  cancelled: { tone: 'muted', words: 'Cancelled' },
};

function State({ message }: { readonly message: OutboxMessage }) {
  const atMs = Date.parse(message.expires_at);
  const left = useOfNow((now) => (atMs > now ? `${duration(atMs - now)} left` : 'Expired'));
  if (message.status === 'pending') return <span className="num muted">{left}</span>;
  const { tone, words } = STATES[message.status];
  return <span className={tone}>{words}</span>;
}
