/** Scores of a table's rows, a block at a time: the whole table as rows would take its memory a second time. */
import { calibrate, predictMargins, rowsOf, type TreeModel } from '#trees';
import { rowsBetween, type TrainingTable } from './training-table.js';

const BLOCK_ROWS = 65_536;

/** Log-odds before calibration. */
export function marginsOf(model: TreeModel, table: TrainingTable): Float64Array {
  const rows = table.labels.length;
  const margins = new Float64Array(rows);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const block = rowsBetween(table, from, Math.min(rows, from + BLOCK_ROWS));
    margins.set(predictMargins(model, rowsOf(block.columns)), from);
  }
  return margins;
}

/** Calibrated. */
export function probabilitiesOf({ calibration }: TreeModel, margins: Float64Array): Float64Array {
  return margins.map((margin) => calibrate(calibration, margin));
}
