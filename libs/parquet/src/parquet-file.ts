/** A Parquet file, read by row groups or by columns, so that no more than one row group of what is asked for is decoded at a time. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetScan,
  parquetSchema,
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
} from 'hyparquet';
import { messageOf } from '#kernel';
import { ParquetError } from './parquet-error.js';

/** Snappy and none are the reader's own. */
const COMPRESSORS: Compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
};

export class ParquetFile {
  /** Rejects with `ParquetError` for a file that is not there, or is no whole Parquet file. */
  static async open(path: string): Promise<ParquetFile> {
    return await readable(path, async () => {
      const file = await asyncBufferFromFile(path);
      return new ParquetFile(path, file, await parquetMetadataAsync(file));
    });
  }

  private constructor(
    readonly path: string,
    private readonly file: AsyncBuffer,
    private readonly metadata: FileMetaData,
  ) {}

  get rows(): number {
    return Number(this.metadata.num_rows);
  }

  get columns(): string[] {
    return parquetSchema(this.metadata).children.map(({ element }) => element.name);
  }

  /** What the file says of itself under a name. */
  said(name: string): string | undefined {
    return this.metadata.key_value_metadata?.find(({ key }) => key === name)?.value;
  }

  /** Rows of these columns, a row group at a time. Binary columns are bytes. Throws `ParquetError`. */
  async *groups<Row>(columns: readonly string[]): AsyncGenerator<Row[]> {
    let rowStart = 0;
    for (const { num_rows: rows } of this.metadata.row_groups) {
      const rowEnd = rowStart + Number(rows);
      const range = { rowStart, rowEnd, columns: [...columns], utf8: false };
      yield (await readable(this.path, () => parquetReadObjects({ ...this.opened(), ...range }))) as Row[];
      rowStart = rowEnd;
    }
  }

  /** The values of one column, a row group at a time. Throws `ParquetError`. */
  async *column(name: string): AsyncGenerator<ArrayLike<unknown> & Iterable<unknown>> {
    const scan = await readable(this.path, () => parquetScan({ ...this.opened(), columns: [name] }));
    for (const range of scan.ranges) yield await readable(this.path, () => scan.readColumn({ column: name, ...range }));
  }

  private opened() {
    return { file: this.file, metadata: this.metadata, compressors: COMPRESSORS };
  }
}

async function readable<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new ParquetError(`${path} can't be read as Parquet: ${messageOf(cause)}`, { cause });
  }
}
