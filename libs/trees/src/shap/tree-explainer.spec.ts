import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictMargins, rowsOf } from '../predict.js';
import { madeUpSet } from '../testing/made-up-data.js';
import { modelOfXgboostDump, type XgboostFixture } from '../testing/xgboost-dump.js';
import { train } from '../train.js';
import { goesLeft, type TreeModel } from '../tree-model.js';
import { featureImportance, meanAbsoluteContributions } from './importance.js';
import { gaussLegendre } from './quadrature.js';
import { TreeExplainer } from './tree-explainer.js';

const fixture = JSON.parse(
  readFileSync(new URL('../testing/xgboost-explained.json', import.meta.url), 'utf8'),
) as XgboostFixture;

describe('TreeExplainer', () => {
  it('a model of XGBoost, rows with missing values: its margins and its contributions', () => {
    const model = modelOfXgboostDump(fixture);
    const explainer = new TreeExplainer(model);
    for (const { row, margin, contributions } of fixture.rows) {
      const values = Float32Array.from(row, (x) => x ?? Number.NaN);
      expect(predictMargins(model, values)[0]).toBeCloseTo(margin, 5);
      const ours = [...explainer.explain(values), explainer.expectedMargin];
      for (const [i, contribution] of contributions.entries()) expect(ours[i]).toBeCloseTo(contribution, 5);
    }
  });

  it('any tree, any row: what averaging over all orders of features says, and their sum is the margin', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.integer({ min: 1, max: 9 }), async (seed, maxDepth) => {
        const set = madeUpSet(300, seed);
        const { model } = await train(set, { trees: 2, maxDepth, minChildWeight: 0, l2: 0.1 });
        const explainer = new TreeExplainer(model);
        const rows = rowsOf(set.columns.map((column) => column.subarray(0, 6)));
        const width = set.features.length;
        const contributions = explainer.explain(rows);
        const margins = predictMargins(model, rows);
        for (const [i, margin] of margins.entries()) {
          const row = rows.subarray(i * width, (i + 1) * width);
          const ours = contributions.subarray(i * width, (i + 1) * width);
          const slow = shapleyByDefinition(model, row);
          for (const [f, contribution] of slow.entries()) expect(ours[f]).toBeCloseTo(contribution, 7);
          expect(ours.reduce((sum, x) => sum + x, explainer.expectedMargin)).toBeCloseTo(margin, 7);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('deep trees over many features: contributions still sum to the margin', async () => {
    const parts = [1, 2, 3, 4].map((seed) => madeUpSet(2000, seed));
    const set = {
      features: parts.flatMap(({ features }, i) => features.map((f) => ({ ...f, name: `${f.name}_${i}` }))),
      columns: parts.flatMap(({ columns }) => columns),
      labels: parts[0]!.labels,
    };
    const { model } = await train(set, { trees: 5, maxDepth: 16, minChildWeight: 0, l2: 0 });
    const explainer = new TreeExplainer(model);
    const rows = rowsOf(set.columns.map((column) => column.subarray(0, 50)));
    const contributions = explainer.explain(rows);
    for (const [i, margin] of predictMargins(model, rows).entries()) {
      const own = contributions.subarray(i * 20, (i + 1) * 20);
      expect(own.reduce((sum, x) => sum + x, explainer.expectedMargin)).toBeCloseTo(margin, 6);
    }
  });

  it('many trees, of which some fit a table and some do not: the sum is the margin to 1e-6, and the same when asked again', async () => {
    const set = madeUpSet(3000, 2);
    const { model } = await train(set, { trees: 100, maxDepth: 8, minChildWeight: 0 });
    const explainer = new TreeExplainer(model);
    const rows = rowsOf(set.columns.map((column) => column.subarray(0, 100)));
    const contributions = explainer.explain(rows);
    for (const [i, margin] of predictMargins(model, rows).entries()) {
      const own = contributions.subarray(i * set.features.length, (i + 1) * set.features.length);
      expect(Math.abs(own.reduce((sum, x) => sum + x, explainer.expectedMargin) - margin)).toBeLessThan(1e-6);
    }
    expect(explainer.explain(rows)).toEqual(contributions);
  });

  it('a model of one leaf: nothing to explain', async () => {
    const { model } = await train(madeUpSet(50, 1), { trees: 1, minSplitGain: 1e9 });
    const explainer = new TreeExplainer(model);
    expect(explainer.explain(new Float32Array(5))).toEqual(new Float64Array(5));
    expect(explainer.expectedMargin).toBe(predictMargins(model, new Float32Array(5))[0]);
  });
});

describe('importance', () => {
  it('what the labels were made of comes before noise', async () => {
    const set = madeUpSet(3000, 1);
    const { model } = await train(set, { trees: 20, maxDepth: 4 });
    const importance = featureImportance(model);
    const rows = rowsOf(set.columns.map((column) => column.subarray(0, 200)));
    const means = meanAbsoluteContributions(new TreeExplainer(model), rows, set.features.length);
    const noise = importance.findIndex(({ name }) => name === 'noise');
    for (const [i, { gain, name }] of importance.entries()) {
      expect([name, i === noise || gain > importance[noise]!.gain]).toEqual([name, true]);
      expect([name, i === noise || means[i]! > means[noise]!]).toEqual([name, true]);
    }
    expect(importance.reduce((sum, { splits }) => sum + splits, 0)).toBe(
      model.nodes.feature.filter((f) => f >= 0).length,
    );
  });
});

describe('gaussLegendre', () => {
  it.each([1, 2, 3, 6, 9, 12])('%i points: exact for polynomials of degree below twice that', (n) => {
    const { points, weights } = gaussLegendre(n);
    for (let degree = 0; degree < 2 * n; degree++) {
      const integral = points.reduce((sum, p, i) => sum + weights[i]! * p ** degree, 0);
      expect(integral).toBeCloseTo(1 / (degree + 1), 13);
    }
  });
});

/** Shapley values of "the margin, where features outside a set are averaged out by cover", by their definition. */
function shapleyByDefinition(model: TreeModel, row: Float32Array): number[] {
  const { features, nodes, treeStart } = model;
  const below = (node: number, known: number): number => {
    const feature = nodes.feature[node]!;
    if (feature < 0) return nodes.value[node]!;
    const left = nodes.left[node]!;
    if ((known >> feature) & 1) return below(goesLeft(nodes, node, row[feature]!) ? left : left + 1, known);
    const covers = [nodes.cover[left]!, nodes.cover[left + 1]!];
    return (covers[0]! * below(left, known) + covers[1]! * below(left + 1, known)) / (covers[0]! + covers[1]!);
  };
  const worth = Array.from({ length: 2 ** features.length }, (_, known) =>
    treeStart.slice(0, -1).reduce((sum, root) => sum + below(root, known), 0),
  );
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return features.map((_, f) =>
    worth.reduce((sum, value, known) => {
      if ((known >> f) & 1) return sum;
      const size = features.filter((_, i) => (known >> i) & 1).length;
      const share = (factorial(size) * factorial(features.length - size - 1)) / factorial(features.length);
      return sum + share * (worth[known | (1 << f)]! - value);
    }, 0),
  );
}
