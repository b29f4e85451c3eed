import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadinessCheck } from '#http';
import { logger } from '#telemetry';

export interface StartingConsumers {
  readonly ready: ReadinessCheck;
  /** Gives up starting. Resolves when no attempt is under way. */
  stop(): Promise<void>;
}

const RETRY_MS = 1000;

/** Starts the consumers as soon as the log lets them; a log that is away doesn't keep the process from answering probes. */
export function startConsumers(start: () => Promise<unknown>): StartingConsumers {
  const stopping = new AbortController();
  let consuming = false;
  const starting = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await start();
        consuming = true;
        return;
      } catch (error) {
        logger.warn({ err: error }, 'the consumers can not start yet');
        await sleep(RETRY_MS);
      }
    }
  })();
  return {
    ready: {
      name: 'consumers',
      check: async () => {
        if (!consuming) throw new Error('the consumers have not started yet');
      },
    },
    async stop() {
      stopping.abort();
      await starting;
    },
  };
}
