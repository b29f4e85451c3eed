/** CSV files as streams of rows, gzipped or not; and where a file's last row is, without parsing all of it. */
import { createReadStream, statSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse, CsvError } from 'csv-parse';
import { ReplayError } from './replay-error.js';
import type { Row } from './mapping.js';

export interface NumberedRow {
  /** Line in the file, the header being 1. */
  readonly line: number;
  readonly row: Row;
}

/** Bytes at the end of the file in which its last row is looked for. */
const TAIL_BYTES = 256 * 1024;
const RECORD_BYTES_MAX = 128 * 1024;

/** The header first, then each row. Rows of another width than the header come too; the caller judges them. */
export async function* readRows(path: string): AsyncGenerator<NumberedRow, void, undefined> {
  const parser = parse({
    info: true,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES_MAX,
  });
  const input = open(path);
  // Errors of the file and of gzip reach the reader through the parser.
  pipeline(input, parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, row: record };
  } catch (error) {
    throw readError(path, error);
  } finally {
    input.destroy();
  }
}

export interface Extent {
  /** Lines but the header, a guess of the number of rows: quoted fields may span lines. */
  readonly rowsAbout: number;
  /** The last row that has as many fields as the header. */
  readonly lastRow: Row | undefined;
}

/** Reads all bytes but parses only the last ones. */
export async function measure(path: string, columns: number): Promise<Extent> {
  let tail = Buffer.alloc(0);
  let newlines = 0;
  let lastByte = 0x0a;
  try {
    for await (const chunk of open(path) as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) newlines++;
      lastByte = chunk.at(-1) ?? lastByte;
      tail = Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
    }
  } catch (error) {
    throw readError(path, error);
  }
  const lines = newlines + (lastByte === 0x0a ? 0 : 1);
  return { rowsAbout: Math.max(0, lines - 1), lastRow: await lastRowOf(tail, columns) };
}

async function lastRowOf(tail: Buffer, columns: number): Promise<Row | undefined> {
  const parser = parse(tail.subarray(tail.indexOf(0x0a) + 1), {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  let last: Row | undefined;
  for await (const row of parser as AsyncIterable<string[]>) if (row.length === columns) last = row;
  return last;
}

function open(path: string): Readable {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new ReplayError(`there is no file ${path}`);
  if (!stat.isFile()) throw new ReplayError(`${path} is not a file`);
  const file = createReadStream(path);
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
}

function readError(path: string, error: unknown): unknown {
  if (error instanceof CsvError) return new ReplayError(`${path} is not CSV: ${error.message}`);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return new ReplayError(`${path} can't be read: ${error.message}`);
  return error;
}
