/** Margins and probabilities of rows. */
import { calibrate } from './calibration/calibration.js';
import { goesLeft, type TreeModel } from './tree-model.js';

const BLOCK_ROWS = 256;

/** Log-odds of each row of a row-major matrix of float32 values; NaN is missing. Trees are added in their order, as doubles. */
export function predictMargins(model: TreeModel, rows: Float32Array): Float64Array {
  const width = model.features.length;
  const count = rows.length / width;
  if (!Number.isInteger(count)) throw new RangeError(`${rows.length} values are not rows of ${width}`);
  const margins = new Float64Array(count).fill(model.baseMargin);
  const { treeStart, nodes } = model;
  // Tree by tree over a block of rows: both then stay in the processor's cache.
  for (let begin = 0; begin < count; begin += BLOCK_ROWS) {
    const end = Math.min(count, begin + BLOCK_ROWS);
    for (let tree = 0; tree + 1 < treeStart.length; tree++)
      for (let row = begin; row < end; row++) {
        const at = row * width;
        let node = treeStart[tree]!;
        for (let feature = nodes.feature[node]!; feature >= 0; feature = nodes.feature[node]!)
          node = nodes.left[node]! + (goesLeft(nodes, node, rows[at + feature]!) ? 0 : 1);
        margins[row]! += nodes.value[node]!;
      }
  }
  return margins;
}

/** The calibrated probability of label 1 of each row. */
export function predictProbabilities(model: TreeModel, rows: Float32Array): Float64Array {
  return predictMargins(model, rows).map((margin) => calibrate(model.calibration, margin));
}

/** Columns as one row-major matrix. */
export function rowsOf(columns: readonly Float32Array[]): Float32Array {
  const count = columns[0]?.length ?? 0;
  const rows = new Float32Array(count * columns.length);
  for (const [c, column] of columns.entries())
    for (let row = 0; row < count; row++) rows[row * columns.length + c] = column[row]!;
  return rows;
}
