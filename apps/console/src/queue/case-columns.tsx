import { Link } from '@tanstack/react-router';
import type { CaseSummary, ConsoleReason } from '../api/contract.js';
import { formatMoney } from '../format/money.js';
import { shortId } from '../format/identifier.js';
import { CAUSE_WORDS } from '../format/words.js';
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
  min: 104,
  cell: (row) => <Score score={row.score} />,
};
const amount: Column<CaseSummary> = {
  id: 'amount',
  header: 'Amount',
  min: 132,
  align: 'right',
  cell: (row) => <Money amount={row.amount} currency={row.currency} strong />,
};
const account: Column<CaseSummary> = {
  id: 'account',
  drop: 4,
  header: 'Account',
  min: 96,
  grow: 1,
  cell: (row) => <Identifier value={row.account_id} />,
};
const merchant: Column<CaseSummary> = {
  id: 'merchant',
  drop: 8,
  header: 'Merchant',
  min: 96,
  grow: 1,
  cell: (row) =>
    row.merchant_id === undefined ? <span className="muted">–</span> : <Identifier value={row.merchant_id} />,
};
const reasons: Column<CaseSummary> = {
  id: 'reasons',
  drop: 3,
  header: 'Reasons',
  min: 150,
  grow: 2.4,
  cell: (row) => <Reasons row={row} />,
};
const caseId: Column<CaseSummary> = {
  id: 'case',
  drop: 2,
  header: 'Case',
  min: 118,
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
    drop: 6,
    header: 'Expected loss',
    min: 132,
    align: 'right',
    cell: (row) => (
      <span
        title={`Amount times the probability of fraud: ${formatMoney(row.expected_loss, row.currency)}. In order at rough exchange rates.`}
      >
        <Money amount={row.expected_loss} currency={row.currency} />
      </span>
    ),
  },
  reasons,
  {
    id: 'cause',
    drop: 9,
    header: 'Opened because',
    min: 122,
    cell: (row) => <span title={CAUSE_WORDS[row.cause].long}>{CAUSE_WORDS[row.cause].short}</span>,
  },
  account,
  merchant,
  caseId,
  { id: 'opened', drop: 7, header: 'Opened', min: 84, cell: (row) => <When at={row.opened_at} /> },
  { id: 'due', header: 'Due', min: 84, cell: (row) => <Due at={row.due_at} /> },
  { id: 'assignee', drop: 1, header: 'With', min: 52, cell: (row) => <Assignee row={row} /> },
];

export const DECIDED_COLUMNS: readonly Column<CaseSummary>[] = [
  {
    id: 'verdict',
    header: 'Verdict',
    min: 112,
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
    drop: 1,
    header: 'By',
    min: 120,
    cell: (row) => <span className="clip">{row.decided_by?.name ?? 'Caracal'}</span>,
  },
  {
    id: 'decided',
    header: 'When',
    min: 84,
    cell: (row) => (row.decided_at === null ? null : <When at={row.decided_at} />),
  },
];

function Reasons({ row }: { readonly row: CaseSummary }) {
  if (row.reasons.length === 0) return <span className="muted">No reason given</span>;
  return (
    <span className="chips">
      {distinct(row.reasons).map((reason) => (
        <span key={reason.label} className="chip" title={reason.text}>
          {reason.label}
        </span>
      ))}
    </span>
  );
}

/** A rule and the pattern that it names often give one reason. */
function distinct(reasons: readonly ConsoleReason[]): ConsoleReason[] {
  return reasons.filter(({ label }, at) => reasons.findIndex((each) => each.label === label) === at);
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
