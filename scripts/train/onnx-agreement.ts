/** Whether the file that was written scores as the trainer does, in the runtime that will score with it. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { MODEL_INPUT, MODEL_OUTPUTS } from '#onnx';
import { predictProbabilities, type TreeModel } from '#trees';

/** The largest difference of probabilities over these rows. */
export async function onnxDifference(bytes: Uint8Array, model: TreeModel, rows: Float32Array): Promise<number> {
  const width = model.features.length;
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  try {
    const output = await session.run({ [MODEL_INPUT]: new Tensor('float32', rows, [rows.length / width, width]) });
    const scored = output[MODEL_OUTPUTS.probability]!.data as Float32Array;
    return predictProbabilities(model, rows).reduce((most, p, i) => Math.max(most, Math.abs(p - scored[i]!)), 0);
  } finally {
    await session.release();
  }
}
