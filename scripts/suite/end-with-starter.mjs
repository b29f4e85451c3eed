// Loaded before a service of the suite (`node --import`): its standard input is a pipe from the starter, which ends when
// the starter does, however that was. Then the service stops in good order too, and nothing is left running.
import { isMainThread } from 'node:worker_threads';

// Threads of a service load it too; their standard input is none.
if (isMainThread)
  process.stdin
    .on('end', () => process.kill(process.pid, 'SIGTERM'))
    .on('error', () => undefined)
    .resume()
    .unref();
