import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import type { Scores } from '#inference';
import { writeLogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { Explainer } from '../reasons/explainer.js';
import { MODEL } from '../testing/scoring-parts.js';
import { AskModels } from './ask-models.js';
import { Gathering } from './gathering.js';
import type { ModelBook, TenantModels } from './model-book.js';
import { ModelStage } from './model-stage.js';

const LIMITS = { rowsMax: 64, waitMsMax: 1, timeoutMs: 20, failuresMax: 3, restMs: 5000, restMsMax: 5000 };
const metadata = { ...MODEL.metadata, featureNames: MODEL.featureNames, baseMargin: 0 };
const FILE = writeLogisticModel(MODEL);
const gathering = new Gathering();

/** A model that says these in turn; undefined: nothing, ever. */
function stageOf(modelId: string, says: readonly number[] | undefined) {
  const asked: number[] = [];
  const model = {
    metadata: { ...metadata, modelId },
    score: async (_: Float32Array, count: number): Promise<Scores> => {
      asked.push(count);
      return says === undefined ? await new Promise(() => undefined) : { probability: Float32Array.from(says) };
    },
    explainer: () => Explainer.of(FILE, metadata),
    close: async () => undefined,
  };
  const stage = new ModelStage(model, LIMITS, gathering, { failed: () => undefined, ran: () => undefined });
  return { stage, asked };
}

function askOf(models: Readonly<Record<string, TenantModels>>) {
  const none: TenantModels = { champion: undefined, tier2: undefined };
  return new AskModels({ of: (id: string) => models[id] ?? none } as unknown as ModelBook, gathering);
}

const rowOf = (tenantId: string) => ({ tenantId, plan: FEATURES, vector: new Float64Array(FEATURES.features.length) });

describe('AskModels', () => {
  it('rows of several tenants → each its own model, one run for each', async () => {
    const [a, b] = [stageOf('a', [0.25, 0.5]), stageOf('b', [0.75])];
    const ask = askOf({ a: { champion: a.stage, tier2: undefined }, b: { champion: b.stage, tier2: undefined } });
    const answers = await ask.answers(['a', 'b', 'a', 'c'].map(rowOf), true);
    expect(answers).toMatchObject([{ probability: 0.25 }, { probability: 0.75 }, { probability: 0.5 }, 'none']);
    expect([a.asked, b.asked]).toEqual([[2], [1]]);
  });

  it('the grey zone → the second model decides there, and both are named; elsewhere it is not asked', async () => {
    const [first, second] = [stageOf('first', [0.125, 0.5, 0.875]), stageOf('second', [0.25])];
    const tier2 = { stage: second.stage, from: 0.25, to: 0.75 };
    const answers = await askOf({ t: { champion: first.stage, tier2 } }).answers(['t', 't', 't'].map(rowOf), true);
    expect(second.asked).toEqual([1]);
    expect(answers).toMatchObject([
      { probability: 0.125, models: [{ id: 'first@2', role: 'champion' }] },
      {
        probability: 0.25,
        models: [
          { id: 'first@2', role: 'champion', probability: 0.5 },
          { id: 'second@2', role: 'tier2', probability: 0.25 },
        ],
      },
      { probability: 0.875 },
    ]);
  });

  it('no time → the second model is not asked', async () => {
    const [first, second] = [stageOf('first', [0.5]), stageOf('second', [0.25])];
    const tier2 = { stage: second.stage, from: 0, to: 1 };
    const answers = await askOf({ t: { champion: first.stage, tier2 } }).answers([rowOf('t')], false);
    expect([answers, second.asked]).toMatchObject([[{ probability: 0.5 }], []]);
  });

  it.each([
    ['hangs', undefined],
    ['gives no number', [Number.NaN]],
  ])('a second model that %s → the champion’s word stands', async (_, says) => {
    const [first, second] = [stageOf('first', [0.5]), stageOf('second', says)];
    const tier2 = { stage: second.stage, from: 0, to: 1 };
    const [answer] = await askOf({ t: { champion: first.stage, tier2 } }).answers([rowOf('t')], true);
    expect(answer).toMatchObject({ probability: 0.5, models: [{ id: 'first@2' }] });
  });

  it.each([
    ['hangs', undefined, 'slow'],
    ['gives no number', [Number.NaN], 'no_number'],
    ['gives more than 1', [1.5], 'no_number'],
  ])('a champion that %s → %s', async (_, says, silence) => {
    const { stage } = stageOf('first', says);
    expect(await askOf({ t: { champion: stage, tier2: undefined } }).answers([rowOf('t')], true)).toEqual([silence]);
  });
});
