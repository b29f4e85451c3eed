/**
 * What the trees of an ONNX file take to be scored and explained, made ready away from the calling thread: for a large model that
 * takes a hundred milliseconds, and whoever loads one while it answers others has none.
 */
import { once } from 'node:events';
import { startThread } from '#kernel';
import type { Calibration } from '../calibration/calibration.js';
import type { KernelImage } from '../kernel/kernel-image.js';
import { TreeModelFileError } from '../model-file.js';
import { carriesTrees } from '../onnx/write-onnx.js';
import { ProbabilityExplainer } from '../shap/explain-probability.js';
import type { FromPlanning } from './planning-thread.js';

export interface ReadyTrees {
  readonly explainer: ProbabilityExplainer;
  readonly calibration: Calibration;
  /** Undefined where the file's graph is not what these trees are written as: then it may say something else. */
  readonly image: KernelImage | undefined;
}

/** Undefined where the file carries no trees. Rejects as `treeModelInOnnx` throws, and when the thread ends by itself. */
export async function treesInThread(onnx: Uint8Array): Promise<ReadyTrees | undefined> {
  if (!carriesTrees(onnx)) return undefined;
  const worker = startThread(import.meta.url, 'planning-thread', onnx);
  try {
    const ended = once(worker, 'exit').then(() => {
      throw new Error('The thread that prepares trees ended by itself');
    });
    const [answer] = (await Promise.race([once(worker, 'message'), ended])) as [FromPlanning];
    if ('refused' in answer) throw new TreeModelFileError(answer.refused);
    const { model, plan, image } = answer;
    return { explainer: new ProbabilityExplainer(model, plan), calibration: model.calibration, image };
  } finally {
    await worker.terminate();
  }
}
