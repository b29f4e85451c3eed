/** The rows of a CSV file, gzipped or not, as a table. */
import { readRows } from '../replay/read-rows.js';
import { ReplayError } from '../replay/replay-error.js';
import { rolesOf, type NamedColumns } from './column-roles.js';
import { TableSink } from './table-sink.js';
import { TrainError } from './train-error.js';

const ROWS_BETWEEN_TURNS = 50_000;

/** Throws `TrainError` for a file that can't be read, or a row of another width than the header. */
export async function readCsv(path: string, named: NamedColumns, onRows: (rows: number) => void): Promise<TableSink> {
  let header: readonly string[] = [];
  let sink: TableSink | undefined;
  let rows = 0;
  try {
    for await (const { line, row } of readRows(path)) {
      if (!sink) {
        header = row;
        sink = new TableSink(rolesOf(header, named));
        continue;
      }
      if (row.length !== header.length)
        throw new TrainError(`line ${line} of ${path} has ${row.length} fields, the header ${header.length}`);
      for (const [i, column] of header.entries()) sink.push(column, row[i]!);
      if (++rows % ROWS_BETWEEN_TURNS === 0) onRows(rows);
    }
  } catch (cause) {
    if (cause instanceof ReplayError) throw new TrainError(cause.message, { cause });
    throw cause;
  }
  if (!sink) throw new TrainError(`${path} is empty`);
  return sink;
}
