import { Link } from '@tanstack/react-router';
import type { LateTransaction } from '../api/contract.js';
import { shortId } from '../format/identifier.js';
import { longDuration } from '../format/time.js';
import { entityWords, LATE_REASON_WORDS } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { Money } from '../parts/money.js';
import type { Column } from '../parts/row-list.js';
import { When } from '../parts/when.js';

export const LATE_COLUMNS: readonly Column<LateTransaction>[] = [
  { id: 'received', header: 'Came', min: 88, cell: (row) => <When at={row.received_at} /> },
  {
    id: 'behind',
    header: 'Behind',
    min: 96,
    cell: (row) => <span className="num">{longDuration(Math.max(...row.entities.map((each) => each.behind_ms)))}</span>,
  },
  {
    id: 'transaction',
    header: 'Transaction',
    min: 112,
    cell: (row) => (
      <Link to="/transactions/$transactionId" params={{ transactionId: row.transaction_id }} className="id-text">
        {shortId(row.transaction_id)}
      </Link>
    ),
  },
  {
    id: 'amount',
    header: 'Amount',
    min: 110,
    align: 'right',
    cell: (row) => <Money amount={row.amount} currency={row.currency} />,
  },
  { id: 'account', drop: 2, header: 'Account', min: 120, grow: 1, cell: (row) => <Account row={row} /> },
  { id: 'entities', header: 'Not seen by patterns of', min: 150, grow: 1, cell: (row) => <Entities row={row} /> },
  { id: 'reason', drop: 1, header: 'Why', min: 160, grow: 1, cell: (row) => <Reasons row={row} /> },
];

function Account({ row }: { readonly row: LateTransaction }) {
  return row.account_id === '' ? <span className="muted">–</span> : <Identifier value={row.account_id} />;
}

function Entities({ row }: { readonly row: LateTransaction }) {
  const ids = row.entities.map(({ type, id }) => `${entityWords(type)} ${id}`).join('\n');
  return (
    <span className="clip" title={ids}>
      {[...new Set(row.entities.map(({ type }) => entityWords(type)))].join(', ')}
    </span>
  );
}

function Reasons({ row }: { readonly row: LateTransaction }) {
  const reasons = [...new Set(row.entities.map(({ reason }) => reason))];
  return (
    <span className="clip" title={reasons.map((reason) => LATE_REASON_WORDS[reason].long).join('\n')}>
      {reasons.map((reason) => LATE_REASON_WORDS[reason].short).join(', ')}
    </span>
  );
}
