/** What a training thread runs: takes tasks until there are none, and says so. Imports nothing but this library's files. */
import { parentPort } from 'node:worker_threads';
import { performTask, type Spaces } from '../growth/jobs.js';
import type { FromWorker, ToWorker } from './thread-crew.js';

let spaces: Spaces = {};
let next: Int32Array = new Int32Array(1);

parentPort!.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'start':
      next = message.next;
      return;
    case 'share':
      spaces = { ...spaces, ...message.spaces };
      return;
    case 'run':
      parentPort!.postMessage(run(message.job, message.tasks));
  }
});

function run(job: Parameters<typeof performTask>[1], tasks: number): FromWorker {
  try {
    for (let task = Atomics.add(next, 0, 1); task < tasks; task = Atomics.add(next, 0, 1))
      performTask(spaces, job, task);
    return { failed: undefined };
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error(String(error)) };
  }
}
