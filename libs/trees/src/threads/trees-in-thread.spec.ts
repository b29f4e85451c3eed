import { describe, expect, it } from 'vitest';
import { TreeModelFileError, writeTreeModel } from '../model-file.js';
import { treeModelInOnnx, writeOnnxModel } from '../onnx/write-onnx.js';
import { rowsOf } from '../predict.js';
import { ProbabilityExplainer } from '../shap/explain-probability.js';
import { madeUpSet } from '../testing/made-up-data.js';
import { train } from '../train.js';
import { treesInThread } from './trees-in-thread.js';

const about = {
  modelId: 'm',
  modelVersion: 1,
  featureSet: 'v1',
  trainedFromMs: 0,
  trainedToMs: 0,
  dataHash: '',
  metrics: {},
};

describe('treesInThread', () => {
  it.each([5, 12])('trees of depth %i → explains as one that was made here', async (maxDepth) => {
    const set = madeUpSet(1000, 4);
    const { model } = await train(set, { trees: 5, maxDepth, minChildWeight: 0 });
    const file = writeOnnxModel(model, 'ensemble', about);
    const rows = rowsOf(set.columns.map((column) => column.subarray(0, 1)));
    const { explainer } = (await treesInThread(file))!;
    const here = new ProbabilityExplainer(treeModelInOnnx(file)!);
    expect(explainer.explain(rows)).toEqual(here.explain(rows));
    expect([explainer.base, explainer.features]).toEqual([here.base, set.features]);
  });

  it('a graph that says something else than the trees → trees that explain, and nothing to score with', async () => {
    const { model } = await train(madeUpSet(200, 1), { trees: 2 });
    const file = writeOnnxModel(model, 'ensemble', about);
    expect((await treesInThread(file))!.image).toMatchObject({ width: 5, baseMargin: model.baseMargin });
    const other = { ...model, nodes: { ...model.nodes, value: model.nodes.value.map((x) => x / 2) } };
    const [own, others] = [model, other].map((of) => Buffer.from(writeTreeModel(of)).toString('base64'));
    const mixed = Buffer.from(Buffer.from(file).toString('latin1').replace(own!, others!), 'latin1');
    const trees = await treesInThread(mixed);
    expect([trees!.image, trees!.calibration]).toEqual([undefined, { kind: 'none' }]);
  });

  it('no trees inside → undefined; trees that are cut short → rejects with what is wrong', async () => {
    const { model } = await train(madeUpSet(200, 1), { trees: 1 });
    const file = writeOnnxModel(model, 'ensemble', about);
    const carried = Buffer.from(writeTreeModel(model)).toString('base64');
    const replaced = (by: string) => {
      expect(by).toHaveLength(carried.length);
      return Buffer.from(Buffer.from(file).toString('latin1').replace(carried, by), 'latin1');
    };
    const renamed = Buffer.from(
      Buffer.from(file).toString('latin1').replace('caracal.treeModel', 'caracal.treeMadel'),
      'latin1',
    );
    expect(await treesInThread(renamed)).toBeUndefined();
    const broken = treesInThread(replaced('A'.repeat(carried.length)));
    await expect(broken).rejects.toThrow(TreeModelFileError);
  });
});
