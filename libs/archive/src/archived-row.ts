/** A record of the log as a row of the archive: where it belongs, and how its cells are made in the end. */
import type { Codec } from '#contracts';
import type { Cell, CellType } from '#parquet';
import type { Kind } from './layout.js';

export interface ArchivedRow {
  readonly tenantId: string;
  /** Decides the day and the order: when the payment was made, or the label known. Unix milliseconds. */
  readonly atMs: number;
  readonly id: string;
  readonly mode: 'live' | 'test';
  readonly partition: number;
  /** Of its record, in that partition. */
  readonly offset: number;
  /** Its record, encoded: takes a third of what its cells would, and a thread can be given it. */
  readonly value: Uint8Array;
}

/** Where a record was in its topic. */
export type LogPlace = Pick<ArchivedRow, 'partition' | 'offset'>;

/** A record as the log has it. */
export type Logged = Pick<ArchivedRow, 'partition' | 'offset' | 'value'>;

export interface ArchiveColumn<T> {
  readonly name: string;
  readonly type: CellType;
  readonly of: (record: T, place: LogPlace) => Cell;
}

/** What a kind of part is made of, for writer and reader. */
export interface RowKind<T> {
  readonly kind: Kind;
  readonly columns: readonly ArchiveColumn<T>[];
  readonly codec: Codec<T>;
  /** @param logged - the same record, as it came */
  rowOf(record: T, logged: Logged): ArchivedRow;
}

/** Rows as the reader hands them out, by the names of columns. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Empty texts and moments of zero are how records say that there is nothing. */
export function textOf(value: string | null | undefined): string | undefined {
  return value ? value : undefined;
}

export function timeOf(ms: number | null | undefined): Date | undefined {
  return ms ? new Date(ms) : undefined;
}

/** In the order of the kind's columns. */
export function cellsOf<T>({ columns, codec }: RowKind<T>, row: ArchivedRow): Cell[] {
  const record = codec.decode(row.value);
  return columns.map(({ of }) => of(record, row));
}

/** The order of rows within a part, and of events read back. */
export function compareRows(
  a: { readonly atMs: number; readonly id: string },
  b: { readonly atMs: number; readonly id: string },
): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
