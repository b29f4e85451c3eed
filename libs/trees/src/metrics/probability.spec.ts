import { describe, expect, it } from 'vitest';
import { brierScore, calibrationCurve, calibrationError, logLoss } from './probability.js';

const labels = Uint8Array.of(0, 1, 1, 0);

describe('metrics of probability', () => {
  // The examples of scikit-learn's documentation for brier_score_loss and log_loss.
  it('scikit-learn’s examples', () => {
    expect(brierScore(labels, [0.1, 0.9, 0.8, 0.3])).toBeCloseTo(0.0375, 12);
    expect(logLoss(Uint8Array.of(1, 0, 0, 1), [0.9, 0.1, 0.2, 0.65])).toBeCloseTo(0.2161618, 6);
  });

  it('a sure mistake: costs much, not infinitely much', () => {
    expect(logLoss(Uint8Array.of(1), [0])).toBeCloseTo(36.04, 1);
  });

  it('calibration curve: bins of equal size in order; equal probabilities together', () => {
    expect(calibrationCurve(labels, [0.1, 0.9, 0.8, 0.3], 2)).toEqual([
      { rows: 2, meanProbability: 0.2, observed: 0 },
      { rows: 2, meanProbability: expect.closeTo(0.85, 12) as number, observed: 1 },
    ]);
    expect(calibrationCurve(labels, [0.5, 0.5, 0.5, 0.5], 3)).toEqual([
      { rows: 4, meanProbability: 0.5, observed: 0.5 },
    ]);
  });

  it('probabilities that come true → no error; that are twice too high → their half', () => {
    const truth = Uint8Array.from({ length: 100 }, (_, i) => (i % 10 < (i < 50 ? 2 : 5) ? 1 : 0));
    const predicted = Array.from(truth, (_, i) => (i < 50 ? 0.2 : 0.5));
    expect(calibrationError(calibrationCurve(truth, predicted, 2))).toBeCloseTo(0, 12);
    const doubled = predicted.map((p) => 2 * p);
    expect(calibrationError(calibrationCurve(truth, doubled, 2))).toBeCloseTo(0.35, 12);
  });

  it('what is not a probability: refused', () => {
    expect(() => brierScore(labels, [0, 1, 2, 0])).toThrow('row 2 is 2');
    expect(() => logLoss(labels, [0])).toThrow('1 probabilities for 4 labels');
  });
});
