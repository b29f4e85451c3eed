/**
 * What the planning thread runs: reads the trees of an ONNX file and works out what scoring and explaining need of them, after
 * everybody else who wants the processor.
 */
import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { kernelImage, type KernelImage } from '../kernel/kernel-image.js';
import { TreeModelFileError } from '../model-file.js';
import { isEnsembleOf, treeModelInOnnx } from '../onnx/write-onnx.js';
import { planExplanations, type ExplanationPlan } from '../shap/tree-explainer.js';
import type { TreeModel } from '../tree-model.js';

export type FromPlanning =
  | { readonly model: TreeModel; readonly plan: ExplanationPlan; readonly image: KernelImage | undefined }
  /** Why the bytes are not a model. */
  | { readonly refused: string };

// There it is the priority of this thread alone; elsewhere, of the whole process.
if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
parentPort!.postMessage(answer(workerData as Uint8Array));

function answer(onnx: Uint8Array): FromPlanning {
  try {
    const model = treeModelInOnnx(onnx)!;
    return {
      model,
      plan: planExplanations(model),
      image: isEnsembleOf(model, onnx) ? kernelImage(model) : undefined,
    };
  } catch (error) {
    if (error instanceof TreeModelFileError) return { refused: error.message };
    throw error;
  }
}
