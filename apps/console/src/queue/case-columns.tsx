import { Link } from '@tanstack/react-router';
import type { CaseSummary } from '../api/contract.js';
import { formatMoney } from '../format/money.js';
import { shortId } from '../format/identifier.js';
import { CAUSE_WORDS, sentenceCase } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { Money } from '../parts/money.js';
import { OutcomeBadge } from '../parts/outcome.js';
import type { Column } from '../parts/row-list.js';
import { Score } from '../parts/score.js';
import { Due, When } from '../parts/when.js';
import { Avatar } from '../shell/top-bar.js';

const score: Column<CaseSummary> = {
  id: 'score',
  header: 'Score',
  width: '104px',
  cell: (row) => <Score score={row.score} />,
};
const amount: Column<CaseSummary> = {
  id: 'amount',
  header: 'Amount',
  width: '132px',
  align: 'right',
  cell: (row) => <Money amount={row.amount} currency={row.currency} strong />,
};
const account: Column<CaseSummary> = {
  id: 'account',
  header: 'Account',
  width: 'minmax(96px, 1fr)',
  fromWidth: 620,
  cell: (row) => <Identifier value={row.account_id} />,
};
const merchant: Column<CaseSummary> = {
  id: 'merchant',
  header: 'Merchant',
  width: 'minmax(96px, 1fr)',
  fromWidth: 1000,
  cell: (row) =>
    row.merchant_id === undefined ? <span className="muted">–</span> : <Identifier value={row.merchant_id} />,
};
const reasons: Column<CaseSummary> = {
  id: 'reasons',
  header: 'Reasons',
  width: 'minmax(150px, 2.4fr)',
  fromWidth: 700,
  cell: (row) => <Reasons row={row} />,
};
const caseId: Column<CaseSummary> = {
  id: 'case',
  header: 'Case',
  width: '118px',
  fromWidth: 480,
  cell: (row) => (
    <Identifier value={row.id}>
      <Link to="/cases/$caseId" params={{ caseId: row.id }}>
        {shortId(row.id)}
      </Link>
    </Identifier>
  ),
};

export const OPEN_COLUMNS: readonly Column<CaseSummary>[] = [
  score,
  amount,
  {
    id: 'loss',
    header: 'Expected loss',
    width: '132px',
    align: 'right',
    fromWidth: 860,
    cell: (row) => (
      <span title={`Amount times the probability of fraud: ${formatMoney(row.expected_loss, row.currency)}`}>
        <Money amount={row.expected_loss} currency={row.currency} />
      </span>
    ),
  },
  reasons,
  {
    id: 'cause',
    header: 'Opened because',
    width: '122px',
    fromWidth: 1100,
    cell: (row) => <span title={CAUSE_WORDS[row.cause].long}>{CAUSE_WORDS[row.cause].short}</span>,
  },
  account,
  merchant,
  caseId,
  { id: 'opened', header: 'Opened', width: '84px', fromWidth: 940, cell: (row) => <When at={row.opened_at} /> },
  { id: 'due', header: 'Due', width: '84px', cell: (row) => <Due at={row.due_at} /> },
  { id: 'assignee', header: 'With', width: '52px', cell: (row) => <Assignee row={row} /> },
];

export const DECIDED_COLUMNS: readonly Column<CaseSummary>[] = [
  {
    id: 'verdict',
    header: 'Verdict',
    width: '112px',
    cell: (row) => (row.verdict === null ? null : <OutcomeBadge outcome={row.verdict} />),
  },
  amount,
  score,
  reasons,
  account,
  merchant,
  caseId,
  {
    id: 'by',
    header: 'By',
    width: '120px',
    fromWidth: 520,
    cell: (row) => <span className="clip">{row.decided_by?.name ?? 'Caracal'}</span>,
  },
  {
    id: 'decided',
    header: 'When',
    width: '84px',
    cell: (row) => (row.decided_at === null ? null : <When at={row.decided_at} />),
  },
];

function Reasons({ row }: { readonly row: CaseSummary }) {
  if (row.reasons.length === 0) return <span className="muted">No reason given</span>;
  return (
    <span className="chips">
      {row.reasons.map((reason) => (
        <span key={reason.code} className="chip" title={reason.text}>
          {sentenceCase(reason.code)}
        </span>
      ))}
    </span>
  );
}

function Assignee({ row }: { readonly row: CaseSummary }) {
  if (row.assignee === null) {
    return (
      <span className="muted" title="Nobody has it">
        –
      </span>
    );
  }
  return (
    <span className="with">
      <Avatar name={row.assignee.name} />
      <span className="sr-only">{row.assignee.name}</span>
    </span>
  );
}
