/**
 * The best split of one node by one column of categories. Few categories: each against the rest. More: categories in the
 * order of G / (H + smoothing), then the best cut of that order, which for a convex loss is the best of all subsets but
 * for the smoothing (Fisher, "On Grouping for Maximum Homogeneity", 1958; as in LightGBM). Missing is tried on both sides.
 */
import { Candidates } from './candidates.js';
import type { NodeTotals } from './split-record.js';
import type { SplitRules } from './split-gain.js';

const candidates = new Candidates();

/**
 * Writes the record at `at`, and into `sets` from word `setAt` which bins go left: bit b for bin b, the missing one
 * (bit 0) included.
 */
export function findCategorySplit(
  histogram: Float64Array,
  start: number,
  bins: number,
  node: NodeTotals,
  rules: SplitRules,
  records: Float64Array,
  at: number,
  sets: Uint32Array,
  setAt: number,
): void {
  const order = presentCategories(histogram, start, bins);
  const oneAgainstRest = order.length <= rules.oneAgainstRestMax;
  if (!oneAgainstRest) sortByGradient(order, histogram, start, rules);
  candidates.begin(node, rules, 0);
  const missingG = histogram[start]!;
  const missingH = histogram[start + 1]!;
  let leftG = 0;
  let leftH = 0;
  let best: readonly number[] = [];
  for (const [i, bin] of order.entries()) {
    leftG = histogram[start + 2 * bin]! + (oneAgainstRest ? 0 : leftG);
    leftH = histogram[start + 2 * bin + 1]! + (oneAgainstRest ? 0 : leftH);
    const left = (): number[] => order.slice(oneAgainstRest ? i : 0, i + 1);
    if (candidates.consider(leftG, leftH, 0, 0)) best = left();
    if (missingH !== 0 && candidates.consider(leftG + missingG, leftH + missingH, 0, 1)) best = [0, ...left()];
  }
  // Present against missing, which one against the rest has not tried.
  if (oneAgainstRest && missingH !== 0 && candidates.consider(missingG, missingH, 0, 1)) best = [0];
  candidates.write(records, at);
  writeSet(sets, setAt, bins, best);
}

/** Words of a set over this many bins. */
export function setWords(bins: number): number {
  return (bins + 31) >>> 5;
}

function presentCategories(histogram: Float64Array, start: number, bins: number): number[] {
  const present: number[] = [];
  for (let bin = 1; bin < bins; bin++) if (histogram[start + 2 * bin + 1] !== 0) present.push(bin);
  return present;
}

function sortByGradient(order: number[], histogram: Float64Array, start: number, rules: SplitRules): void {
  const rank = new Map(
    order.map((bin) => {
      const g = histogram[start + 2 * bin]! * rules.gradientUnit;
      const h = histogram[start + 2 * bin + 1]! * rules.hessianUnit;
      return [bin, g / (h + rules.categorySmoothing)];
    }),
  );
  order.sort((a, b) => rank.get(a)! - rank.get(b)! || a - b);
}

function writeSet(sets: Uint32Array, at: number, bins: number, members: readonly number[]): void {
  sets.fill(0, at, at + setWords(bins));
  for (const bin of members) sets[at + (bin >>> 5)]! |= 1 << (bin & 31);
}
