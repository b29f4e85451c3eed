import { Link } from '@tanstack/react-router';
import type { FeatureSummary } from '../api/contract.js';
import { formatCount, formatFigure, formatShare } from '../format/figures.js';
import type { Column } from '../parts/row-list.js';
import { entityWords } from '../format/words.js';
import { howWords, liveWords, sentenceWithoutValue, userWords } from './feature-words.js';

export const FEATURE_COLUMNS: readonly Column<FeatureSummary>[] = [
  {
    id: 'name',
    header: 'Feature',
    min: 170,
    grow: 1,
    cell: ({ name, document }) => (
      <span className="id-text clip" title={document === null ? name : `${name}, of your document ${document}`}>
        {name}
      </span>
    ),
  },
  {
    id: 'says',
    drop: 2,
    header: 'What it says',
    min: 170,
    grow: 2,
    cell: ({ label, sentence }) => (
      <span className="clip muted" title={sentenceWithoutValue(sentence)}>
        {label}
      </span>
    ),
  },
  { id: 'of', drop: 5, header: 'Of', min: 72, cell: ({ of }) => entityWords(of) },
  {
    id: 'how',
    drop: 3,
    header: 'How',
    min: 110,
    grow: 0.5,
    cell: (row) => <span className="clip">{howWords(row)}</span>,
  },
  { id: 'unit', drop: 6, header: 'Unit', min: 66, cell: ({ unit }) => unit },
  { id: 'present', header: 'Known', min: 58, align: 'right', cell: (row) => <Present row={row} /> },
  {
    id: 'live',
    header: 'Least … median … most',
    min: 160,
    grow: 1,
    cell: (row) => (
      <span className="num clip" title={liveWords(row)}>
        {liveWords(row)}
      </span>
    ),
  },
  { id: 'example', drop: 4, header: 'Newest', min: 62, align: 'right', cell: (row) => <Example row={row} /> },
  { id: 'users', drop: 1, header: 'Read by', min: 110, grow: 0.8, cell: (row) => <Users row={row} /> },
];

function Present({ row: { live } }: { readonly row: FeatureSummary }) {
  if (live === null) return <span className="muted">–</span>;
  const byDefault = live.default === null || live.default === 0 ? '' : `, ${formatShare(live.default)} by default`;
  return (
    <span className="num" title={`Of ${formatCount(live.decisions)} decisions${byDefault}`}>
      {formatShare(live.present)}
    </span>
  );
}

function Example({ row: { live } }: { readonly row: FeatureSummary }) {
  if (live?.example == null) return <span className="muted">–</span>;
  return (
    <Link
      to="/transactions/$transactionId"
      params={{ transactionId: live.example.transaction_id }}
      className="num"
      title="The newest payment that has it"
    >
      {formatFigure(live.example.value)}
    </Link>
  );
}

function Users({ row: { users } }: { readonly row: FeatureSummary }) {
  if (users.length === 0) return <span className="muted">–</span>;
  const all = users.map(({ kind, name }) => (kind === 'policy' ? `policy, version ${name}` : `${kind} ${name}`));
  return (
    <span className="chips" title={all.join('\n')}>
      {userWords(users).map((words) => (
        <span key={words} className="chip">
          {words}
        </span>
      ))}
    </span>
  );
}
