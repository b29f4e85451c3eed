/** A Parquet file's columns, one after the other, so that no more than one row group of one column is decoded at a time. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type Compressors,
  type FileMetaData,
} from 'hyparquet';
import { messageOf } from '#kernel';
import type { CellValue } from '#training';
import { rolesOf, type NamedColumns } from './column-roles.js';
import { TableSink } from './table-sink.js';
import { TrainError } from './train-error.js';

/** Snappy and none are the reader's own. */
const COMPRESSORS: Compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
};

/** Throws `TrainError` for a file that can't be read as Parquet. */
export async function readParquet(
  path: string,
  named: NamedColumns,
  onColumn: (done: number, of: number) => void,
): Promise<TableSink> {
  const file = await asyncBufferFromFile(path);
  const metadata = await readable(path, () => parquetMetadataAsync(file));
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const roles = rolesOf(columns, named, saidFeatures(metadata));
  const sink = new TableSink(roles, Number(metadata.num_rows));
  const scan = await readable(path, () =>
    parquetScan({ file, metadata, columns: [...sink.wanted], compressors: COMPRESSORS }),
  );
  for (const [i, column] of sink.wanted.entries()) {
    for (const range of scan.ranges) {
      const values = await readable(path, () => scan.readColumn({ column, ...range }));
      for (const value of values) sink.push(column, scalar(value, column));
    }
    onColumn(i + 1, sink.wanted.length);
  }
  return sink;
}

/** The features of a table that `npm run features` wrote; undefined for others, of which any column may be one. */
function saidFeatures({ key_value_metadata: said }: FileMetaData): string[] | undefined {
  const text = said?.find(({ key }) => key === 'caracal.features')?.value;
  return text === undefined ? undefined : (JSON.parse(text) as string[]);
}

function scalar(value: unknown, column: string): CellValue {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value as CellValue;
  throw new TrainError(`column ${column} holds lists or records; a feature is one number or text (--ignore ${column})`);
}

async function readable<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new TrainError(`${path} can't be read as Parquet: ${messageOf(cause)}`, { cause });
  }
}
