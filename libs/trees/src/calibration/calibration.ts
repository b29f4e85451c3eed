/** From a margin (log-odds as the trees have them) to a probability that means what it says. */
export type Calibration =
  /** The margin is log-odds as it is. */
  | { readonly kind: 'none' }
  /** Platt: log-odds are `slope * margin + offset`. */
  | { readonly kind: 'platt'; readonly slope: number; readonly offset: number }
  /** Isotonic: straight lines between knots, level beyond the first and last. Margins rise, probabilities don't fall. */
  | { readonly kind: 'isotonic'; readonly margins: readonly number[]; readonly probabilities: readonly number[] };

export function calibrate(calibration: Calibration, margin: number): number {
  switch (calibration.kind) {
    case 'none':
      return sigmoid(margin);
    case 'platt':
      return sigmoid(calibration.slope * margin + calibration.offset);
    case 'isotonic':
      return interpolated(calibration.margins, calibration.probabilities, margin);
  }
}

/** Probabilities of 0 and 1, which an isotonic calibration has, are as sure as this. */
const LOG_ODDS_MAX = 16;

/** Log-odds of the calibrated probability. */
export function calibratedLogOdds(calibration: Calibration, margin: number): number {
  switch (calibration.kind) {
    case 'none':
      return margin;
    case 'platt':
      return calibration.slope * margin + calibration.offset;
    case 'isotonic': {
      const probability = interpolated(calibration.margins, calibration.probabilities, margin);
      return Math.min(LOG_ODDS_MAX, Math.max(-LOG_ODDS_MAX, Math.log(probability / (1 - probability))));
    }
  }
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function interpolated(xs: readonly number[], ys: readonly number[], x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return ys[0]!;
  if (low === xs.length) return ys[low - 1]!;
  const share = (x - xs[low - 1]!) / (xs[low]! - xs[low - 1]!);
  return ys[low - 1]! + share * (ys[low]! - ys[low - 1]!);
}
