import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_SET, FEATURES } from '#features';
import { readModelMetadata, writeLogisticModel } from '#onnx';
import { simulate } from '../src/simulate.js';
import { logOddsOf, sigmoid } from './logistic-regression.js';
import { trainLogistic, type Trained, type TrainerOptions } from './logistic-trainer.js';
import { standardise } from './standardise.js';
import { between, trainingRows, type TrainingRows } from './training-rows.js';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 5);
const options: TrainerOptions = {
  modelId: 'small',
  modelVersion: 1,
  featureSet: FEATURE_SET,
  featureNames: FEATURES.map(({ name }) => name),
  penalty: 10,
  positiveWeight: 5,
  trainFromMs: FROM_MS + 5 * DAY_MS,
  calibrateFromMs: FROM_MS + 20 * DAY_MS,
  testFromMs: FROM_MS + 27 * DAY_MS,
  untilMs: FROM_MS + 35 * DAY_MS,
};

function history(): TrainingRows {
  const world = { seed: 'trainer', accounts: 100, crimeShare: 0.08, fromMs: FROM_MS, untilMs: options.untilMs };
  return trainingRows(simulate(world), options.trainFromMs);
}

describe('trainLogistic', () => {
  let rows: TrainingRows;
  let trained: Trained;
  beforeAll(() => {
    rows = history();
    trained = trainLogistic(rows, options);
  }, 60_000);

  it('rows: none before the first day asked for, in the order of time, split without overlap', () => {
    expect(rows.timesMs[0]).toBeGreaterThanOrEqual(options.trainFromMs);
    expect(rows.timesMs.every((time, i) => i === 0 || time >= rows.timesMs[i - 1]!)).toBe(true);
    expect(rows.rows).toHaveLength(rows.labels.length * FEATURES.length);
    const { train, calibrate, test } = trained.splits;
    expect(train.rows + calibrate.rows + test.rows).toBe(rows.labels.length);
  });

  it('a small world with much fraud → tells it from good payments on days that it has not seen', () => {
    const { metrics } = trained.model.metadata;
    expect(metrics['roc_auc']).toBeGreaterThan(0.9);
    expect(metrics['average_precision']).toBeGreaterThan(0.5);
    expect(metrics['expected_calibration_error']).toBeLessThan(0.05);
  });

  it('the same seed again → the same file, byte for byte', () => {
    const again = trainLogistic(history(), options);
    expect(writeLogisticModel(again.model)).toEqual(writeLogisticModel(trained.model));
  });

  it('the written file on raw features → the trainer’s own probabilities, within 1e-5', async () => {
    const bytes = writeLogisticModel(trained.model);
    expect(readModelMetadata(bytes).featureNames).toEqual(options.featureNames);
    const test = between(rows, options.testFromMs, options.untilMs);
    const session = await InferenceSession.create(bytes);
    const features = new Tensor('float32', test.rows.slice(), [test.labels.length, test.columns]);
    const probability = (await session.run({ features }))['probability']!.data as Float32Array;
    const { means, scales, transforms = [], clip = Infinity, weights, bias } = trained.model;
    const standard = { means: [...means], scales: [...scales], transforms: [...transforms], clip };
    const matrix = { columns: test.columns, rows: standardise(test.rows, standard) };
    const expected = logOddsOf(matrix, { weights: [...weights], bias }).map(sigmoid);
    expect(probability).toHaveLength(expected.length);
    for (const [row, p] of expected.entries()) expect(Math.abs(probability[row]! - p)).toBeLessThan(1e-5);
  });
});
