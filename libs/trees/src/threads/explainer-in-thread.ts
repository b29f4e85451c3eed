/**
 * The explainer of an ONNX file, made ready away from the calling thread: for a large model that takes a hundred milliseconds,
 * and whoever loads one while it answers others has none.
 */
import { once } from 'node:events';
import { TreeModelFileError } from '../model-file.js';
import { carriedModel } from '../onnx/write-onnx.js';
import { ProbabilityExplainer } from '../shap/explain-probability.js';
import type { FromPlanning } from './planning-thread.js';
import { startThread } from './start-thread.js';

/** Undefined where the file carries no trees. Rejects as `treeModelInOnnx` throws, and when the thread ends by itself. */
export async function explainerInThread(onnx: Uint8Array): Promise<ProbabilityExplainer | undefined> {
  const bytes = carriedModel(onnx);
  if (bytes === undefined) return undefined;
  const worker = startThread('planning-thread', bytes);
  try {
    const ended = once(worker, 'exit').then(() => {
      throw new Error('The thread that prepares explanations ended by itself');
    });
    const [answer] = (await Promise.race([once(worker, 'message'), ended])) as [FromPlanning];
    if ('refused' in answer) throw new TreeModelFileError(answer.refused);
    return new ProbabilityExplainer(answer.model, answer.plan);
  } finally {
    await worker.terminate();
  }
}
