/** Scores of each label in order, and what a threshold that falls from the highest to the lowest meets. */
export interface SortedScores {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

export interface ScoreGroup {
  readonly score: number;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Scores of each label, ascending. Two native sorts, then a merge: many times faster than sorting rows by a callback. Throws
 * `RangeError` for a score that is not a number.
 */
export function sortedScores(labels: Uint8Array, scores: ArrayLike<number>): SortedScores {
  if (scores.length !== labels.length) throw new RangeError(`${scores.length} scores for ${labels.length} labels`);
  let ones = 0;
  for (let i = 0; i < labels.length; i++) ones += labels[i]!;
  const positives = new Float64Array(ones);
  const negatives = new Float64Array(labels.length - ones);
  let p = 0;
  let n = 0;
  for (let i = 0; i < labels.length; i++) {
    const score = scores[i]!;
    if (score !== score) throw new RangeError(`The score of row ${i} is not a number`);
    if (labels[i] === 1) positives[p++] = score;
    else negatives[n++] = score;
  }
  return { positives: positives.sort(), negatives: negatives.sort() };
}

/** Groups of equal score, the highest first. */
export function* groupsOf(positives: Float64Array, negatives: Float64Array): Generator<ScoreGroup> {
  let p = positives.length;
  let n = negatives.length;
  while (p > 0 || n > 0) {
    const score = Math.max(positives[p - 1] ?? -Infinity, negatives[n - 1] ?? -Infinity);
    const [fromP, fromN] = [p, n];
    while (p > 0 && positives[p - 1] === score) p--;
    while (n > 0 && negatives[n - 1] === score) n--;
    yield { score, positives: fromP - p, negatives: fromN - n };
  }
}
