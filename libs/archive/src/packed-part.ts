/** Rows on their way to a thread: their records in one piece of memory. */
import { joinBytes, type JoinedBytes, splitBytes } from '#bytes';
import type { ArchivedRow } from './archived-row.js';
import type { PartRows } from './write-part.js';

export interface PackedPart {
  readonly path: string;
  readonly rows: readonly Omit<ArchivedRow, 'value'>[];
  /** Of all rows. */
  readonly values: JoinedBytes;
}

export function packed({ path, rows }: PartRows): PackedPart {
  const values = joinBytes(rows.map(({ value }) => value));
  return { path, rows: rows.map(({ value: _value, ...row }) => row), values };
}

export function unpacked({ rows, values }: PackedPart): ArchivedRow[] {
  const each = splitBytes(values);
  return rows.map((row, i) => ({ ...row, value: each[i]! }));
}
