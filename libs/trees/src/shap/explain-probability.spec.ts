import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitIsotonic, fitPlatt } from '../calibration/fit-calibration.js';
import { predictMargins, predictProbabilities, rowsOf } from '../predict.js';
import { madeUpSet } from '../testing/made-up-data.js';
import { train } from '../train.js';
import type { TreeModel } from '../tree-model.js';
import { ProbabilityExplainer } from './explain-probability.js';
import { TreeExplainer } from './tree-explainer.js';

const logOddsOf = (probability: number) => Math.log(probability / (1 - probability));
/** An isotonic calibration has probabilities of 0 and 1. */
const within16 = (logOdds: number) => Math.min(16, Math.max(-16, logOdds));

describe('ProbabilityExplainer', () => {
  it('any model, any calibration, any row → base and contributions sum to the log-odds of its probability', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.constantFrom('none', 'platt', 'isotonic'), async (seed, kind) => {
        const set = madeUpSet(500, seed);
        const { model: bare } = await train(set, { trees: 5, maxDepth: 4 });
        const rows = rowsOf(set.columns);
        const margins = predictMargins(bare, rows);
        const calibration =
          kind === 'none' ? bare.calibration : (kind === 'platt' ? fitPlatt : fitIsotonic)(set.labels, margins);
        const model: TreeModel = { ...bare, calibration };
        const explainer = new ProbabilityExplainer(model);
        const width = set.features.length;
        const probabilities = predictProbabilities(model, rows);
        for (let row = 0; row < 50; row++) {
          const { probability, contributions } = explainer.explain(rows.subarray(row * width, (row + 1) * width));
          const sum = contributions.reduce((a, b) => a + b, explainer.base);
          expect(probability).toBeCloseTo(probabilities[row]!, 6);
          expect(sum).toBeCloseTo(within16(logOddsOf(probabilities[row]!)), 6);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('a straight calibration → the SHAP values of the margin, times its slope', async () => {
    const set = madeUpSet(300, 3);
    const { model: bare } = await train(set, { trees: 3 });
    const model: TreeModel = { ...bare, calibration: { kind: 'platt', slope: 0.5, offset: -2 } };
    const row = rowsOf(set.columns.map((column) => column.subarray(0, 1)));
    const margins = new TreeExplainer(bare);
    const explainer = new ProbabilityExplainer(model);
    expect(explainer.explain(row).contributions).toEqual(margins.explain(row).map((x) => x * 0.5));
    expect(explainer.base).toBe(0.5 * margins.expectedMargin - 2);
  });
});
