/** Small training sets with structure, from a seed: a product of two columns, missing values, a category, cents. */
import { sharedFloats } from '../thread-memory.js';
import { uniform } from '../random.js';
import type { Feature, TrainingSet } from '../training-set.js';

export const MADE_UP_FEATURES: readonly Feature[] = [
  { name: 'amount', kind: 'number' },
  { name: 'ratio', kind: 'number' },
  { name: 'count', kind: 'number' },
  { name: 'country', kind: 'category' },
  { name: 'noise', kind: 'number' },
];

/** `missing`: share of each column that is. */
export function madeUpSet(rows: number, seed: number, missing = 0.1): TrainingSet {
  const columns = MADE_UP_FEATURES.map(() => sharedFloats(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const draw = (stream: number): number => uniform(seed, stream, row);
    const amount = Math.round(Math.exp(1 + 4 * draw(0)) * 100) / 100;
    const ratio = draw(1) * 4 - 2;
    const count = Math.floor(draw(2) * 8);
    const country = Math.floor(draw(3) * draw(4) * 20);
    const logOdds = -2 + (amount > 60 ? 1.5 : 0) + ratio * (count > 4 ? 1.5 : 0) + [1, -1, 0, 2][country % 4]!;
    labels[row] = draw(5) < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    for (const [i, value] of [amount, ratio, count, country, draw(6)].entries())
      columns[i]![row] = draw(10 + i) < missing ? Number.NaN : value;
  }
  return { features: MADE_UP_FEATURES, columns, labels };
}
