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
  const someMissing = missingH !== 0;
  let leftG = 0;
  let leftH = 0;
  let previous = 0;
  for (let bin = 1; bin < bins; bin++) {
    // Every row with a weight has a second derivative above 0.
    const h = histogram[start + 2 * bin + 1]!;
    if (h === 0) continue;
    if (previous > 0) {
      // Halfway through the empty bins between the two.
      const limit = (previous + bin - 1) >> 1;
      candidates.consider(leftG, leftH, limit, 0);
      if (someMissing) candidates.consider(leftG + missingG, leftH + missingH, limit, 1);
    }
    leftG += histogram[start + 2 * bin]!;
    leftH += h;
    previous = bin;
  }
  if (someMissing) candidates.consider(leftG, leftH, bins - 1, 0);
  candidates.write(records, at);
}
