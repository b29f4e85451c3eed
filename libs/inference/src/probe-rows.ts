/** Rows that a model is tried with: nothing known, zeros, ones, large, negative, and a spread with gaps; the same every time. */
const SPREAD_ROWS = 59;

export function probeRows(columns: number): { readonly rows: Float32Array; readonly count: number } {
  const plain = [Number.NaN, 0, 1, 1e6, -1];
  const count = plain.length + SPREAD_ROWS;
  const rows = new Float32Array(count * columns);
  for (const [row, value] of plain.entries()) rows.fill(value, row * columns, (row + 1) * columns);
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  // Counts, amounts and ages: mostly small, sometimes large; one in eight is missing.
  for (let i = plain.length * columns; i < rows.length; i++)
    rows[i] = next() < 0.125 ? Number.NaN : Math.expm1(next() * 12) * (next() < 0.9 ? 1 : 0.001);
  return { rows, count };
}
