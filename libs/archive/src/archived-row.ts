/** A record of the log as a row of the archive: its cells in the order of its kind's columns, and where it belongs. */
import type { Cell, CellType } from '#parquet';
import type { Kind } from './layout.js';

export interface ArchivedRow {
  readonly tenantId: string;
  /** Decides the day and the order: when the payment was made, or the label known. Unix milliseconds. */
  readonly atMs: number;
  readonly id: string;
  readonly mode: 'live' | 'test';
  /** Of its record, in the partition that it came from. */
  readonly offset: number;
  readonly cells: readonly Cell[];
}

/** Where a record was in its topic. */
export interface LogPlace {
  readonly partition: number;
  readonly offset: number;
}

export interface ArchiveColumn<T> {
  readonly name: string;
  readonly type: CellType;
  readonly of: (record: T, place: LogPlace) => Cell;
}

/** What a kind of part is made of, for writer and reader. */
export interface RowKind<T> {
  readonly kind: Kind;
  readonly columns: readonly ArchiveColumn<T>[];
  rowOf(record: T, place: LogPlace): ArchivedRow;
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

export function cellsOf<T>(columns: readonly ArchiveColumn<T>[], record: T, place: LogPlace): Cell[] {
  return columns.map(({ of }) => of(record, place));
}

/** The order of rows within a part, and of events read back. */
export function compareRows(
  a: { readonly atMs: number; readonly id: string },
  b: { readonly atMs: number; readonly id: string },
): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
