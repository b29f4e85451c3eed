// A thread that speaks the protocol of `AppThread`, and has no application.
import { parentPort, workerData } from 'node:worker_threads';
import type { Answered, Asked } from '../app-thread.js';

const { failed, problems } = workerData as { readonly failed?: string; readonly problems?: Record<string, string> };

function tell(answered: Answered): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort!.postMessage(answered);
}

parentPort!.on('message', ({ number, ask }: Asked) => {
  if (ask === 'metrics') tell({ number, failed: 'there are none' });
  else tell({ number, answer: ask === 'problems' ? problems : undefined });
});
tell(failed === undefined ? { number: 0, answer: undefined } : { number: 0, failed });
