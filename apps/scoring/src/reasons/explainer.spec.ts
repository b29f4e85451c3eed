import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { MODEL_FEATURES } from '../../../../packs/card-payments/src/features.js';
import { readModelMetadata } from '#onnx';
import { ProbabilityExplainer, treeModelInOnnx, writeOnnxModel, type TreeModel } from '#trees';
import { simulate } from '../../../../packs/card-payments/src/simulate.js';
import { trainingRows } from '../../../../packs/card-payments/train/training-rows.js';
import { writeLogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { MODEL } from '../testing/scoring-parts.js';
import { Explainer } from './explainer.js';

const PATH = 'packs/card-payments/model/model.onnx';
const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 6, 1);
const logOddsOf = (probability: number) => Math.log(probability / (1 - probability));

describe('Explainer', () => {
  let bytes: Uint8Array;
  let model: TreeModel;
  beforeAll(async () => {
    bytes = await readFile(PATH);
    model = treeModelInOnnx(bytes)!;
  });

  it('the model of the repository on payments it has not seen → what its graph answers is base plus contributions', async () => {
    const world = { seed: 'explained', accounts: 40, crimeShare: 0.1, fromMs: FROM_MS, untilMs: FROM_MS + 12 * DAY_MS };
    const { rows, labels } = trainingRows(simulate(world), FROM_MS);
    const width = MODEL_FEATURES.features.length;
    const session = await InferenceSession.create(bytes);
    const { probability: answered } = await session.run({
      features: new Tensor('float32', rows, [labels.length, width]),
    });
    const probability = answered!.data as Float32Array;
    const explainer = Explainer.of(bytes, readModelMetadata(bytes));
    let flagged = 0;
    for (let row = 0; row < labels.length; row++) {
      const given = probability[row]!;
      const explanation = explainer.explain(rows.subarray(row * width, (row + 1) * width), given)!;
      const sum = Array.from(explanation.contributions).reduce((all, x) => all + x, explanation.base);
      expect(explanation.method).toBe('tree_shap');
      expect(explanation.logOdds).toBeCloseTo(sum, 9);
      expect(Math.abs(1 / (1 + Math.exp(-sum)) - given)).toBeLessThan(1e-5);
      if (given > 0.5) flagged++;
    }
    expect(flagged).toBeGreaterThan(10);
  });

  it('a model without trees that puts contributions out → those, from its own base', () => {
    const file = writeLogisticModel(MODEL);
    const explainer = Explainer.of(file, readModelMetadata(file));
    const row = Float32Array.of(3, 100);
    const probability = 1 / (1 + Math.exp(3));
    expect(explainer.explain(row, probability, Float32Array.of(1, 0))).toEqual({
      method: 'model_output',
      base: -4,
      contributions: Float32Array.of(1, 0),
      logOdds: logOddsOf(probability),
    });
    expect(explainer.explain(row, 1, Float32Array.of(30, 0))!.logOdds).toBe(16);
    expect(explainer.explain(row, probability, Float32Array.of(Number.NaN, 0))).toBeUndefined();
    expect(explainer.explain(row, probability)).toBeUndefined();
  });

  it('a graph that answers something else than the trees it carries → not explained', () => {
    const explainer = Explainer.of(bytes, readModelMetadata(bytes));
    const row = new Float32Array(MODEL_FEATURES.features.length).fill(Number.NaN);
    const { probability } = new ProbabilityExplainer(model).explain(row);
    expect(explainer.explain(row, probability)!.method).toBe('tree_shap');
    expect(explainer.explain(row, 0.9)).toBeUndefined();
    expect(explainer.explain(row, Number.NaN)).toBeUndefined();
  });

  it('trees of other features than the model says → refused when it is loaded', () => {
    const { features, ...rest } = model;
    const renamed = { ...rest, features: features.with(0, { name: 'shoe_size', kind: 'number' as const }) };
    const metadata = readModelMetadata(bytes);
    expect(() => Explainer.of(writeOnnxModel(renamed, 'ensemble', metadata), metadata)).toThrow('other features');
  });
});
