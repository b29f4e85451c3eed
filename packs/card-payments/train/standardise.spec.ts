import { describe, expect, it } from 'vitest';
import { learnStandard, standardise } from './standardise.js';

const column = (values: readonly number[]) => Float32Array.from(values);

describe('learnStandard', () => {
  it('values and gaps → mean and deviation of the values, gaps become the mean', () => {
    const rows = column([1, Number.NaN, 3, 5]);
    const standard = learnStandard(rows, 1);
    expect(standard.means).toEqual([3]);
    expect(standard.scales[0]).toBeCloseTo(Math.sqrt(8 / 3), 6);
    expect(standardise(rows, standard)[1]).toBe(0);
  });

  it('two columns: each by itself', () => {
    const { means } = learnStandard(column([1, 100, 3, 300]), 2);
    expect(means).toEqual([2, 200]);
  });

  it('a heavy tail → by its logarithm; an even spread → as it is', () => {
    const tail = Array.from({ length: 1000 }, (_, i) => (i === 0 ? 1e6 : i % 5));
    expect(learnStandard(column(tail), 1).transforms).toEqual(['signed_log']);
    expect(learnStandard(column(tail.slice(1)), 1).transforms).toEqual(['identity']);
  });

  it.each([
    ['a column that never varies', [5, 5, 5]],
    ['a column without any value', [Number.NaN, Number.NaN]],
  ])('%s → scale 1, all zero', (_, values) => {
    const standard = learnStandard(column(values), 1);
    expect(standard.scales).toEqual([1]);
    expect([...standardise(column(values), standard)].map(Math.abs)).toEqual(values.map(() => 0));
  });

  it('an outlier never seen in training → cut at the limit', () => {
    const standard = learnStandard(column([1, 2, 3]), 1);
    expect([...standardise(column([1e9, -1e9]), standard)]).toEqual([standard.clip, -standard.clip]);
  });
});
