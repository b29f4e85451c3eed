/** Numbers as the text of a PostgreSQL array; JSON has no NaN, and a feature without a value is one. */
export function packFloats(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
