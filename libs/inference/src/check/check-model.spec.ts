import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelMetadata } from '#onnx';
import { InferenceProcess } from '../index.js';
import { checkRequest, EXPECTED, EXPECTED_ROWS, foreignModel, hostileModel } from '../testing/foreign-models.js';
import { checkModel } from './check-model.js';

const USABLE = [
  'xgboost',
  'lightgbm',
  'lightgbm-no-zipmap',
  'sklearn-logistic',
  'sklearn-doubles',
  'sklearn-columns',
  'sklearn-forest',
  'pytorch-logit',
];

describe('checkModel: files of other libraries', () => {
  let host: InferenceProcess;
  beforeAll(() => {
    host = InferenceProcess.start({ runMs: 60_000, loadMs: 60_000 });
  });
  afterAll(() => host.stop());

  it.each(USABLE)('%s → usable, and served it says what its own library says', async (name) => {
    const { problems, adapted } = await checkModel(foreignModel(name), checkRequest());
    expect(problems).toEqual([]);
    const { modelId, modelVersion, featureNames, featureSet } = readModelMetadata(adapted!);
    expect({ modelId, modelVersion, featureNames, featureSet }).toEqual({
      modelId: 'theirs',
      modelVersion: 3,
      featureNames: EXPECTED.features,
      featureSet: 'set-1',
    });
    await host.load(1, adapted!, { devices: ['cpu'] });
    const { probability } = await host.run(1, EXPECTED_ROWS, EXPECTED.rows.length);
    const expected = EXPECTED.probabilities[name]!;
    expect(Math.max(...expected.map((p, i) => Math.abs(p - probability[i]!)))).toBeLessThan(1e-4);
  });
});

describe('checkModel: what the caller says', () => {
  const codesOf = async (file: Uint8Array, change: Parameters<typeof checkRequest>[0]) =>
    (await checkModel(file, checkRequest(change))).problems.map(({ code }) => code);

  it('no feature names, and none in the file → says how to give them', async () => {
    const { problems } = await checkModel(foreignModel('xgboost'), checkRequest({ features: [] }));
    expect(problems).toMatchObject([{ code: 'features_unnamed', detail: expect.stringContaining('features=NAME') }]);
  });

  it('one input for each feature → their names are taken', async () => {
    expect(await codesOf(foreignModel('sklearn-columns'), { features: [] })).toEqual([]);
  });

  it('features that the catalogue does not have → all of them are listed', async () => {
    const features = ['card_count_1h', 'shoe_size', 'zodiac_sign', 'account_age_days'];
    const { problems } = await checkModel(foreignModel('lightgbm'), checkRequest({ features }));
    expect(problems).toEqual([
      { code: 'unknown_features', detail: 'The feature catalogue has no shoe_size, zodiac_sign' },
    ]);
  });

  it.each([
    ['more names than columns', { features: [...EXPECTED.features, 'distance_km'] }, 'feature_count'],
    [
      'a name twice',
      { features: ['card_count_1h', 'card_count_1h', 'amount_log', 'distance_km'] },
      'repeated_features',
    ],
    ['an output that there is not', { output: 'verdict' }, 'outputs'],
    ['less time than it takes', { latencyMsMax: 1e-6 }, 'too_slow'],
    ['log-odds where there are probabilities', { scale: 'logit' as const }, undefined],
    ['a probability where there are log-odds', { scale: 'probability' as const }, undefined],
  ])('%s', async (_, change, code) => {
    expect(await codesOf(foreignModel('xgboost'), change)).toEqual(code === undefined ? [] : [code]);
  });

  it('log-odds that are called a probability → refused with the way out', async () => {
    const { problems } = await checkModel(foreignModel('pytorch-logit'), checkRequest({ scale: 'probability' }));
    expect(problems).toMatchObject([{ code: 'no_probability', detail: expect.stringContaining('scale=logit') }]);
  });
});

describe('checkModel: files that must not be served', () => {
  const features = ['card_count_1h', 'account_age_days'];

  it.each([
    ['external-data', 'external_data', 'etc/passwd'],
    ['custom-operator', 'custom_operators', 'evil.example.Backdoor'],
    ['functions', 'functions', '1 functions of its own'],
    ['endless-loop', 'loops', 'Loop'],
    ['random', 'random_operators', 'RandomUniformLike'],
    ['fixed-batch', 'inputs', 'exactly 1 rows at a time'],
    ['text-input', 'inputs', 'string'],
    ['three-classes', 'outputs', 'one or two columns'],
    ['ambiguous-scale', 'scale_unknown', 'scale=probability or scale=logit'],
    ['constant', 'constant', 'for every row'],
    ['mixes-rows', 'rows_mixed', 'alone than among others'],
    ['lying-shape', 'cannot_load', ''],
    ['future-opset', 'operator_set', '99'],
  ])('%s → %s', async (name, code, words) => {
    const { problems, adapted } = await checkModel(hostileModel(name), checkRequest({ features }));
    expect(problems).toContainEqual({ code, detail: expect.stringContaining(words) });
    expect(adapted).toBeUndefined();
  });

  it('a model without numbers for missing values → says that they are usual', async () => {
    const { problems } = await checkModel(foreignModel('sklearn-no-imputer'), checkRequest());
    expect(problems).toMatchObject([{ code: 'missing_values', detail: expect.stringContaining('imputer') }]);
  });

  const file = foreignModel('xgboost');
  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('PK not a model at all')],
    ['half a model', file.subarray(0, file.length >> 1)],
    ['all but a byte', file.subarray(0, -1)],
    ['a picture by another name', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ])('%s → no model, in words', async (_, bytes) => {
    const { problems } = await checkModel(bytes, checkRequest());
    expect(problems).toMatchObject([{ code: 'not_a_model', detail: expect.stringContaining('not an ONNX model') }]);
  });

  it('any byte changed → refused or usable, never a crash of what checks', async () => {
    const logistic = foreignModel('sklearn-logistic');
    for (let at = 0; at < logistic.length; at += 23) {
      const changed = logistic.slice();
      changed[at]! ^= 0x55;
      const { problems, adapted } = await checkModel(changed, checkRequest());
      expect(problems.length > 0 || adapted !== undefined).toBe(true);
    }
  });
});
