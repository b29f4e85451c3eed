import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, precisionAt, recallAtFalsePositiveRate, rocAuc } from './ranking.js';

const labels = Uint8Array.of(0, 0, 1, 1);
const scores = [0.1, 0.4, 0.35, 0.8];
const tied = [0.5, 0.5, 0.5, 0.8];

describe('metrics of ranking', () => {
  // The first row is the example of scikit-learn's documentation; the others are counted by hand.
  it.each([
    ['scikit-learn’s example', labels, scores, 0.75, 0.8333333333333333],
    ['a tie', labels, tied, 0.75, 0.75],
    ['all tied', labels, [1, 1, 1, 1], 0.5, 0.5],
    ['perfect', labels, [1, 2, 3, 4], 1, 1],
    ['upside down', labels, [4, 3, 2, 1], 0, 0.41666666666666663],
  ])('%s', (_, y, s, auc, ap) => {
    expect(rocAuc(y, s)).toBeCloseTo(auc, 12);
    expect(averagePrecision(y, s)).toBeCloseTo(ap, 12);
  });

  it('one class only → not a number', () => {
    expect(rocAuc(new Uint8Array(3), [1, 2, 3])).toBeNaN();
    expect(averagePrecision(new Uint8Array(3).fill(1), [1, 2, 3])).toBeNaN();
    expect(averagePrecision(new Uint8Array(3), [1, 2, 3])).toBeNaN();
    expect(recallAtFalsePositiveRate(new Uint8Array(3).fill(1), [1, 2, 3], 0.1)).toBeNaN();
  });

  it('precision at k: the tied group counts in proportion', () => {
    expect(precisionAt(labels, scores, 1)).toBe(1);
    expect(precisionAt(labels, scores, 2)).toBe(0.5);
    expect(precisionAt(labels, tied, 2)).toBeCloseTo((1 + 1 / 3) / 2, 12);
    expect(() => precisionAt(labels, scores, 5)).toThrow('k must be from 1 to 4');
  });

  it('recall at a false-positive rate: the threshold that stays within it', () => {
    expect(recallAtFalsePositiveRate(labels, scores, 0)).toBe(0.5);
    expect(recallAtFalsePositiveRate(labels, scores, 0.5)).toBe(1);
    expect(recallAtFalsePositiveRate(labels, tied, 0.5)).toBe(0.5);
  });

  it('scores that are not numbers, or too few: refused', () => {
    expect(() => rocAuc(labels, [1, 2, Number.NaN, 3])).toThrow('score of row 2');
    expect(() => rocAuc(labels, [1])).toThrow('1 scores for 4 labels');
  });

  it('any scores: what counting all pairs and thresholds says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1), fc.nat(9)), { minLength: 2, maxLength: 40 }), (rows) => {
        const y = Uint8Array.from(rows, ([label]) => label);
        const s = rows.map(([, score]) => score);
        fc.pre(new Set(y).size === 2);
        expect(rocAuc(y, s)).toBeCloseTo(slowAuc(y, s), 10);
        expect(averagePrecision(y, s)).toBeCloseTo(slowAveragePrecision(y, s), 10);
      }),
    );
  });
});

function slowAuc(y: Uint8Array, s: number[]): number {
  const of = (label: number): number[] => s.filter((_, i) => y[i] === label);
  const wins = of(1).flatMap((a) => of(0).map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

function slowAveragePrecision(y: Uint8Array, s: number[]): number {
  const total = y.reduce((sum, label) => sum + label, 0);
  let before = 0;
  let sum = 0;
  for (const threshold of [...new Set(s)].sort((a, b) => b - a)) {
    const flagged = [...y].filter((_, i) => s[i]! >= threshold);
    const hits = flagged.filter((label) => label === 1).length;
    sum += ((hits - before) / total) * (hits / flagged.length);
    before = hits;
  }
  return sum;
}
