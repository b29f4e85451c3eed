/** Payments with times, amounts and cards, of which a threshold in the amount and a category say what is fraud. */
import { sharedFloats } from '#trees';
import type { TrainingTable } from '../training-table.js';

const HOUR_MS = 3_600_000;
const FROM_MS = Date.UTC(2026, 2, 2);
const SHOPS = ['books', 'phones', 'food'];

export function madeUpTable(rows: number, seed = 1): TrainingTable {
  const random = generator(seed);
  const columns = [0, 1, 2].map(() => sharedFloats(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const amount = Math.round(10_000 * random()) / 100;
    const shop = Math.floor(3 * random());
    const share = (amount > 70 ? 0.5 : 0.02) * (shop === 1 ? 1 : 0.3);
    labels[row] = random() < share ? 1 : 0;
    columns[0]![row] = amount;
    columns[1]![row] = shop;
    columns[2]![row] = random() < 0.2 ? Number.NaN : random();
  }
  return {
    features: [
      { name: 'amount', kind: 'number' },
      { name: 'shop', kind: 'category' },
      { name: 'noise', kind: 'number' },
    ],
    columns,
    labels,
    timesMs: Float64Array.from({ length: rows }, (_, row) => FROM_MS + row * HOUR_MS),
    ids: Array.from({ length: rows }, (_, row) => `p${row}`),
    amounts: columns[0]!.slice(),
    cards: Uint32Array.from({ length: rows }, (_, row) => row % 97),
    categories: { shop: SHOPS },
  };
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}
