import { describe, expect, it } from 'vitest';
import { loadModel, MODEL } from '../testing/scoring-parts.js';
import { LoadedModel } from './loaded-model.js';

const settings = { MODEL_TIMEOUT_MS: 100, BATCH_WAIT_MS_MAX: 1 };
const ignore = () => undefined;

describe('LoadedModel', () => {
  it('MODEL_PATH=none → no model', async () => {
    const loaded = await LoadedModel.open({ ...settings, MODEL_PATH: 'none' }, ignore);
    expect(loaded.stage).toBeUndefined();
    await loaded.close();
  });

  it('the model of the repository → fits the catalogue, and a row of gaps is no alarm', async () => {
    const loaded = await LoadedModel.open({ ...settings, MODEL_PATH: 'packs/card-payments/model/model.onnx' }, ignore);
    const { columns, metadata } = loaded.stage!;
    const scores = await loaded.stage!.score(new Float32Array(columns.count).fill(Number.NaN), 1);
    expect(scores!.probability[0]).toBeGreaterThan(0);
    expect(scores!.probability[0]).toBeLessThan(0.1);
    expect(metadata.metrics['roc_auc']).toBeGreaterThan(0.9);
    await loaded.close();
  });

  it('no such file → an error that names the setting and the file', async () => {
    const opening = LoadedModel.open({ ...settings, MODEL_PATH: '/nowhere/model.onnx' }, ignore);
    await expect(opening).rejects.toThrow("The model of MODEL_PATH=/nowhere/model.onnx can't be used: ENOENT");
  });

  it('a model that asks for unknown features → refused at start', async () => {
    await expect(loadModel({ ...MODEL, featureNames: ['card_count_1h', 'shoe_size'] })).rejects.toThrow('shoe_size');
  });
});
