import { describe, expect, it } from 'vitest';
import { decisionsOf, othersOf } from './decisions-of.js';

const count = (model: string, role: 'champion' | 'tier2', byDay: number[]) => {
  const sum = (days: readonly number[]): number => days.reduce((a, b) => a + b, 0);
  return { model, role, livemode: true, last_7_days: sum(byDay.slice(-7)), last_30_days: sum(byDay), by_day: byDay };
};
const COUNTS = [
  count('a@1', 'champion', [1, 2, 0, 0, 0, 0, 0, 4]),
  count('a@1', 'tier2', [0, 0, 0, 0, 0, 0, 0, 3]),
  count('default@5', 'champion', [0, 0, 0, 0, 0, 0, 9, 0]),
  count('gone@1', 'champion', [50, 0, 0, 0, 0, 0, 0, 0]),
];

describe('decisions of models', () => {
  it('both roles together, by day; of a model that nothing was counted of: none', () => {
    expect(decisionsOf(COUNTS, 'a@1')).toEqual({ week: 9, month: 10, byDay: [1, 2, 0, 0, 0, 0, 0, 7] });
    expect(decisionsOf(COUNTS, 'a@2')).toEqual({ week: 0, month: 0, byDay: [] });
  });

  it('models that are no versions here → those with most decisions first', () => {
    expect(othersOf(COUNTS, new Set(['a@1', 'b@1']))).toEqual(['gone@1', 'default@5']);
  });
});
