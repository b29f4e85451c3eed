import { Link } from '@tanstack/react-router';
import type { PatternSummary } from '../api/contract.js';
import { formatFigure } from '../format/figures.js';
import { entityWords, PATTERN_ACTION_WORDS, PATTERN_ORIGIN_WORDS, sentenceCase } from '../format/words.js';
import type { Column } from '../parts/row-list.js';
import { When } from '../parts/when.js';
import { HealthMark } from './health-notice.js';
import { Standing } from './pattern-status.js';

export const PATTERN_COLUMNS: readonly Column<PatternSummary>[] = [
  {
    id: 'id',
    header: 'Pattern',
    min: 150,
    grow: 1,
    cell: (row) => (
      <span className="pattern-name">
        <Link to="/patterns/$patternId" params={{ patternId: row.id }} className="id-text">
          {row.id}
        </Link>
        <HealthMark health={row.health} />
      </span>
    ),
  },
  {
    id: 'title',
    drop: 2,
    header: 'What it finds',
    min: 250,
    grow: 3,
    cell: (row) => (
      <span className="clip muted" title={row.title ?? undefined}>
        {row.title ?? '–'}
      </span>
    ),
  },
  { id: 'standing', header: 'Status', min: 168, cell: (row) => <Standing pattern={row} /> },
  {
    id: 'latest',
    drop: 7,
    header: 'Newest',
    min: 52,
    cell: (row) => (
      <span className="num" title={`Version ${row.latest_version} is the newest`}>
        v{formatFigure(row.latest_version)}
      </span>
    ),
  },
  { id: 'by', drop: 5, header: 'Entity', min: 68, cell: (row) => entityWords(row.by) },
  {
    id: 'reason',
    drop: 6,
    header: 'Reason',
    min: 110,
    grow: 0.6,
    cell: (row) => (
      <span className="chip" title={row.reason}>
        {sentenceCase(row.reason)}
      </span>
    ),
  },
  {
    id: 'risk',
    drop: 4,
    header: 'Risk',
    min: 44,
    align: 'right',
    cell: (row) => <span className="num">{row.risk.toFixed(2)}</span>,
  },
  { id: 'action', drop: 3, header: 'Action', min: 76, cell: (row) => PATTERN_ACTION_WORDS[row.action] ?? row.action },
  {
    id: 'origin',
    drop: 8,
    header: 'Origin',
    min: 52,
    cell: (row) => <span title={PATTERN_ORIGIN_WORDS[row.origin].long}>{PATTERN_ORIGIN_WORDS[row.origin].short}</span>,
  },
  { id: 'changed', drop: 1, header: 'Last changed', min: 140, cell: (row) => <Changed row={row} /> },
];

function Changed({ row }: { readonly row: PatternSummary }) {
  if (row.updated_at === null) return <span className="muted">As installed</span>;
  return (
    <span className="clip">
      <When at={row.updated_at} /> <span className="muted">by {row.updated_by?.name ?? 'Caracal'}</span>
    </span>
  );
}
