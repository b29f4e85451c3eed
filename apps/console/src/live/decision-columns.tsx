import { Link } from '@tanstack/react-router';
import type { DecisionSummary } from '../api/contract.js';
import { shortId } from '../format/identifier.js';
import { Identifier } from '../parts/identifier.js';
import { Money } from '../parts/money.js';
import { OutcomeCourse, RungBadge } from '../parts/outcome.js';
import type { Column } from '../parts/row-list.js';
import { Score } from '../parts/score.js';
import { When } from '../parts/when.js';

/** The columns of a list of decisions; the less important ones give way on narrow screens. */
export const DECISION_COLUMNS: readonly Column<DecisionSummary>[] = [
  { id: 'when', header: 'When', width: '82px', cell: (row) => <When at={row.decided_at} /> },
  { id: 'outcome', header: 'Outcome', width: '142px', cell: (row) => <OutcomeCourse decision={row} /> },
  {
    id: 'amount',
    header: 'Amount',
    width: '132px',
    align: 'right',
    cell: (row) => <Money amount={row.amount} currency={row.currency} />,
  },
  { id: 'score', header: 'Score', width: '104px', fromWidth: 420, cell: (row) => <Score score={row.score} /> },
  {
    id: 'reason',
    header: 'Top reason',
    width: 'minmax(140px, 2.2fr)',
    fromWidth: 760,
    cell: (row) => <TopReason decision={row} />,
  },
  {
    id: 'account',
    header: 'Account',
    width: 'minmax(96px, 1fr)',
    fromWidth: 600,
    cell: (row) => <Identifier value={row.account_id} />,
  },
  {
    id: 'merchant',
    header: 'Merchant',
    width: 'minmax(96px, 1fr)',
    fromWidth: 980,
    cell: (row) =>
      row.merchant_id === undefined ? <span className="muted">–</span> : <Identifier value={row.merchant_id} />,
  },
  {
    id: 'transaction',
    header: 'Transaction',
    width: '132px',
    fromWidth: 880,
    cell: (row) => (
      <Identifier value={row.transaction_id}>
        <TransactionLink decision={row} />
      </Identifier>
    ),
  },
  {
    id: 'rung',
    header: 'Answered by',
    width: '92px',
    fromWidth: 1080,
    cell: (row) => <RungBadge rung={row.answered_by} />,
  },
  {
    id: 'latency',
    header: 'Took',
    width: '66px',
    align: 'right',
    fromWidth: 700,
    cell: (row) => <span className="num muted">{row.latency_ms} ms</span>,
  },
];

/** A case page where there is a case, otherwise the transaction's. */
function TransactionLink({ decision }: { readonly decision: DecisionSummary }) {
  const says = shortId(decision.transaction_id);
  return decision.case_id === undefined ? (
    <Link to="/transactions/$transactionId" params={{ transactionId: decision.transaction_id }}>
      {says}
    </Link>
  ) : (
    <Link to="/cases/$caseId" params={{ caseId: decision.case_id }}>
      {says}
    </Link>
  );
}

function TopReason({ decision }: { readonly decision: DecisionSummary }) {
  if (decision.top_reason === undefined) return <span className="muted">Nothing unusual</span>;
  return (
    <span className="clip" title={decision.top_reason.text}>
      {decision.top_reason.text}
    </span>
  );
}
