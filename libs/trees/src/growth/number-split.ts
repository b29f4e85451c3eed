/**
 * The best split of one node by one column of numbers: every boundary between two bins that have rows, with the missing
 * ones on either side (Chen and Guestrin 2016, algorithm 3), and "present against missing".
 */
import { Candidates } from './candidates.js';
import type { NodeTotals } from './split-record.js';
import type { SplitRules } from './split-gain.js';

const candidates = new Candidates();

/** Writes the record at `at`; its gain is 0 where no split is allowed or worth it. */
export function findNumberSplit(
  histogram: Float64Array,
  start: number,
  bins: number,
  monotone: number,
  node: NodeTotals,
  rules: SplitRules,
  records: Float64Array,
  at: number,
): void {
  candidates.begin(node, rules, monotone);
  const missingG = histogram[start]!;
  const missingH = histogram[start + 1]!;
  const scan = rules.bounded || rules.l1 > 0 ? scanCarefully : scanFast;
  scan(histogram, start, bins, node, 0, 0, 0);
  // Every row with a weight has a second derivative above 0.
  if (missingH !== 0) {
    scan(histogram, start, bins, node, missingG, missingH, 1);
    candidates.consider(node.g - missingG, node.h - missingH, bins - 1, 0);
  }
  candidates.write(records, at);
}

/** Tries all boundaries, with these sums (of what is missing) on the left from the start. */
function scanCarefully(
  histogram: Float64Array,
  start: number,
  bins: number,
  _: NodeTotals,
  g: number,
  h: number,
  missingLeft: number,
): void {
  let leftG = g;
  let leftH = h;
  let previous = 0;
  for (let bin = 1; bin < bins; bin++) {
    const binH = histogram[start + 2 * bin + 1]!;
    if (binH === 0) continue;
    if (previous > 0) candidates.consider(leftG, leftH, halfway(previous, bin), missingLeft);
    leftG += histogram[start + 2 * bin]!;
    leftH += binH;
    previous = bin;
  }
}

/** The same for leaf values without bounds and L1: the loop that most of the search is spent in, on local variables only. */
function scanFast(
  histogram: Float64Array,
  start: number,
  bins: number,
  { g: totalG, h: totalH }: NodeTotals,
  g: number,
  h: number,
  missingLeft: number,
): void {
  const { minH, l2 } = candidates;
  let { best } = candidates;
  let leftG = g;
  let leftH = h;
  let previous = 0;
  let bestG = 0;
  let bestH = 0;
  let bestLimit = -1;
  const least = Math.max(minH, 1);
  for (let bin = 1; bin < bins; bin++) {
    const binH = histogram[start + 2 * bin + 1]!;
    if (binH === 0) continue;
    if (previous > 0 && leftH >= least) {
      const rightH = totalH - leftH;
      if (rightH < least) break;
      const rightG = totalG - leftG;
      const left = leftH + l2;
      const right = rightH + l2;
      const numerator = leftG * leftG * right + rightG * rightG * left;
      const denominator = left * right;
      if (numerator > best * denominator) {
        best = numerator / denominator;
        bestG = leftG;
        bestH = leftH;
        bestLimit = halfway(previous, bin);
      }
    }
    leftG += histogram[start + 2 * bin]!;
    leftH += binH;
    previous = bin;
  }
  if (bestLimit >= 0) candidates.take(best, bestG, bestH, bestLimit, missingLeft);
}

/** The limit halfway through the empty bins between two. */
function halfway(bin: number, next: number): number {
  return (bin + next - 1) >> 1;
}
