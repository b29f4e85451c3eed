import { describe, expect, it } from 'vitest';
import { train, writeOnnxModel } from '#trees';
import { madeUpSet } from '../../../trees/src/testing/made-up-data.js';
import { probeRows } from '../probe-rows.js';
import { foreignModel, checkRequest } from '../testing/foreign-models.js';
import { checkModel } from '../check/check-model.js';
import { openModel } from './open-model.js';

const set = madeUpSet(2000, 7);
const metadata = {
  modelId: 'trees',
  modelVersion: 1,
  featureSet: 'v1',
  trainedFromMs: 0,
  trainedToMs: 0,
  dataHash: '',
  metrics: {},
};

console.warn('\nNO GPU IN THIS TEST: the graph for GPUs is run on the processor. On a GPU: npm run bench -- gpu\n');

describe('openModel: the form for GPUs, on the processor', () => {
  it.each([
    ['shallow trees, as products of matrices', 5],
    ['deep trees, as a traversal', 10],
  ])('%s → the same as the trees, within 1e-5', async (_, maxDepth) => {
    const { model } = await train(set, { trees: 20, maxDepth, minChildWeight: 0 });
    const file = writeOnnxModel(model, 'ensemble', metadata);
    const [trees, matrices] = [await openModel(file, ['cpu']), await openModel(file, ['cpu'], 'matrices')];
    expect([trees.form, matrices.form]).toEqual(['file', 'matrices']);
    const { rows, count } = probeRows(set.features.length);
    const [a, b] = [await trees.session.run(rows, count), await matrices.session.run(rows, count)];
    const worst = a.probability.reduce((most, p, i) => Math.max(most, Math.abs(p - b.probability[i]!)), 0);
    expect(worst).toBeLessThan(1e-5);
  });

  it('trees of another origin → not on a GPU, and why', async () => {
    const { adapted } = await checkModel(foreignModel('xgboost'), checkRequest());
    const { device, passedOver } = await openModel(adapted!, ['cuda', 'cpu']);
    expect(device).toBe('cpu');
    expect(passedOver).toEqual([{ device: 'cuda', why: expect.stringContaining('has no GPU kernel') }]);
  });

  it('the device alone that is not there → rejects with the reason', async () => {
    const { adapted } = await checkModel(foreignModel('xgboost'), checkRequest());
    await expect(openModel(adapted!, ['cuda'])).rejects.toThrow('has no GPU kernel');
  });
});
