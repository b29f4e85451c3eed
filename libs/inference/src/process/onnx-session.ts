/** A model file opened by ONNX Runtime. The run itself is synchronous native code. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ADAPTED_OUTPUT, MODEL_OUTPUTS } from '#onnx';
import type { Device } from '../device.js';

export interface RawScores {
  readonly probability: Float32Array;
  /** Of models that give them: row after row, the log-odds that each feature added. */
  readonly contributions: Float32Array | undefined;
}

export class OnnxSession {
  private readonly outputs: string[];
  private readonly probability: string;

  private constructor(
    private readonly session: InferenceSession,
    readonly columns: number,
  ) {
    const { outputNames } = session;
    this.probability = outputNames.includes(ADAPTED_OUTPUT) ? ADAPTED_OUTPUT : MODEL_OUTPUTS.probability;
    if (!outputNames.includes(this.probability))
      throw new Error(`The model has no output ${MODEL_OUTPUTS.probability}; it has ${outputNames.join(', ')}`);
    this.outputs = outputNames.filter((name) => name === this.probability || name === MODEL_OUTPUTS.contributions);
  }

  /** Rejects with the runtime's reason. */
  static async open(file: Uint8Array, columns: number, device: Device): Promise<OnnxSession> {
    const session = await InferenceSession.create(file, {
      executionProviders: [device],
      // Small rows: more threads would only take cores from others, and spinning would keep them.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    });
    if (session.inputNames.length !== 1)
      throw new Error(`The model must have one input, rows of floats; it has ${session.inputNames.join(', ')}`);
    return new OnnxSession(session, columns);
  }

  async run(rows: Float32Array, count: number): Promise<RawScores> {
    const { columns, session } = this;
    const input = new Tensor('float32', rows.subarray(0, count * columns), [count, columns]);
    const output = await session.run({ [session.inputNames[0]!]: input }, this.outputs);
    return {
      probability: floatsOf(output, this.probability, count),
      contributions: this.outputs.includes(MODEL_OUTPUTS.contributions)
        ? floatsOf(output, MODEL_OUTPUTS.contributions, count * columns)
        : undefined,
    };
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}

function floatsOf(output: Readonly<Record<string, Tensor>>, name: string, length: number): Float32Array {
  const data = output[name]?.data;
  if (data instanceof Float32Array && data.length === length) return data;
  throw new Error(`The model's output ${name} is not ${length} floats`);
}
