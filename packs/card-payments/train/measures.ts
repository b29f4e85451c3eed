/** What is said of a model in its file and its card. */
import {
  averagePrecision,
  brierScore,
  calibrationCurve,
  calibrationError,
  recallAtFalsePositiveRate,
  rocAuc,
} from '#trees';
import type { TrainingRows } from './training-rows.js';

export function measuresOf(labels: Uint8Array, probabilities: Float64Array): Record<string, number> {
  return {
    roc_auc: rocAuc(labels, probabilities),
    average_precision: averagePrecision(labels, probabilities),
    recall_at_fpr_0_1_percent: recallAtFalsePositiveRate(labels, probabilities, 0.001),
    recall_at_fpr_1_percent: recallAtFalsePositiveRate(labels, probabilities, 0.01),
    brier_score: brierScore(labels, probabilities),
    expected_calibration_error: calibrationError(calibrationCurve(labels, probabilities, 10)),
  };
}

/** The share of each typology's frauds that is caught when 1 % of the good payments are flagged. */
export function recallByTypology(
  { labels, typologies }: TrainingRows,
  probabilities: Float64Array,
): Record<string, { frauds: number; recall: number }> {
  const good = probabilities.filter((_, row) => labels[row] === 0).sort();
  const threshold = good[Math.floor(good.length * 0.99)]!;
  const counts = new Map<string, { frauds: number; caught: number }>();
  for (const [row, typology] of typologies.entries()) {
    if (labels[row] === 0 || typology === undefined) continue;
    const count = counts.get(typology) ?? { frauds: 0, caught: 0 };
    count.frauds++;
    if (probabilities[row]! > threshold) count.caught++;
    counts.set(typology, count);
  }
  return Object.fromEntries(
    [...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { frauds, caught }]) => [name, { frauds, recall: caught / frauds }]),
  );
}

/** Share of good payments that must have a value for one to be usual. */
const KNOWN_MIN = 0.02;

/** What people are told is usual: the median of the good payments that have a value; NaN where hardly any has. */
export function typicalValues({ rows, labels, columns }: TrainingRows): number[] {
  const good = labels.reduce((sum, label) => sum + 1 - label, 0);
  const values = new Float32Array(good);
  return Array.from({ length: columns }, (_, column) => {
    let known = 0;
    for (let row = 0; row < labels.length; row++) {
      const value = rows[row * columns + column]!;
      if (labels[row] === 0 && !Number.isNaN(value)) values[known++] = value;
    }
    return known < good * KNOWN_MIN ? Number.NaN : values.subarray(0, known).sort()[known >> 1]!;
  });
}
