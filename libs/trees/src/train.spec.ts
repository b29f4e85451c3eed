import { describe, expect, it } from 'vitest';
import { train } from './train.js';
import { DEFAULT_PARAMETERS, type TrainingParameters } from './parameters.js';
import { averagePrecision, rocAuc } from './metrics/ranking.js';
import { predictMargins, rowsOf } from './predict.js';
import { madeUpSet } from './testing/made-up-data.js';
import { TreesInputError } from './trees-error.js';
import type { TrainingSet } from './training-set.js';
import { treeCount, type TreeModel } from './tree-model.js';

const SMALL: Partial<TrainingParameters> = { trees: 8, maxDepth: 4, exactValuesMax: 64, quantileBins: 64 };

describe('train', () => {
  it('made-up data: learns what it is made of', async () => {
    const test = madeUpSet(4000, 2);
    const { model, ignored } = await train(madeUpSet(8000, 1), { trees: 60, maxDepth: 4 });
    const margins = predictMargins(model, rowsOf(test.columns));
    expect(rocAuc(test.labels, margins)).toBeGreaterThan(0.78);
    expect(averagePrecision(test.labels, margins)).toBeGreaterThan(0.6);
    expect(ignored).toEqual([]);
  });

  it('margins kept while training: what the model predicts, validation and rows left out included', async () => {
    const set = madeUpSet(1500, 3);
    const progress: number[] = [];
    const { model, history } = await train(
      set,
      { ...SMALL, rowShare: 0.6 },
      { validation: set, onProgress: ({ averagePrecision: ap }) => progress.push(ap!) },
    );
    expect(history).toEqual(progress);
    expect(history.at(-1)).toBe(averagePrecision(set.labels, predictMargins(model, rowsOf(set.columns))));
  });

  it('early stopping: the model ends with the tree after which validation was best', async () => {
    const options = { validation: madeUpSet(600, 5) };
    const { model, history } = await train(
      madeUpSet(600, 4),
      { trees: 200, learningRate: 0.5, stopAfter: 10 },
      options,
    );
    expect(history.length).toBeLessThan(200);
    expect(treeCount(model)).toBe(history.indexOf(Math.max(...history)) + 1);
    expect(history.length - treeCount(model)).toBe(10);
  });

  it('leaf by leaf: at most as many leaves as allowed, and as deep as allowed', async () => {
    const { model } = await train(madeUpSet(3000, 6), { trees: 3, growth: 'leaf', maxLeaves: 9, maxDepth: 6 });
    expect(leavesOf(model)).toEqual([9, 9, 9]);
  });

  it('level by level with few leaves: the budget is kept', async () => {
    const { model } = await train(madeUpSet(3000, 6), { trees: 2, maxLeaves: 11, maxDepth: 6 });
    expect(leavesOf(model)).toEqual([11, 11]);
  });

  it('column share: each tree splits by some columns only', async () => {
    const { model } = await train(madeUpSet(2000, 7), { ...SMALL, columnShare: 0.2 });
    for (let t = 0; t < treeCount(model); t++) {
      const [from, to] = [model.treeStart[t]!, model.treeStart[t + 1]!];
      const used = new Set(model.nodes.feature.slice(from, to).filter((f) => f >= 0));
      expect(used.size).toBeLessThanOrEqual(1);
    }
  });

  it('constant and missing columns: ignored, and said', async () => {
    const set = madeUpSet(500, 8);
    const rows = set.labels.length;
    const more: TrainingSet = {
      ...set,
      features: [...set.features, { name: 'constant', kind: 'number' }, { name: 'missing', kind: 'number' }],
      columns: [...set.columns, new Float32Array(rows).fill(3), new Float32Array(rows).fill(Number.NaN)],
    };
    expect((await train(more, SMALL)).ignored).toEqual(['constant', 'missing']);
  });

  it('missing against present: a column may split by that alone', async () => {
    const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
    const column = Float32Array.from(labels, (label) => (label === 1 ? Number.NaN : 7));
    const set: TrainingSet = { features: [{ name: 'x', kind: 'number' }], columns: [column], labels };
    const { model } = await train(set, { trees: 20 });
    const [present, missing] = predictMargins(model, Float32Array.of(7, Number.NaN));
    expect(present).toBeLessThan(-1);
    expect(missing).toBeGreaterThan(1);
  });

  it('weights: a row of weight 3 is worth three rows', async () => {
    const set = madeUpSet(400, 9);
    const weights = Float32Array.from(set.labels, (_, i) => 1 + (i % 3));
    const times = [...weights].flatMap((weight, i) => Array.from({ length: weight }, () => i));
    const repeated: TrainingSet = {
      features: set.features,
      columns: set.columns.map((column) => Float32Array.from(times, (i) => column[i]!)),
      labels: Uint8Array.from(times, (i) => set.labels[i]!),
    };
    const rows = rowsOf(set.columns);
    const weighted = predictMargins((await train({ ...set, weights }, SMALL)).model, rows);
    const counted = predictMargins((await train(repeated, SMALL)).model, rows);
    for (const [i, margin] of weighted.entries()) expect(margin).toBeCloseTo(counted[i]!, 5);
  });

  it('aborted: rejects with the reason', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) };
    await expect(train(madeUpSet(500, 1), { trees: 1000 }, options)).rejects.toThrow('enough');
  });
});

