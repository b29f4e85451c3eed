/** Runs an ONNX file by ONNX Runtime on the CPU. The run itself is synchronous native code, started in its own turn of the event loop. */
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { MODEL_INPUT, MODEL_OUTPUTS, readModelMetadata, type ModelMetadata } from '#onnx';
import { Explainer } from '../reasons/explainer.js';
import { ScoringModel, type Scores } from './scoring-model.js';

export class OnnxModel extends ScoringModel {
  private constructor(
    readonly metadata: ModelMetadata,
    readonly explainer: Explainer,
    private readonly session: InferenceSession,
  ) {
    super();
  }

  /** Reads, checks and warms up the model, so that the first transaction doesn't pay for it. Rejects with the reason. */
  static async load(path: string): Promise<OnnxModel> {
    const bytes = await readFile(path);
    const metadata = readModelMetadata(bytes);
    const explainer = Explainer.of(bytes, metadata);
    const session = await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      // Small rows: threads of its own would only take cores from the event loop, and spinning would keep them.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    });
    const model = new OnnxModel(metadata, explainer, session);
    await model.warmUp();
    return model;
  }

  async score(rows: Float32Array, count: number): Promise<Scores> {
    const columns = this.metadata.featureNames.length;
    const input = new Tensor('float32', rows.subarray(0, count * columns), [count, columns]);
    const output = await this.session.run({ [MODEL_INPUT]: input });
    const probability = floatsOf(output[MODEL_OUTPUTS.probability], MODEL_OUTPUTS.probability, count);
    const contributions = output[MODEL_OUTPUTS.contributions];
    if (contributions === undefined) return { probability };
    return { probability, contributions: floatsOf(contributions, MODEL_OUTPUTS.contributions, count * columns) };
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private async warmUp(): Promise<void> {
    const columns = this.metadata.featureNames.length;
    for (const count of [1, 1, 64, 256]) await this.score(new Float32Array(count * columns).fill(Number.NaN), count);
  }
}

function floatsOf(tensor: Tensor | undefined, name: string, length: number): Float32Array {
  if (tensor?.data instanceof Float32Array && tensor.data.length === length) return tensor.data;
  throw new Error(`The model's output ${name} is not ${length} floats`);
}
