/**
 * `trainModel` away from the calling thread, which stays free to answer others; ended at once when it is aborted. A table whose
 * columns are in shared memory is not copied.
 */
import { Worker } from 'node:worker_threads';
import { TreesInputError } from '#trees';
import type { ModelTraining, TrainedModel, TrainingControl } from '../train-model.js';
import type { TrainingTable } from '../training-table.js';
import type { FromThread, ToThread } from './training-thread.js';

/** Rejects as `trainModel` does, and when the thread ends by itself: for want of memory, say. */
export async function trainInThread(
  table: TrainingTable,
  training: ModelTraining,
  { signal, onProgress }: TrainingControl = {},
): Promise<TrainedModel> {
  signal?.throwIfAborted();
  const workerData: ToThread = { table, training };
  const worker = new Worker(new URL('./training-thread.js', import.meta.url), { workerData });
  const { promise, resolve, reject } = Promise.withResolvers<TrainedModel>();
  const abort = (): void => reject(signal!.reason);
  signal?.addEventListener('abort', abort, { once: true });
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'progress') onProgress?.(message.progress);
    else if (message.kind === 'trained') resolve(message.trained);
    else reject(message.problems ? new TreesInputError(message.problems) : message.error);
  });
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`The thread that trains ended by itself (exit code ${code})`)));
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', abort);
    // The threads that it started end with it.
    await worker.terminate();
  }
}
