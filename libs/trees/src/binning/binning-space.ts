/** What threads share while columns are binned, and their tasks: first the cuts of each column, then the bins of each tile. */
import { sharedBytes, sharedFloats, sharedInts } from '../thread-memory.js';
import type { TrainingSet } from '../training-set.js';
import { fillCategoryLane, fillLane } from './binner.js';
import { cutPoints, type BinLimits } from './cut-points.js';
import { LANES, type BinnedColumn, type Tile } from './tiles.js';

export interface BinningSpace {
  readonly columns: readonly Float32Array[];
  readonly validation: readonly Float32Array[];
  readonly kinds: readonly BinnedColumn['kind'][];
  /** How much each row counts where bins are of equal weight. */
  readonly weights: Float32Array;
  readonly limits: BinLimits;
  /** `cutsMax` places per column. */
  readonly cutsMax: number;
  readonly cuts: Float32Array;
  /** Of each column: how many cuts, or categories. */
  readonly counts: Int32Array;
  readonly missing: Int32Array;
  /** Of each column: 1 where not all present values are the same. */
  readonly varies: Uint8Array;
}

export function binningSpace(
  set: TrainingSet,
  columns: readonly Float32Array[],
  validation: readonly Float32Array[],
  limits: BinLimits,
): BinningSpace {
  const cutsMax = Math.max(limits.exactMax, limits.bins);
  return {
    columns,
    validation,
    kinds: set.features.map(({ kind }) => kind),
    weights: binningWeights(set),
    limits,
    cutsMax,
    cuts: sharedFloats(columns.length * cutsMax),
    counts: sharedInts(columns.length),
    missing: sharedInts(columns.length),
    varies: sharedBytes(columns.length),
  };
}

/** Rows of each label weigh the same in all: what is rare, and to be found, gets as many bins as what is common. */
function binningWeights({ labels, weights }: TrainingSet): Float32Array {
  const sums = [0, 0];
  for (let row = 0; row < labels.length; row++) sums[labels[row]!]! += weights ? weights[row]! : 1;
  const balanced = sharedFloats(labels.length);
  for (let row = 0; row < labels.length; row++)
    balanced[row] = ((weights ? weights[row]! : 1) * labels.length) / sums[labels[row]!]!;
  return balanced;
}

export function cutColumn(space: BinningSpace, column: number): void {
  const values = space.columns[column]!;
  let missing = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let row = 0; row < values.length; row++) {
    const x = values[row]!;
    if (x !== x) missing++;
    else {
      if (x > highest) highest = x;
      if (x < lowest) lowest = x;
    }
  }
  space.missing[column] = missing;
  space.varies[column] = lowest < highest ? 1 : 0;
  if (space.kinds[column] === 'category') {
    space.counts[column] = Math.max(0, highest + 1);
    return;
  }
  const cuts = cutPoints(values, space.weights, space.limits);
  space.cuts.set(cuts, column * space.cutsMax);
  space.counts[column] = cuts.length;
}

/** After all columns are cut. A column that splits nothing has one bin. */
export function binnedColumns(space: BinningSpace, features: TrainingSet['features']): BinnedColumn[] {
  return features.map(({ kind, monotone }, i) => {
    const count = space.counts[i]!;
    const missing = space.missing[i]!;
    const splits = space.varies[i] === 1 || (missing > 0 && missing < space.weights.length);
    // The missing one, and one more: of numbers above the last cut, of categories that only validation rows have.
    const bins = count + 2;
    const cuts = kind === 'category' ? 0 : count;
    return {
      kind,
      bins: splits ? bins : 1,
      cuts: space.cuts.slice(i * space.cutsMax, i * space.cutsMax + cuts),
      monotone: monotone ?? 0,
      hasMissing: missing > 0,
    };
  });
}

export function fillTile(space: BinningSpace, tile: Tile, of: 'training' | 'validation'): void {
  const columns = of === 'training' ? space.columns : space.validation;
  for (const [lane, column] of tile.columns.entries()) {
    if (column < 0) continue;
    const { cutsMax } = space;
    if (space.kinds[column] === 'category')
      fillCategoryLane(columns[column]!, space.counts[column]!, tile.bins, LANES, lane);
    else {
      const at = column * cutsMax;
      fillLane(columns[column]!, space.cuts.subarray(at, at + space.counts[column]!), tile.bins, LANES, lane);
    }
  }
}
