import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModelMetadata } from '#onnx';
import { predictProbabilities, treeModelInOnnx } from '#trees';
import { MODEL_FEATURES } from '../src/features.js';
import { simulate } from '../src/simulate.js';
import { between, trainingRows, type TrainingRows } from './training-rows.js';
import { trainTrees, type TrainedTrees, type TrainerOptions } from './tree-trainer.js';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 5);
const options: TrainerOptions = {
  modelId: 'small',
  modelVersion: 1,
  parameters: {
    trees: 30,
    maxDepth: 4,
    columnShare: 0.5,
    rowShare: 0.8,
    exactValuesMax: 64,
    quantileBins: 64,
    seed: 3,
  },
  trainFromMs: FROM_MS + 5 * DAY_MS,
  calibrateFromMs: FROM_MS + 20 * DAY_MS,
  testFromMs: FROM_MS + 27 * DAY_MS,
  untilMs: FROM_MS + 35 * DAY_MS,
};

describe('trainTrees', () => {
  let rows: TrainingRows;
  let trained: TrainedTrees;
  beforeAll(async () => {
    const world = { seed: 'trainer', accounts: 100, crimeShare: 0.08, fromMs: FROM_MS, untilMs: options.untilMs };
    rows = trainingRows(simulate(world), options.trainFromMs);
    trained = await trainTrees(rows, options);
  }, 120_000);

  it('rows: none before the first day asked for, in the order of time, split without overlap', () => {
    expect(rows.timesMs[0]).toBeGreaterThanOrEqual(options.trainFromMs);
    expect(rows.timesMs.every((time, i) => i === 0 || time >= rows.timesMs[i - 1]!)).toBe(true);
    expect(rows.rows).toHaveLength(rows.labels.length * MODEL_FEATURES.features.length);
    const { train, calibrate, test } = trained.splits;
    expect(train.rows + calibrate.rows + test.rows).toBe(rows.labels.length);
  });

  it('a small world with much fraud → tells it from good payments on days that it has not seen', () => {
    expect(trained.metrics['roc_auc']).toBeGreaterThan(0.9);
    expect(trained.metrics['average_precision']).toBeGreaterThan(0.5);
    expect(trained.metrics['expected_calibration_error']).toBeLessThan(0.05);
  });

  it('the same rows again, on two threads → the same file, byte for byte', async () => {
    const again = await trainTrees(rows, options, { threads: 2 });
    expect(Buffer.from(again.onnx).equals(trained.onnx)).toBe(true);
  });

  it('the written file on raw features → the trainer’s own probabilities, within 1e-5', async () => {
    expect(readModelMetadata(trained.onnx).featureNames).toEqual(MODEL_FEATURES.features.map(({ name }) => name));
    const test = between(rows, options.testFromMs, options.untilMs);
    const session = await InferenceSession.create(trained.onnx);
    const features = new Tensor('float32', test.rows.slice(), [test.labels.length, test.columns]);
    const probability = (await session.run({ features }))['probability']!.data as Float32Array;
    expect(probability).toHaveLength(trained.probabilities.length);
    for (const [row, p] of trained.probabilities.entries()) expect(Math.abs(probability[row]! - p)).toBeLessThan(1e-5);
  });

  it('importance: of every feature, with what fraud is made of before what says nothing', () => {
    expect(trained.importance.map(({ feature }) => feature)).toEqual(MODEL_FEATURES.features.map(({ name }) => name));
    expect(trained.importance.every(({ gain, meanAbsoluteShap }) => gain > 0 === meanAbsoluteShap > 0)).toBe(true);
  });
});

describe('the model of the pack', () => {
  const read = (name: string) => readFileSync(new URL(`../model/${name}`, import.meta.url));
  type Figures = Readonly<Record<'metrics_on_test_days' | 'metrics_elsewhere', Readonly<Record<string, number>>>>;
  const card = JSON.parse(read('model-card.json').toString()) as Figures;
  const bytes = read('model.onnx');

  it('file and card → of one training', () => {
    const { modelId, modelVersion, dataHash, metrics } = readModelMetadata(bytes);
    expect(card).toMatchObject({ id: modelId, version: modelVersion, bytes: bytes.length, data: { sha256: dataHash } });
    for (const [name, value] of Object.entries(metrics)) expect(card.metrics_on_test_days[name]).toBeCloseTo(value, 5);
  });

  it('better than a logistic regression on the same features was: on later days, and in another world from its first day', () => {
    expect(card.metrics_on_test_days['average_precision']).toBeGreaterThan(0.949);
    expect(card.metrics_elsewhere['average_precision']).toBeGreaterThan(0.856);
  });

  it('a first payment where nobody is known yet → no fraud for that alone', () => {
    const model = treeModelInOnnx(bytes)!;
    for (const amount of [1_299, 12_990, 30_000]) {
      const request = {
        id: 'first',
        occurred_at: new Date(FROM_MS).toISOString(),
        amount,
        currency: 'USD',
        channel: 'card_not_present' as const,
        account: { id: 'somebody' },
        card: { fingerprint: 'a-card', country: 'US' },
        device: { id: 'a-phone', ip: '203.0.113.7' },
        merchant: { id: 'a-shop', mcc: '5732', country: 'US' },
      };
      const { rows } = trainingRows(
        [{ kind: 'transaction', atMs: FROM_MS, request, truth: { fraud: false } }],
        FROM_MS,
      );
      expect([amount, predictProbabilities(model, rows)[0]! < 0.3]).toEqual([amount, true]);
    }
  });

  it('typical values: what people are told is usual, for most features', () => {
    const { featureNames, typicalValues } = readModelMetadata(bytes);
    const usual = (name: string) => typicalValues![featureNames.indexOf(name)];
    expect(usual('card_declined_10m')).toBe(0);
    expect(usual('device_accounts_24h')).toBe(1);
    expect(predictProbabilities(treeModelInOnnx(bytes)!, Float32Array.from(typicalValues!))[0]).toBeLessThan(0.01);
  });
});
