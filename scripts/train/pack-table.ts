/** The history that a pack makes by itself, as a table: every payment through the same states and features as when deciding. */
import { sharedFloats } from '#trees';
import type { TrainingTable } from '#training';
import { MODEL_FEATURES } from '../../packs/card-payments/src/features.js';
import { simulate } from '../../packs/card-payments/src/simulate.js';
import { trainingRows } from '../../packs/card-payments/train/training-rows.js';
import { TrainError } from './train-error.js';

const DAY_MS = 86_400_000;
/** A Monday. */
const FROM_MS = Date.UTC(2026, 0, 5);
const SEED = 'card-payments-trees';
const WORLD: World = { accounts: 2500, fillDays: 20, days: 100 };

export interface World {
  readonly accounts: number;
  /** In which the histories fill; they become no rows. */
  readonly fillDays: number;
  /** That become rows. */
  readonly days: number;
}

/** Throws `TrainError` for a pack without a simulator. */
export function packTable(pack: string, { accounts, fillDays, days }: World = WORLD): TrainingTable {
  if (pack !== 'card-payments') throw new TrainError(`the pack ${pack} makes no history of its own`);
  const rowsFromMs = FROM_MS + fillDays * DAY_MS;
  const events = simulate({ seed: SEED, accounts, fromMs: FROM_MS, untilMs: rowsFromMs + days * DAY_MS });
  const { columns, rows, labels, timesMs } = trainingRows(events, rowsFromMs);
  return {
    features: MODEL_FEATURES.features.map(({ name }) => ({ name, kind: 'number' })),
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
