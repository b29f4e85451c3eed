import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLogisticModel, type LogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { OnnxModel } from './onnx-model.js';

const metadata = {
  modelId: 'test',
  modelVersion: 1,
  featureSet: '1',
  trainedFromMs: 0,
  trainedToMs: 1,
  dataHash: '00',
  metrics: {},
};

/** The same arithmetic in plain JavaScript, as the oracle. */
function expected(model: LogisticModel, row: readonly number[]): { probability: number; contributions: number[] } {
  const contributions = row.map((raw, i) => {
    return Number.isNaN(raw) ? 0 : (model.weights[i]! * (raw - model.means[i]!)) / model.scales[i]!;
  });
  const logOdds = contributions.reduce((sum, x) => sum + x, model.bias);
  return { probability: 1 / (1 + Math.exp(-logOdds)), contributions };
}

const float = (min: number, max: number) => fc.float({ min: Math.fround(min), max: Math.fround(max), noNaN: true });
const models = fc.integer({ min: 1, max: 40 }).chain((columns) => {
  const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: columns, maxLength: columns });
  return fc.record({
    means: list(float(-10, 10)),
    scales: list(float(0.5, 20)),
    weights: list(float(-1, 1)),
    bias: float(-5, 5),
    rows: fc.array(list(fc.oneof(float(-1000, 1000), fc.constant(Number.NaN))), { minLength: 1, maxLength: 8 }),
  });
});

describe('OnnxModel', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caracal-onnx-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function load(model: LogisticModel): Promise<OnnxModel> {
    const path = join(folder, 'model.onnx');
    await writeFile(path, writeLogisticModel(model));
    return OnnxModel.load(path);
  }

  it('a written model: any weights and rows, values missing → as plain arithmetic, within 1e-5', async () => {
    await fc.assert(
      fc.asyncProperty(models, async ({ rows, ...numbers }) => {
        const featureNames = numbers.means.map((_, i) => `f${i}`);
        const model = { ...numbers, featureNames, metadata };
        const loaded = await load(model);
        const scores = await loaded.score(Float32Array.from(rows.flat()), rows.length);
        await loaded.close();
        for (const [i, row] of rows.entries()) {
          const want = expected(model, row);
          expect(Math.abs(scores.probability[i]! - want.probability)).toBeLessThan(1e-5);
          for (const [j, x] of want.contributions.entries()) {
            const got = scores.contributions![i * row.length + j]!;
            expect(Math.abs(got - x)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(x)));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('rows beyond the count: ignored, so that a buffer can be reused', async () => {
    const model: LogisticModel = { featureNames: ['a'], means: [0], scales: [1], weights: [1], bias: 0, metadata };
    const loaded = await load(model);
    const { probability } = await loaded.score(Float32Array.of(0, 100, 100), 1);
    expect([...probability]).toEqual([0.5]);
    await loaded.close();
  });

  it.each([
    ['a file that is not a model', new TextEncoder().encode('hello')],
    ['an empty file', new Uint8Array()],
  ])('load: %s → rejects with the reason', async (_, bytes) => {
    const path = join(folder, 'bad.onnx');
    await writeFile(path, bytes);
    await expect(OnnxModel.load(path)).rejects.toThrow('not an ONNX model');
  });

  it('load: no such file → rejects with its path', async () => {
    await expect(OnnxModel.load(join(folder, 'none.onnx'))).rejects.toThrow('none.onnx');
  });
});
