import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, rocAuc } from './ranking.js';
import { thresholdCurve } from './threshold-curve.js';

const rows = fc
  .array(fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 60 })
  .filter((all) => new Set(all.map(([label]) => label)).size === 2);

describe('thresholdCurve', () => {
  it('any scores: the areas under it are the metrics', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const labels = Uint8Array.from(all, ([label]) => label);
        const scores = all.map(([, score]) => score);
        const { points, positives, negatives } = thresholdCurve(labels, scores);
        let [area, precision, tp, fp] = [0, 0, 0, 0];
        for (const { truePositives, falsePositives } of points) {
          area += (falsePositives - fp) * (truePositives + tp) * 0.5;
          precision += ((truePositives - tp) * truePositives) / (truePositives + falsePositives);
          [tp, fp] = [truePositives, falsePositives];
        }
        expect(area / (positives * negatives)).toBeCloseTo(rocAuc(labels, scores), 9);
        expect(precision / positives).toBeCloseTo(averagePrecision(labels, scores), 9);
      }),
    );
  });

  it('a point: what a scan of all rows flags at its threshold', () => {
    const labels = Uint8Array.of(1, 0, 1, 0, 0);
    const scores = [0.9, 0.9, 0.5, 0.5, 0.1];
    expect(thresholdCurve(labels, scores).points).toEqual([
      { threshold: 0.9, truePositives: 1, falsePositives: 1 },
      { threshold: 0.5, truePositives: 2, falsePositives: 2 },
      { threshold: 0.1, truePositives: 2, falsePositives: 3 },
    ]);
  });

  it('a step: few points, the last one flags every row', () => {
    const labels = Uint8Array.from({ length: 5000 }, (_, i) => (i % 50 === 0 ? 1 : 0));
    const { points } = thresholdCurve(
      labels,
      labels.map((_, i) => i % 251),
      0.01,
    );
    expect(points.length).toBeLessThan(202);
    expect(points.at(-1)).toMatchObject({ truePositives: 100, falsePositives: 4900 });
  });
});
