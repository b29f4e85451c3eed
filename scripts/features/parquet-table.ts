/** Rows → a Parquet file, a row group at a time; the file appears under its name when it is whole. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';

export interface TableColumn<T> {
  readonly name: string;
  readonly type: BasicType;
  /** Undefined: there is none. */
  readonly of: (row: T) => string | number | boolean | Date | undefined;
}

const GROUP_ROWS = 20_000;

export class ParquetTable<T> {
  private readonly writer: ParquetWriter;
  private readonly part: string;
  private rows: T[] = [];

  /** @param metadata - texts by name, for readers that know them. Throws when the file can't be written. */
  constructor(
    private readonly path: string,
    private readonly columns: readonly TableColumn<T>[],
    metadata: Readonly<Record<string, string>>,
  ) {
    this.part = `${path}.part`;
    mkdirSync(dirname(path), { recursive: true });
    this.writer = new ParquetWriter({
      writer: fileWriter(this.part),
      schema: schemaFromColumnData({ columnData: this.columnData([]) }),
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      createdBy: 'caracal',
    });
  }

  push(rows: readonly T[]): void {
    for (const row of rows) this.rows.push(row);
    if (this.rows.length >= GROUP_ROWS) this.flush();
  }

  finish(): void {
    this.flush();
    void this.writer.finish();
    renameSync(this.part, this.path);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    rmSync(this.part, { force: true });
  }

  private flush(): void {
    if (this.rows.length === 0) return;
    void this.writer.write({ columnData: this.columnData(this.rows), rowGroupSize: this.rows.length });
    this.rows = [];
  }

  private columnData(rows: readonly T[]) {
    return this.columns.map(({ name, type, of }) => ({ name, type, data: rows.map((row) => of(row)) }));
  }
}
