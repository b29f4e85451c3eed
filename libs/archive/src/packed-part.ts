/** Rows on their way to a thread: their records in one piece of memory, since a slice of a common one would take all of that along. */
import type { ArchivedRow } from './archived-row.js';
import type { PartRows } from './write-part.js';

export interface PackedPart {
  readonly path: string;
  readonly rows: readonly Omit<ArchivedRow, 'value'>[];
  /** Of all rows, one after the other, and where each ends. */
  readonly values: Uint8Array;
  readonly ends: readonly number[];
}

export function packed({ path, rows }: PartRows): PackedPart {
  const values = new Uint8Array(rows.reduce((sum, { value }) => sum + value.length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const { value } of rows) {
    values.set(value, end);
    ends.push((end += value.length));
  }
  return { path, rows: rows.map(({ value: _value, ...row }) => row), values, ends };
}

export function unpacked({ rows, values, ends }: PackedPart): ArchivedRow[] {
  return rows.map((row, i) => ({ ...row, value: values.subarray(ends[i - 1] ?? 0, ends[i]) }));
}
