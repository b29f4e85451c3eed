/** Rows → one file of an archive. Holds the thread that it runs in for some hundred milliseconds for thousands of rows. */
import { type Cell, ParquetTable } from '#parquet';
import { type ArchivedRow, cellsOf, compareRows, type RowKind } from './archived-row.js';
import { decisionRows } from './decision-rows.js';
import { labelRows } from './label-rows.js';
import type { Kind } from './layout.js';

/** Of its own meaning, not the release's: readers refuse what they don't know. */
export const FORMAT = '1';
/** Cells of so many rows are in memory at once. */
const GROUP_ROWS = 2000;

export interface PartRows {
  /** Of the file. */
  readonly path: string;
  readonly rows: readonly ArchivedRow[];
}

/** Throws when it can't be written; then nothing is left of it. */
export function writePart(kind: Kind, part: PartRows): void {
  if (kind === 'decisions') write(decisionRows, part);
  else write(labelRows, part);
}

function write<T>(kind: RowKind<T>, { path, rows }: PartRows): void {
  const sorted = rows.toSorted(compareRows);
  const table = new ParquetTable<readonly Cell[]>(
    path,
    kind.columns.map(({ name, type }, i) => ({ name, type, of: (cells) => cells[i] })),
    {
      'caracal.archive': FORMAT,
      'caracal.from_ms': String(sorted[0]!.atMs),
      'caracal.modes': [...new Set(rows.map(({ mode }) => mode))].sort().join(','),
    },
    GROUP_ROWS,
  );
  try {
    for (let at = 0; at < sorted.length; at += GROUP_ROWS)
      table.push(sorted.slice(at, at + GROUP_ROWS).map((row) => cellsOf(kind, row)));
    table.finish();
  } catch (error) {
    table.abandon();
    throw error;
  }
}
