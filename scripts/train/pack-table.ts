/** The history that a pack makes by itself, as a table: every payment through the same histories and features as when deciding. */
import { FEATURES } from '#features';
import { sharedFloats } from '#trees';
import type { TrainingTable } from '#training';
import { simulate } from '../../packs/card-payments/src/simulate.js';
import { trainingRows } from '../../packs/card-payments/train/training-rows.js';
import { TrainError } from './train-error.js';

const DAY_MS = 86_400_000;
/** Days for the histories to fill, and days that become rows; from a Monday on. */
const DAYS = { fill: 20, rows: 100 };
const FROM_MS = Date.UTC(2026, 0, 5);
const WORLD = { seed: 'card-payments-trees', accounts: 2500, crimeShare: 0.0085 };

export function packTable(pack: string): TrainingTable {
  if (pack !== 'card-payments') throw new TrainError(`the pack ${pack} makes no history of its own`);
  const rowsFromMs = FROM_MS + DAYS.fill * DAY_MS;
  const events = simulate({ ...WORLD, fromMs: FROM_MS, untilMs: rowsFromMs + DAYS.rows * DAY_MS });
  const { columns, rows, labels, timesMs } = trainingRows(events, rowsFromMs);
  return {
    features: FEATURES.map(({ name }) => ({ name, kind: 'number' })),
    columns: Array.from({ length: columns }, (_, c) => columnOf(rows, columns, c)),
    labels,
    timesMs,
  };
}

function columnOf(rows: Float32Array, width: number, column: number): Float32Array {
  const values = sharedFloats(rows.length / width);
  for (let row = 0; row < values.length; row++) values[row] = rows[row * width + column]!;
  return values;
}
