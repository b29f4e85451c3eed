import { describe, expect, it } from 'vitest';
import { featureEntries, groupEntries, waterfallPlan, type Explained } from './waterfall-plan.js';

const step = (feature: string, group: string, weight: number) => ({
  feature,
  label: feature,
  group,
  sentence: feature,
  weight,
});
const EXPLAINED: Explained = {
  method: 'tree_shap',
  base: -5,
  steps: [step('amount', 'amount', 3), step('old', 'account', -1), step('new', 'account', 0.4)],
  others: { features: 60, weight: 0.61 },
  groups: [
    { group: 'amount', weight: 3.1, features: 10 },
    { group: 'account', weight: -0.5, features: 20 },
    { group: 'velocity', weight: 0.4, features: 30 },
    { group: 'time', weight: 0.01, features: 3 },
  ],
  total: -1.99,
};
const moved = (base: number, weights: readonly number[]): Explained => ({
  ...EXPLAINED,
  base,
  steps: weights.map((weight, i) => step(`f${i}`, 'card', weight)),
  others: { features: 1, weight: 0 },
  total: weights.reduce((sum, weight) => sum + weight, base),
});

describe('entries of a waterfall', () => {
  it('by group: each by the feature that pulled its way; small ones together; their sum is what was moved', () => {
    const entries = groupEntries(EXPLAINED);
    expect(entries.map(({ key, features, step: by }) => [key, features, by?.feature])).toEqual([
      ['amount', 10, 'amount'],
      ['account', 20, 'old'],
      ['velocity', 30, undefined],
      ['', 3, undefined],
    ]);
    expect(entries.reduce((sum, { weight }) => sum + weight, EXPLAINED.base)).toBeCloseTo(EXPLAINED.total, 9);
  });

  it('by feature: those that were kept, then all others as one', () => {
    const entries = featureEntries(EXPLAINED);
    expect(entries.map(({ key, features }) => [key, features])).toEqual([
      ['amount', 1],
      ['old', 1],
      ['new', 1],
      ['', 60],
    ]);
    expect(entries.at(-1)!.weight).toBeCloseTo(0.61, 9);
  });
});

describe('waterfallPlan', () => {
  it('bars follow one another from the base to the total, on the scale', () => {
    const { base, bars, total } = waterfallPlan(EXPLAINED, featureEntries(EXPLAINED));
    expect(bars[0]!.from).toBe(base.at);
    for (const [i, bar] of bars.slice(1).entries()) expect(bar.from).toBe(bars[i]!.to);
    expect(bars.at(-1)!.to).toBeCloseTo(total.at, 9);
    expect(total.probability).toBeCloseTo(1 / (1 + Math.exp(1.99)), 9);
    const ends = [base.at, total.at, ...bars.map(({ to }) => to)];
    expect(Math.min(...ends)).toBeCloseTo(0.03, 9);
    expect(Math.max(...ends)).toBeCloseTo(0.97, 9);
  });

  it('labels of the scale: in order, on it, and apart', () => {
    for (const base of [-16, -8, -2, 0, 5]) {
      const explained = moved(base, [9, -3, 1]);
      const { ticks } = waterfallPlan(explained, featureEntries(explained));
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.every(({ at }) => at >= 0 && at <= 1)).toBe(true);
      for (const [i, { at, probability }] of ticks.slice(1).entries()) {
        expect(at - ticks[i]!.at).toBeGreaterThanOrEqual(0.17);
        expect(probability).toBeGreaterThan(ticks[i]!.probability);
      }
    }
  });

  it('nothing moved at all → every place is on the scale', () => {
    const { base, bars, total } = waterfallPlan(moved(-3, []), []);
    expect(bars).toEqual([]);
    expect(base).toEqual(total);
    expect(base.at).toBeCloseTo(0.03, 9);
  });
});
