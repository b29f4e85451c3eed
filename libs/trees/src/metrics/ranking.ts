/**
 * How well scores put label 1 before label 0. Rows of equal score count as one group, so that no metric depends on the
 * order of rows. Labels are 0 or 1; both must be there, or the metric is NaN.
 */
import { groupsOf, sortedScores } from './sorted-scores.js';

/** Area under the ROC curve: the chance that a random 1 has a higher score than a random 0, ties counting half. */
export function rocAuc(labels: Uint8Array, scores: ArrayLike<number>): number {
  const { positives, negatives } = sortedScores(labels, scores);
  let area = 0;
  let tp = 0;
  for (const group of groupsOf(positives, negatives)) {
    area += group.negatives * (tp + group.positives / 2);
    tp += group.positives;
  }
  return area / (positives.length * negatives.length);
}

/** Sum of (recall gained) times precision over falling thresholds, without interpolation: scikit-learn's definition. */
export function averagePrecision(labels: Uint8Array, scores: ArrayLike<number>): number {
  const { positives, negatives } = sortedScores(labels, scores);
  let sum = 0;
  let tp = 0;
  let fp = 0;
  for (const group of groupsOf(positives, negatives)) {
    tp += group.positives;
    fp += group.negatives;
    sum += (group.positives * tp) / (tp + fp);
  }
  return negatives.length === 0 ? Number.NaN : sum / positives.length;
}

/** Share of label 1 among the k highest scores. Where the k-th is tied, its group counts in proportion. */
export function precisionAt(labels: Uint8Array, scores: ArrayLike<number>, k: number): number {
  const { positives, negatives } = sortedScores(labels, scores);
  if (!(k >= 1 && k <= labels.length)) throw new RangeError(`k must be from 1 to ${labels.length}, not ${k}`);
  let taken = 0;
  let hits = 0;
  for (const group of groupsOf(positives, negatives)) {
    const size = group.positives + group.negatives;
    const share = Math.min(1, (k - taken) / size);
    hits += share * group.positives;
    taken += share * size;
    if (taken >= k) break;
  }
  return hits / k;
}

/** Share of label 1 that is caught by the lowest threshold at which at most `rate` of label 0 is. */
export function recallAtFalsePositiveRate(labels: Uint8Array, scores: ArrayLike<number>, rate: number): number {
  const { positives, negatives } = sortedScores(labels, scores);
  if (negatives.length === 0) return Number.NaN;
  let tp = 0;
  let fp = 0;
  for (const group of groupsOf(positives, negatives)) {
    fp += group.negatives;
    if (fp > rate * negatives.length) break;
    tp += group.positives;
  }
  return tp / positives.length;
}