describe('input that training refuses', () => {
  const set = madeUpSet(50, 1);
  const column = (x: number, row = 3): Float32Array[] =>
    set.columns.map((values, i) => (i === 3 ? values.map((value, r) => (r === row ? x : value)) : values));
  const cases: [string, Partial<TrainingSet>, string][] = [
    ['no rows', { labels: new Uint8Array(0), columns: set.columns.map(() => new Float32Array(0)) }, 'has no rows'],
    ['one class', { labels: new Uint8Array(50) }, 'has label 0; both are needed'],
    ['a label of 2', { labels: new Uint8Array(50).fill(2, 7) }, 'label of row 7 is 2'],
    ['infinity', { columns: column(Infinity) }, 'country is Infinity in row 3'],
    ['half a category', { columns: column(1.5) }, 'country is 1.5 in row 3; a category is'],
    ['a million categories', { columns: column(1e6) }, 'at most 4096 are possible'],
    ['a weight below 0', { weights: new Float32Array(50).fill(-1, 4) }, 'weight of row 4 is -1'],
    ['weights of one class only', { weights: Float32Array.from(set.labels) }, 'has label 1; both'],
    ['too few weights', { weights: new Float32Array(3) }, '3 weights for 50 labels'],
    ['a short column', { columns: [...set.columns.slice(1), new Float32Array(9)] }, 'has 9 values for 50'],
    ['a column too few', { columns: set.columns.slice(1) }, '4 columns for 5 features'],
    ['a name twice', { features: set.features.map((f) => ({ ...f, name: 'a' })) }, 'a is there twice'],
    ['a monotone category', { features: set.features.map((f) => ({ ...f, monotone: 1 as const })) }, 'has no order'],
  ];
  it.each(cases)('%s', async (_, part, message) => {
    await expect(train({ ...set, ...part }, SMALL)).rejects.toThrow(message);
  });

  it('parameters: all problems at once', async () => {
    const wrong = { trees: 0, learningRate: 0, l2: Number.NaN, maxDepth: 2.5, growth: 'up', stopAfter: 3, depth: 4 };
    const error = await train(set, wrong as unknown as TrainingParameters).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TreesInputError);
    expect((error as TreesInputError).problems).toHaveLength(7);
  });

  it('a validation set with other features', async () => {
    const validation = { ...set, features: set.features.toReversed() };
    await expect(train(set, DEFAULT_PARAMETERS, { validation })).rejects.toThrow('validation: ');
  });
});

function leavesOf({ treeStart, nodes }: TreeModel): number[] {
  return Array.from({ length: treeStart.length - 1 }, (_, t) =>
    nodes.feature.slice(treeStart[t], treeStart[t + 1]).reduce((count, f) => count + (f < 0 ? 1 : 0), 0),
  );
}
