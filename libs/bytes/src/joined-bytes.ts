/** Values one after the other in memory of their own, on their way to another thread: a slice would take along all that it was cut from. */
export interface JoinedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each of them ends. */
  readonly ends: readonly number[];
}

/** Copies. */
export function joinBytes(values: readonly Uint8Array[]): JoinedBytes {
  const bytes = new Uint8Array(values.reduce((sum, { length }) => sum + length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const value of values) {
    bytes.set(value, end);
    ends.push((end += value.length));
  }
  return { bytes, ends };
}

/** Views of the joined memory. */
export function splitBytes({ bytes, ends }: JoinedBytes): Uint8Array[] {
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}
