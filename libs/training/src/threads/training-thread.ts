/** What the thread of `trainInThread` runs: one training, with its progress told; threads of its own grow the trees. */
import { parentPort, workerData } from 'node:worker_threads';
import { TreesInputError } from '#trees';
import { trainModel, type ModelProgress, type ModelTraining, type TrainedModel } from '../train-model.js';
import type { TrainingTable } from '../training-table.js';

export interface ToThread {
  readonly table: TrainingTable;
  readonly training: ModelTraining;
}

export type FromThread =
  | { readonly kind: 'progress'; readonly progress: ModelProgress }
  | { readonly kind: 'trained'; readonly trained: TrainedModel }
  /** An error loses its class on the way; `problems` are those of a `TreesInputError`. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly problems?: readonly string[] };

const tell = (message: FromThread): void => parentPort!.postMessage(message);
const { table, training } = workerData as ToThread;

try {
  tell({
    kind: 'trained',
    trained: await trainModel(table, training, { onProgress: (progress) => tell({ kind: 'progress', progress }) }),
  });
} catch (error) {
  tell({ kind: 'failed', error, ...(error instanceof TreesInputError && { problems: error.problems }) });
}
