/**
 * Where a column may be split. Up to `exactMax` distinct values: between any two neighbours, as exact as sorting. Beyond:
 * `bins` bins of about equal weight, with one of its own for each value that weighs as much as a bin (as LightGBM's
 * GreedyFindBin). A split is `x < cut` in float32 everywhere: in training, in prediction and in ONNX.
 */
import { sortedDistinct } from './sort-floats.js';

export interface BinLimits {
  readonly exactMax: number;
  readonly bins: number;
}

/** Ascending. Value x falls in bin number (cuts that are ≤ x). Empty when the column is constant or missing throughout. */
export function cutPoints(column: Float32Array, weights: Float32Array | undefined, limits: BinLimits): Float32Array {
  const { values, weightOf } = sortedDistinct(column, weights);
  const cuts = values.length <= limits.exactMax ? everyGap(values) : quantiles(values, shares(weightOf), limits.bins);
  return Float32Array.from(cuts);
}

/** A float32 c with low < c ≤ high: the middle where float32 has one, so that values not seen are told apart halfway. */
export function cutBetween(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle > low && middle <= high ? middle : high;
}

function everyGap(values: Float32Array): number[] {
  const cuts: number[] = [];
  for (let i = 1; i < values.length; i++) cuts.push(cutBetween(values[i - 1]!, values[i]!));
  return cuts;
}

/**
 * Two thirds by weight, one third evenly by value: of an amount in cents, of which the middle is dense and the far end has
 * the frauds, the far end gets its bins too. The same as by weight where no value repeats.
 */
function shares(weightOf: Float64Array): Float64Array {
  const total = weightOf.reduce((sum, weight) => sum + weight, 0);
  return weightOf.map((weight) => (2 * weight) / total + 1 / weightOf.length);
}

function quantiles(values: Float32Array, weightOf: Float64Array, maxBins: number): number[] {
  const cuts: number[] = [];
  let rest = weightOf.reduce((sum, weight) => sum + weight, 0);
  let inBin = 0;
  for (let i = 0; i + 1 < values.length && cuts.length < maxBins - 1; i++) {
    const size = (rest + inBin) / (maxBins - cuts.length);
    inBin += weightOf[i]!;
    rest -= weightOf[i]!;
    const nextIsHeavy = weightOf[i + 1]! >= size && inBin >= size / 2;
    if (inBin < size && !nextIsHeavy) continue;
    cuts.push(cutBetween(values[i]!, values[i + 1]!));
    inBin = 0;
  }
  return cuts;
}
