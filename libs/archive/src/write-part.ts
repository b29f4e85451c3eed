/**
 * Rows → one file of an archive. Making a row takes some fifty microseconds: a service whose answers somebody waits for leaves it to
 * a thread of its own.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Cell, ParquetTable } from '#parquet';
import { type ArchivedRow, cellsOf, compareRows, type RowKind } from './archived-row.js';

/** Of its own meaning, not the release's: readers refuse what they don't know. */
export const FORMAT = '1';
/** Cells of so many rows are in memory at once. */
const GROUP_ROWS = 2000;
/** Some ten milliseconds. */
const TURN_ROWS = 250;

export interface PartRows {
  /** Of the file. */
  readonly path: string;
  readonly rows: readonly ArchivedRow[];
}

/** Rejects when it can't be written; then nothing is left of it. Others have their turn in between. */
export async function writePart<T>(kind: RowKind<T>, { path, rows }: PartRows): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
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
    for (let at = 0; at < sorted.length; at += TURN_ROWS) {
      table.push(sorted.slice(at, at + TURN_ROWS).map((row) => cellsOf(kind, row)));
      await turn();
    }
    table.finish();
  } catch (error) {
    table.abandon();
    throw error;
  }
}
