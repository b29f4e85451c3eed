/** Margins and probabilities of rows. */
import { calibrate } from './calibration/calibration.js';
import { kernelImage } from './kernel/kernel-image.js';
import { TreeKernel } from './kernel/tree-kernel.js';
import { goesLeft, type TreeModel } from './tree-model.js';

const kernels = new WeakMap<TreeModel, TreeKernel>();

/**
 * Log-odds of each row of a row-major matrix of float32 values; NaN is missing. Trees are added in their order, as doubles.
 * Throws `RangeError` where the values are no whole rows, or the model has more than two GiB.
 */
export function predictMargins(model: TreeModel, rows: Float32Array): Float64Array {
  const width = model.features.length;
  const count = rows.length / width;
  if (!Number.isInteger(count)) throw new RangeError(`${rows.length} values are not rows of ${width}`);
  let kernel = kernels.get(model);
  if (!kernel) kernels.set(model, (kernel = new TreeKernel(kernelImage(model))));
  const margins = new Float64Array(count);
  kernel.margins(rows, margins);
  return margins;
}

/** Log-odds of one row: what `predictMargins` says of it, without anything to prepare. */
export function marginOf({ baseMargin, treeStart, nodes }: TreeModel, row: Float32Array): number {
  let margin = baseMargin;
  for (let tree = 0; tree + 1 < treeStart.length; tree++) {
    let node = treeStart[tree]!;
    for (let feature = nodes.feature[node]!; feature >= 0; feature = nodes.feature[node]!)
      node = nodes.left[node]! + (goesLeft(nodes, node, row[feature]!) ? 0 : 1);
    margin += nodes.value[node]!;
  }
  return margin;
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
