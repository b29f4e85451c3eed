/** Rows → a Parquet file, a row group at a time. A crash leaves nothing under its name, or the whole file. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';

export type CellType = BasicType;
/** `bigint` for INT64, bytes for BYTE_ARRAY. */
export type Cell = string | number | bigint | boolean | Date | Uint8Array | undefined;

export interface TableColumn<T> {
  readonly name: string;
  readonly type: CellType;
  /** Undefined: there is none. */
  readonly of: (row: T) => Cell;
}

const GROUP_ROWS = 20_000;

export class ParquetTable<T> {
  private readonly writer: ParquetWriter;
  private readonly part: string;
  private rows: T[] = [];

  /**
   * Throws when the file can't be written.
   * @param metadata - texts by name, for readers that know them
   * @param groupRows - how many rows are gathered before they are written
   */
  constructor(
    private readonly path: string,
    private readonly columns: readonly TableColumn<T>[],
    metadata: Readonly<Record<string, string>>,
    private readonly groupRows = GROUP_ROWS,
  ) {
    this.part = partOf(path);
    mkdirSync(dirname(path), { recursive: true });
    this.writer = new ParquetWriter({
      writer: fileWriter(this.part),
      schema: schemaFromColumnData({ columnData: this.columnData([]) }),
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      createdBy: 'caracal',
      // Native, and so a third of the time of the writer's own Snappy, for smaller files.
      codec: 'ZSTD',
      compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
    });
  }

  push(rows: readonly T[]): void {
    for (const row of rows) this.rows.push(row);
    if (this.rows.length >= this.groupRows) this.flush();
  }

  /** Under its name, and on the disk; the folder that holds the name is not synced. */
  finish(): void {
    this.flush();
    void this.writer.finish();
    const file = openSync(this.part, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(this.part, this.path);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    removeTable(this.path);
  }

  private flush(): void {
    if (this.rows.length === 0) return;
    void this.writer.write({ columnData: this.columnData(this.rows), rowGroupSize: this.rows.length });
    this.rows = [];
  }

  private columnData(rows: readonly T[]) {
    return this.columns.map(({ name, type, of }) => ({
      name,
      type,
      data: rows.map((row) => of(row)),
      // Extremes are of use to readers that look for a time, and cost as much as the values; bytes hardly ever repeat.
      statistics: type === 'TIMESTAMP',
      ...(type === 'BYTE_ARRAY' && { encoding: 'PLAIN' as const }),
    }));
  }
}

/** A table that was written, or begun in this process or another: nothing is left of it. */
export function removeTable(path: string): void {
  for (const file of [partOf(path), path]) rmSync(file, { force: true });
}

function partOf(path: string): string {
  return `${path}.part`;
}
