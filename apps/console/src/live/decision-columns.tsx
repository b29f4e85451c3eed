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
  { id: 'when', header: 'When', min: 74, cell: (row) => <When at={row.decided_at} /> },
  { id: 'outcome', header: 'Outcome', min: 136, cell: (row) => <OutcomeCourse decision={row} /> },
  {
    id: 'amount',
    header: 'Amount',
    min: 132,
    align: 'right',
    cell: (row) => <Money amount={row.amount} currency={row.currency} />,
  },
  { id: 'score', drop: 1, header: 'Score', min: 92, cell: (row) => <Score score={row.score} /> },
  {
    id: 'reason',
    drop: 4,
    header: 'Top reason',
    min: 140,
    grow: 2.2,
    cell: (row) => <TopReason decision={row} />,
  },
  {
    id: 'account',
    drop: 3,
    header: 'Account',
    min: 104,
    grow: 1,
    cell: (row) => <Identifier value={row.account_id} />,
  },
  {
    id: 'merchant',
    drop: 7,
    header: 'Merchant',
    min: 104,
    grow: 1,
    cell: (row) =>
      row.merchant_id === undefined ? <span className="muted">–</span> : <Identifier value={row.merchant_id} />,
  },
  {
    id: 'transaction',
    drop: 5,
    header: 'Transaction',
    min: 96,
    cell: (row) => (
      <Identifier value={row.transaction_id}>
        <TransactionLink decision={row} />
      </Identifier>
    ),
  },
  {
    id: 'rung',
    drop: 8,
    header: 'Answered by',
    min: 92,
    cell: (row) => <RungBadge rung={row.answered_by} />,
  },
  {
    id: 'latency',
    drop: 6,
    header: 'Took',
    min: 56,
    align: 'right',
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
