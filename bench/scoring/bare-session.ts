/** ONNX Runtime without anything of ours around it, one thread. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

export class BareSession {
  private constructor(
    private readonly session: InferenceSession,
    private readonly width: number,
  ) {}

  static async open(file: Uint8Array, width: number): Promise<BareSession> {
    const options = { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1 };
    return new BareSession(await InferenceSession.create(file, options), width);
  }

  async run(rows: Float32Array, count: number): Promise<Float32Array> {
    const input = new Tensor('float32', rows, [count, this.width]);
    const output = await this.session.run({ features: input }, ['probability']);
    return output['probability']!.data as Float32Array;
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}
