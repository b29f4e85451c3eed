/** A Parquet file's columns, one after the other, so that no more than one row group of one column is decoded at a time. */
import { ParquetFile } from '#parquet';
import type { CellValue } from '#training';
import { rolesOf, type NamedColumns } from './column-roles.js';
import { TableSink } from './table-sink.js';
import { TrainError } from './train-error.js';

/** Throws `ParquetError` for a file that can't be read as Parquet, `TrainError` for one that is no table of features. */
export async function readParquet(
  path: string,
  named: NamedColumns,
  onColumn: (done: number, of: number) => void,
): Promise<TableSink> {
  const file = await ParquetFile.open(path);
  const sink = new TableSink(rolesOf(file.columns, named, saidFeatures(file)), file.rows);
  for (const [i, column] of sink.wanted.entries()) {
    for await (const values of file.column(column))
      for (const value of values) sink.push(column, scalar(value, column));
    onColumn(i + 1, sink.wanted.length);
  }
  return sink;
}

/** The features of a table that `npm run features` wrote; undefined for others, of which any column may be one. */
function saidFeatures(file: ParquetFile): string[] | undefined {
  const text = file.said('caracal.features');
  return text === undefined ? undefined : (JSON.parse(text) as string[]);
}

function scalar(value: unknown, column: string): CellValue {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value as CellValue;
  throw new TrainError(`column ${column} holds lists or records; a feature is one number or text (--ignore ${column})`);
}
