/** What analysts are told is usual: the median of each feature among good payments. */
import type { TrainingTable } from './training-table.js';

const ROWS_MAX = 100_000;

/** In the order of the features; NaN where most have no value, and for categories. Of at most 100,000 rows, evenly spread. */
export function typicalValues({ features, columns, labels }: TrainingTable): number[] {
  const good = [...labels.keys()].filter((row) => labels[row] === 0);
  const every = Math.ceil(good.length / ROWS_MAX);
  const rows = good.filter((_, i) => i % every === 0);
  return columns.map((column, i) => {
    if (features[i]!.kind === 'category') return Number.NaN;
    const values = Float32Array.from(rows.map((row) => column[row]!).filter((x) => x === x)).sort();
    return values.length < rows.length / 2 ? Number.NaN : values[values.length >> 1]!;
  });
}
