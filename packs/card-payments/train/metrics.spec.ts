import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  brierScore,
  calibrationError,
  calibrationOf,
  recallAtFalsePositiveRate,
  rocAuc,
  type ScoredRows,
} from './metrics.js';

function rowsOf(...pairs: readonly (readonly [score: number, label: 0 | 1])[]): ScoredRows {
  return {
    scores: Float64Array.from(pairs, ([score]) => score),
    labels: Uint8Array.from(pairs, ([, label]) => label),
  };
}

const mixed = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom<(0 | 1)[]>(0, 1)), { minLength: 2, maxLength: 40 })
  .filter((pairs) => new Set(pairs.map(([, label]) => label)).size === 2);

describe('rocAuc', () => {
  it('any scores → the share of pairs in the right order, ties half', () => {
    fc.assert(
      fc.property(mixed, (pairs) => {
        const frauds = pairs.filter(([, label]) => label === 1);
        const goods = pairs.filter(([, label]) => label === 0);
        let right = 0;
        for (const [fraud] of frauds) for (const [good] of goods) right += fraud > good ? 1 : fraud === good ? 0.5 : 0;
        expect(rocAuc(rowsOf(...pairs))).toBeCloseTo(right / (frauds.length * goods.length), 12);
      }),
    );
  });
});

describe('averagePrecision', () => {
  // The worked example of scikit-learn's average_precision_score.
  it('a known example → 0.83', () => {
    expect(averagePrecision(rowsOf([0.1, 0], [0.4, 0], [0.35, 1], [0.8, 1]))).toBeCloseTo(0.8333, 4);
  });

  it('all scores the same → the share of frauds', () => {
    expect(averagePrecision(rowsOf([1, 0], [1, 1], [1, 0], [1, 0]))).toBe(0.25);
  });
});

describe('recallAtFalsePositiveRate', () => {
  const rows = rowsOf([9, 1], [8, 0], [7, 1], [6, 0], [5, 0], [4, 1], [3, 0]);
  it.each([
    [0, 1 / 3],
    [0.25, 2 / 3],
    [0.5, 2 / 3],
    [0.75, 1],
    [1, 1],
  ])('at %f → %f', (rate, recall) => {
    expect(recallAtFalsePositiveRate(rows, rate)).toBeCloseTo(recall, 12);
  });

  it('a tie that would go over the rate → left out as a whole', () => {
    expect(recallAtFalsePositiveRate(rowsOf([1, 1], [1, 0], [0, 0]), 0)).toBe(0);
  });
});

describe('calibration', () => {
  it('probabilities that come true → no error; that are twice too high → their half', () => {
    const truth = Array.from({ length: 100 }, (_, i): [number, 0 | 1] => [
      i < 50 ? 0.2 : 0.6,
      i % 10 < (i < 50 ? 2 : 6) ? 1 : 0,
    ]);
    expect(calibrationError(calibrationOf(rowsOf(...truth), 2))).toBeCloseTo(0, 12);
    const doubled = truth.map(([p, label]): [number, 0 | 1] => [2 * p, label]);
    expect(calibrationError(calibrationOf(rowsOf(...doubled), 2))).toBeCloseTo(0.4, 12);
  });

  it('fewer rows than bins → only bins with rows', () => {
    expect(calibrationOf(rowsOf([0.1, 0], [0.9, 1]), 10)).toHaveLength(2);
  });

  it('brier: certain and right → 0, certain and wrong → 1', () => {
    expect(brierScore(rowsOf([1, 1], [0, 0]))).toBe(0);
    expect(brierScore(rowsOf([0, 1], [1, 0]))).toBe(1);
  });
});
