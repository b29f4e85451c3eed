/** Whether probabilities mean what they say. Labels are 0 or 1. */

/** Mean square of (probability - label). */
export function brierScore(labels: Uint8Array, probabilities: ArrayLike<number>): number {
  checkProbabilities(labels, probabilities);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += (probabilities[i]! - labels[i]!) ** 2;
  return sum / labels.length;
}

// As scikit-learn: a sure mistake costs much, not infinitely much.
const SURE = 2 ** -52;

/** Mean of -ln(probability of the label that came). */
export function logLoss(labels: Uint8Array, probabilities: ArrayLike<number>): number {
  checkProbabilities(labels, probabilities);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const p = Math.min(1 - SURE, Math.max(SURE, probabilities[i]!));
    sum -= Math.log(labels[i] === 1 ? p : 1 - p);
  }
  return sum / labels.length;
}

export interface CalibrationBin {
  readonly rows: number;
  readonly meanProbability: number;
  /** Share of label 1. */
  readonly observed: number;
}

/** What was predicted beside what came, over bins of about equal numbers of rows in the order of probability. */
export function calibrationCurve(labels: Uint8Array, probabilities: ArrayLike<number>, bins: number): CalibrationBin[] {
  checkProbabilities(labels, probabilities);
  const order = Float64Array.from(probabilities).sort();
  const edges = Array.from({ length: bins }, (_, i) => order[Math.floor(((i + 1) * order.length) / bins) - 1] ?? -1);
  const sums = edges.map(() => ({ rows: 0, probability: 0, ones: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const p = probabilities[i]!;
    // Equal probabilities share a bin, the first that reaches them.
    const sum = sums[edges.findIndex((edge) => p <= edge)]!;
    sum.rows++;
    sum.probability += p;
    sum.ones += labels[i]!;
  }
  return sums
    .filter(({ rows }) => rows > 0)
    .map(({ rows, probability, ones }) => ({ rows, meanProbability: probability / rows, observed: ones / rows }));
}

/** Expected calibration error: the mean distance of predicted and observed over the bins, by their rows. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { rows }) => sum + rows, 0);
  return bins.reduce((sum, bin) => sum + (bin.rows / total) * Math.abs(bin.meanProbability - bin.observed), 0);
}

function checkProbabilities(labels: Uint8Array, probabilities: ArrayLike<number>): void {
  if (probabilities.length !== labels.length)
    throw new RangeError(`${probabilities.length} probabilities for ${labels.length} labels`);
  for (let i = 0; i < labels.length; i++)
    if (!(probabilities[i]! >= 0 && probabilities[i]! <= 1))
      throw new RangeError(`The probability of row ${i} is ${probabilities[i]}`);
}
