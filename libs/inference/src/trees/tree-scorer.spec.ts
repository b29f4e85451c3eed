import { describe, expect, it } from 'vitest';
import { fitIsotonic, fitPlatt, rowsOf, train, treesInThread, writeOnnxModel, type ReadyTrees } from '#trees';
import { madeUpSet } from '../../../trees/src/testing/made-up-data.js';
import { probeRows } from '../probe-rows.js';
import { openModel } from '../process/open-model.js';
import { TreeScorer } from './tree-scorer.js';

const metadata = {
  modelId: 'trees',
  modelVersion: 1,
  featureSet: 'v1',
  trainedFromMs: 0,
  trainedToMs: 0,
  dataHash: '',
  metrics: {},
};
const set = madeUpSet(2000, 7);
const { model } = await train(set, { trees: 30, maxDepth: 5 });
const margins = Float64Array.from({ length: 2000 }, (_, i) => (i % 80) / 20 - 2);
const { rows, count } = probeRows(set.features.length);

describe('TreeScorer', () => {
  it.each([
    ['none', model.calibration],
    ['Platt’s', fitPlatt(set.labels, margins)],
    ['isotonic', fitIsotonic(set.labels, margins)],
  ])('calibration %s → the probabilities of the runtime, within 1e-5', async (_, calibration) => {
    const file = writeOnnxModel({ ...model, calibration }, 'ensemble', metadata);
    const scorer = TreeScorer.of((await treesInThread(file))!)!;
    const { session } = await openModel(file, ['cpu']);
    const [here, there] = [await scorer.score(rows, count), await session.run(rows, count)];
    const worst = here.probability.reduce((most, p, i) => Math.max(most, Math.abs(p - there.probability[i]!)), 0);
    expect(worst).toBeLessThan(1e-5);
    await session.close();
  });

  it('a batch that takes long → in pieces, with turns of others between; rows are taken at once', async () => {
    const trees = (await treesInThread(writeOnnxModel(model, 'ensemble', metadata)))!;
    const many = rowsOf(set.columns).slice(0, 200 * set.features.length);
    const whole = await TreeScorer.of(trees)!.score(many, 200);
    const heavy = TreeScorer.of({ ...trees, image: { ...trees.image!, steps: 9000 } })!;
    let turns = 0;
    const others = (): unknown => (turns++ < 100 ? setImmediate(others) : undefined);
    setImmediate(others);
    const scores = heavy.score(many, 200);
    many.fill(Number.NaN);
    expect((await scores).probability).toEqual(whole.probability);
    expect(turns).toBeGreaterThan(2);
  });

  it('too much work, too large, or a graph that may differ → not for the calling thread', async () => {
    const trees = (await treesInThread(writeOnnxModel(model, 'ensemble', metadata)))!;
    const image = trees.image!;
    const refused: ReadyTrees[] = [
      { ...trees, image: undefined },
      { ...trees, image: { ...image, steps: 9400 } },
      { ...trees, image: { ...image, bytes: new Uint8Array(2 ** 25 + 1) } },
    ];
    expect(refused.map((ready) => TreeScorer.of(ready))).toEqual([undefined, undefined, undefined]);
  });
});
