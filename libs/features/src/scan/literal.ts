/** A number as code. Throws `RangeError` for whatever is no finite number: nothing else gets into generated code. */
export function literal(value: number): string {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new RangeError(`${String(value)} is no finite number`);
  return value < 0 ? `(${value})` : String(value);
}
