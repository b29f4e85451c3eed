import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import type { ScoredRow } from './scored-row.js';
import { explainedScore } from './explained.js';

const columns = {
  set: FEATURES,
  features: FEATURES.features,
  typicalValues: FEATURES.features.map(() => 1),
  count: FEATURES.features.length,
} as unknown as ScoredRow['columns'];
const vector = new Float64Array(FEATURES.features.length).fill(2);
const weights = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), {
  minLength: FEATURES.features.length,
  maxLength: FEATURES.features.length,
});

describe('explainedScore', () => {
  it('any contributions → the strongest twelve in order; base, they and the others sum to the log-odds', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: -9, max: 0, noNaN: true }), (contributions, base) => {
        const logOdds = contributions.reduce((sum, x) => sum + x, base);
        const { explanation, contributions: kept } = explainedScore(
          { columns, vector },
          { method: 'tree_shap', base, contributions, logOdds },
        );
        const sizes = contributions.map(Math.abs).toSorted((a, b) => b - a);
        expect(kept.length).toBe(Math.min(12, sizes.filter((size) => size > 0).length));
        for (const [i, { weight }] of kept.entries()) expect(Math.abs(weight)).toBeCloseTo(sizes[i]!, 4);
        const sum = kept.reduce((all, { weight }) => all + weight, explanation.base + explanation.others);
        expect(sum).toBeCloseTo(logOdds, 9);
        const { groups } = explanation;
        expect(groups.reduce((all, { weight }) => all + weight, base)).toBeCloseTo(logOdds, 9);
        expect(groups.reduce((all, { features }) => all + features, 0)).toBe(FEATURES.features.length);
      }),
    );
  });

  it('amounts of all currencies together are nobody’s habit', () => {
    const contributions = FEATURES.features.map(({ name }) =>
      name === 'card_sum_24h' || name === 'card_count_24h' ? 1 : 0,
    );
    const { contributions: kept } = explainedScore(
      { columns, vector },
      { method: 'tree_shap', base: 0, contributions, logOdds: 2 },
    );
    expect(kept.map(({ feature, typical }) => [feature, typical])).toEqual([
      ['card_count_24h', 1],
      ['card_sum_24h', Number.NaN],
    ]);
  });
});
