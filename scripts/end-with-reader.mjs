// Loaded before a command's own code. The reader of what a command prints may go first (`… | head -5`). Node.js ignores SIGPIPE and
// reports EPIPE, which nobody catches; a command whose reader is gone has nobody to tell so, and ends as the signal would end it.
import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';

/** What a shell says of a program that SIGPIPE ended: 141. */
const ENDED_BY_SIGPIPE = 128 + (constants.signals.SIGPIPE ?? 13);

// A thread's output goes through the main thread's.
if (isMainThread) {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(ENDED_BY_SIGPIPE);
    });
  }
}
