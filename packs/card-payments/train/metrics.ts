/** How good scores are, on rows that the model was not fitted to. Ties are handled exactly, not by the order of rows. */
export interface ScoredRows {
  /** Higher means more likely fraud. */
  readonly scores: Float64Array;
  /** 1 = fraud. */
  readonly labels: Uint8Array;
}

export interface CalibrationBin {
  readonly rows: number;
  readonly meanPredicted: number;
  readonly observed: number;
}

/** Area under the ROC curve: how often a fraud scores above a good payment (a tie counts half). */
export function rocAuc(rows: ScoredRows): number {
  let area = 0;
  let positives = 0;
  let negatives = 0;
  for (const group of groupsOf(rows)) {
    area += group.negatives * (positives + group.positives / 2);
    positives += group.positives;
    negatives += group.negatives;
  }
  return area / (positives * negatives);
}

/** Average precision: precision weighted by the recall that each threshold adds; the baseline is the share of frauds. */
export function averagePrecision(rows: ScoredRows): number {
  const total = positivesOf(rows);
  let sum = 0;
  let positives = 0;
  let seen = 0;
  for (const group of groupsOf(rows)) {
    positives += group.positives;
    seen += group.positives + group.negatives;
    sum += (group.positives / total) * (positives / seen);
  }
  return sum;
}

/** The share of frauds caught by the lowest threshold that flags at most `rate` of the good payments. */
export function recallAtFalsePositiveRate(rows: ScoredRows, rate: number): number {
  const total = positivesOf(rows);
  const allowed = rate * (rows.labels.length - total);
  let positives = 0;
  let negatives = 0;
  for (const group of groupsOf(rows)) {
    if (negatives + group.negatives > allowed) break;
    negatives += group.negatives;
    positives += group.positives;
  }
  return positives / total;
}

/** Mean squared difference of probability and outcome; for probabilities only. */
export function brierScore({ scores, labels }: ScoredRows): number {
  return scores.reduce((sum, p, i) => sum + (p - labels[i]!) ** 2, 0) / scores.length;
}

/** Rows in the order of their probability, cut into `bins` of equal size: what was predicted and what happened. */
export function calibrationOf({ scores, labels }: ScoredRows, bins: number): CalibrationBin[] {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  return Array.from({ length: bins }, (_, bin) => {
    const part = order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins));
    const meanOver = (values: ArrayLike<number>) => part.reduce((sum, row) => sum + values[row]!, 0) / part.length;
    return { rows: part.length, meanPredicted: meanOver(scores), observed: meanOver(labels) };
  }).filter(({ rows }) => rows > 0);
}

/** Expected calibration error: the mean distance of predicted and observed over the bins, by their rows. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { rows }) => sum + rows, 0);
  return bins.reduce((sum, bin) => sum + (bin.rows / total) * Math.abs(bin.meanPredicted - bin.observed), 0);
}

function positivesOf({ labels }: ScoredRows): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

/** Rows of the same score together, highest score first. */
function* groupsOf({ scores, labels }: ScoredRows): Generator<{ positives: number; negatives: number }> {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]!;
    let positives = 0;
    let negatives = 0;
    for (; i < order.length && scores[order[i]!] === score; i++) {
      if (labels[order[i]!] === 1) positives++;
      else negatives++;
    }
    yield { positives, negatives };
  }
}
