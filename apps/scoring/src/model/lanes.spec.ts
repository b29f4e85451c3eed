import { afterEach, describe, expect, it } from 'vitest';
import { train, treeModelInOnnx, writeOnnxModel, writeTreeModel } from '#trees';
import { writeLogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { madeUpSet } from '../../../../libs/trees/src/testing/made-up-data.js';
import { MODEL } from '../testing/scoring-parts.js';
import type { OpenedHow } from './inference-lane.js';
import { Lanes } from './lanes.js';
import { modelFileOf } from './model-file.js';

const LIMITS = { runMs: 60_000, loadMs: 60_000, devices: ['cpu'] as const, processesMax: 2 };
const { model } = await train(madeUpSet(500, 3), { trees: 5 });
const TREES = writeOnnxModel(model, 'ensemble', { ...MODEL.metadata, typicalValues: [1, 1, 1, 1, 1] });
const ROW = Float32Array.of(50, 1, 6, 2, Number.NaN);

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

function lanesOf(ownTreesHere = true) {
  const opened: OpenedHow['form'][] = [];
  const lanes = new Lanes(
    { ...LIMITS, ownTreesHere },
    { opened: (_, { form }) => opened.push(form), ended: () => undefined, lost: () => undefined },
  );
  close = () => lanes.close();
  return { lanes, opened };
}

function processes(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
}

describe('Lanes', () => {
  it('trees of our own → scored here, without a process; the first model that needs one has it started', async () => {
    const { lanes, opened } = lanesOf();
    const before = processes();
    const trees = await lanes.load(modelFileOf(TREES));
    expect([opened, processes()]).toEqual([['kernel'], before]);
    const [here] = (await trees.score(ROW, 1)).probability;
    await lanes.load(modelFileOf(writeLogisticModel(MODEL)));
    expect([opened, processes()]).toEqual([['kernel', 'file'], before + 1]);
    const { lanes: others } = lanesOf(false);
    const there = await others.load(modelFileOf(TREES));
    expect((await there.score(ROW, 1)).probability[0]).toBeCloseTo(here!, 6);
    expect(there.explainer().explain(ROW, here!)).toEqual(trees.explainer().explain(ROW, here!));
    await lanes.close();
  });

  it('a graph that is not what its trees are written as → a process', async () => {
    const { lanes, opened } = lanesOf();
    const own = treeModelInOnnx(TREES)!;
    const other = { ...own, nodes: { ...own.nodes, value: own.nodes.value.map((x) => x * 0.5) } };
    const [carried, others] = [own, other].map((of) => Buffer.from(writeTreeModel(of)).toString('base64'));
    const mixed = Buffer.from(Buffer.from(TREES).toString('latin1').replace(carried!, others!), 'latin1');
    const opens = await lanes.load(modelFileOf(mixed));
    expect(opened).toEqual(['file']);
    const honest = await lanes.load(modelFileOf(TREES));
    const [a, b] = [await opens.score(ROW, 1), await honest.score(ROW, 1)];
    expect(a.probability[0]).toBeCloseTo(b.probability[0]!, 6);
  });
});
