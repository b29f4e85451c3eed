import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { MODEL_INPUT, MODEL_OUTPUTS, readModelMetadata, withMetadata } from '#onnx';
import { fitIsotonic, fitPlatt } from '../calibration/fit-calibration.js';
import { predictMargins, predictProbabilities, rowsOf } from '../predict.js';
import { TreeExplainer } from '../shap/tree-explainer.js';
import { madeUpSet } from '../testing/made-up-data.js';
import { train } from '../train.js';
import type { TreeModel } from '../tree-model.js';
import { isEnsembleOf, MARGIN_OUTPUT, treeModelInOnnx, writeOnnxModel, type OnnxForm } from './write-onnx.js';

const METADATA = {
  modelId: 'trees',
  modelVersion: 2,
  featureSet: '1',
  trainedFromMs: 1,
  trainedToMs: 2,
  dataHash: 'ab'.repeat(32),
  metrics: { averagePrecision: 0.7 },
  lineage: { champion: '1' },
};
const FORMS: OnnxForm[] = ['ensemble', 'product', 'traversal'];

const set = madeUpSet(3000, 1, 0.15);
const { model } = await train(set, { trees: 40, maxDepth: 5, oneAgainstRestMax: 2, learningRate: 0.3 });
const rows = hardRows(model);
const margins = predictMargins(model, rows);

describe('writeOnnxModel', () => {
  it.each(FORMS)(
    '%s: the margins and probabilities of the model, for missing and unseen values and at every threshold',
    async (form) => {
      const scored = await score(writeOnnxModel(model, form, METADATA), rows);
      expect(worst(scored.margin, margins)).toBeLessThan(1e-5);
      expect(worst(scored.probability, predictProbabilities(model, rows))).toBeLessThan(1e-5);
    },
  );

  it.each(FORMS)('%s: calibrations are part of it', async (form) => {
    const own = predictMargins(model, rowsOf(set.columns));
    for (const calibration of [fitPlatt(set.labels, own), fitIsotonic(set.labels, own)]) {
      const calibrated = { ...model, calibration };
      const scored = await score(writeOnnxModel(calibrated, form, METADATA), rows);
      expect(worst(scored.probability, predictProbabilities(calibrated, rows))).toBeLessThan(2e-5);
    }
  });

  it.each(FORMS)('%s: a tree of one leaf beside others', async (form) => {
    const { model: small } = await train(set, { trees: 2, minSplitGain: 1e9 });
    const scored = await score(writeOnnxModel(small, form, METADATA), rows);
    expect(worst(scored.margin, predictMargins(small, rows))).toBeLessThan(1e-5);
  });

  it.each(FORMS)('%s: a category split that only what is missing passes', async (form) => {
    const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
    const columns = set.columns.map((_, c) =>
      Float32Array.from(labels, (label) => (c === 3 && label === 1 ? Number.NaN : 0)),
    );
    const { model: empty } = await train({ features: set.features, columns, labels }, { trees: 2 });
    const some = Float32Array.from([Number.NaN, -1, 0, 1], (x) => x).reduce<number[]>(
      (all, x) => [...all, 0, 0, 0, x, 0],
      [],
    );
    const values = Float32Array.from(some);
    const scored = await score(writeOnnxModel(empty, form, METADATA), values);
    const expected = predictMargins(empty, values);
    expect(expected[0]).toBeGreaterThan(expected[2]!);
    expect(worst(scored.margin, expected)).toBeLessThan(1e-5);
  });

  it('traversal: deep trees', async () => {
    const { model: deep } = await train(set, { trees: 5, maxDepth: 12, minChildWeight: 0 });
    const scored = await score(writeOnnxModel(deep, 'traversal', METADATA), rows);
    expect(worst(scored.margin, predictMargins(deep, rows))).toBeLessThan(1e-5);
  });

  it('metadata: read back, with the names in order and the margin of a row of which nothing is known', () => {
    const metadata = readModelMetadata(writeOnnxModel(model, 'ensemble', METADATA));
    expect(metadata).toEqual({
      ...METADATA,
      featureNames: set.features.map(({ name }) => name),
      baseMargin: new TreeExplainer(model).expectedMargin,
    });
  });

  it('is the ensemble of its trees, whatever its metadata say; not where a leaf of the graph is another, nor in other forms', () => {
    const bytes = writeOnnxModel(model, 'ensemble', METADATA);
    expect(isEnsembleOf(model, withMetadata(bytes, { ...readModelMetadata(bytes), modelVersion: 7 }))).toBe(true);
    const leaf = model.nodes.feature.indexOf(-1);
    const value = model.nodes.value.with(leaf, model.nodes.value[leaf]! + 1e-3);
    expect(isEnsembleOf({ ...model, nodes: { ...model.nodes, value } }, bytes)).toBe(false);
    const platt = { kind: 'platt', slope: 1, offset: 1e-3 } as const;
    expect(isEnsembleOf({ ...model, calibration: platt }, bytes)).toBe(false);
    expect(isEnsembleOf(model, writeOnnxModel(model, 'traversal', METADATA))).toBe(false);
  });

  it('the model inside: the same; the file: the same bytes each time', () => {
    const bytes = writeOnnxModel(model, 'ensemble', METADATA);
    expect(treeModelInOnnx(bytes)).toEqual(model);
    expect(Buffer.from(writeOnnxModel(model, 'ensemble', METADATA)).equals(bytes)).toBe(true);
  });
});

/** Training rows, then rows with each value at a threshold or one float below it, then categories that are none. */
function hardRows({ nodes }: TreeModel): Float32Array {
  const known = rowsOf(set.columns.map((column) => column.subarray(0, 500)));
  const width = set.features.length;
  const step = new Float32Array(1);
  const bits = new Int32Array(step.buffer);
  const edges = [...nodes.feature.entries()].flatMap(([node, feature]) => {
    if (feature < 0 || nodes.setWords[node]! > 0 || nodes.value[node] === Infinity) return [];
    step[0] = nodes.value[node]!;
    bits[0]! += step[0] > 0 ? -1 : 1;
    return [nodes.value[node]!, step[0]].map((x) => known.slice(0, width).with(feature, x));
  });
  const strange = [-1, 0.5, 31, 32, 63, 64, 1e6, -1e30, 1e30, 1e-45, -1e-45, -0, Infinity, -Infinity].flatMap((x) =>
    set.features.map((_, feature) => known.slice(0, width).with(feature, x)),
  );
  return Float32Array.from([...known, ...[...edges, ...strange].flatMap((row) => [...row])]);
}

async function score(bytes: Uint8Array, values: Float32Array): Promise<Record<'margin' | 'probability', Float32Array>> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  const columns = set.features.length;
  const input = new Tensor('float32', values, [values.length / columns, columns]);
  const output = await session.run({ [MODEL_INPUT]: input });
  await session.release();
  return {
    margin: output[MARGIN_OUTPUT]!.data as Float32Array,
    probability: output[MODEL_OUTPUTS.probability]!.data as Float32Array,
  };
}

function worst(a: ArrayLike<number>, b: Float64Array): number {
  if (a.length !== b.length) return Number.NaN;
  return b.reduce((most, x, i) => Math.max(most, Math.abs(x - a[i]!)), 0);
}
