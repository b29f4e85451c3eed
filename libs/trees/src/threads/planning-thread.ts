/**
 * What the planning thread runs: reads a model and works out what explanations need of it, after everybody else who wants the
 * processor. Imports nothing but this library's files.
 */
import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { readTreeModel, TreeModelFileError } from '../model-file.js';
import { planExplanations, type ExplanationPlan } from '../shap/tree-explainer.js';
import type { TreeModel } from '../tree-model.js';

export type FromPlanning =
  | { readonly model: TreeModel; readonly plan: ExplanationPlan }
  /** Why the bytes are not a model. */
  | { readonly refused: string };

// There it is the priority of this thread alone; elsewhere, of the whole process.
if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
parentPort!.postMessage(answer(workerData as Uint8Array));

function answer(bytes: Uint8Array): FromPlanning {
  try {
    const model = readTreeModel(bytes);
    return { model, plan: planExplanations(model) };
  } catch (error) {
    if (error instanceof TreeModelFileError) return { refused: error.message };
    throw error;
  }
}
