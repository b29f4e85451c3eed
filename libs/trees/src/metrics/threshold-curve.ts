/** What every threshold would catch: the points that ROC and precision-recall curves, and choices of a threshold, are made of. */
import { groupsOf, sortedScores } from './sorted-scores.js';

export interface ThresholdPoint {
  /** Rows with at least this score are flagged. */
  readonly threshold: number;
  /** Rows with label 1, and with label 0, that are. */
  readonly truePositives: number;
  readonly falsePositives: number;
}

export interface ThresholdCurve {
  readonly positives: number;
  readonly negatives: number;
  /** Thresholds fall; the last point flags every row. */
  readonly points: readonly ThresholdPoint[];
}

/**
 * All points where the rate of either label has moved by `step` since the last one, so at most 2 / step + 1 of them: what is
 * left out would not be seen in a plot. 0: every distinct score.
 */
export function thresholdCurve(labels: Uint8Array, scores: ArrayLike<number>, step = 0): ThresholdCurve {
  const { positives, negatives } = sortedScores(labels, scores);
  const points: ThresholdPoint[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  let last = { truePositives: 0, falsePositives: 0 };
  for (const group of groupsOf(positives, negatives)) {
    truePositives += group.positives;
    falsePositives += group.negatives;
    const moved = Math.max(
      (truePositives - last.truePositives) / positives.length,
      (falsePositives - last.falsePositives) / negatives.length,
    );
    const isLast = truePositives === positives.length && falsePositives === negatives.length;
    if (moved < step && !isLast) continue;
    last = { truePositives, falsePositives };
    points.push({ threshold: group.score, ...last });
  }
  return { positives: positives.length, negatives: negatives.length, points };
}
