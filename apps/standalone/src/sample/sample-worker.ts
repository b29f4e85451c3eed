import { Worker } from 'node:worker_threads';
import { logger } from '#telemetry';

export interface SampleSettings {
  /** The public port of this installation. */
  readonly url: string;
  readonly key: string;
  /** Where the stream remembers how far it got. */
  readonly home: string;
}

/** The simulated worlds need about 120 MB; a bound keeps the thread from letting garbage lie as the server may. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24 };

/** Runs the sample stream in a thread of its own: it is a client of the API like any other, and must not slow it down. */
export class SampleWorker {
  private readonly worker: Worker;

  /** `newLogInToken` makes a one-time log-in for the sample's analyst. */
  constructor(settings: SampleSettings, newLogInToken: () => Promise<string>) {
    this.worker = new Worker(new URL('./sample-stream.js', import.meta.url), {
      workerData: settings,
      resourceLimits: LIMITS,
    });
    this.worker.on('error', (error) => logger.error({ err: error }, 'the sample stream ended'));
    // The only thing that it asks; no token is a refusal.
    this.worker.on('message', () => void this.answer(newLogInToken));
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private async answer(newLogInToken: () => Promise<string>): Promise<void> {
    const token = await newLogInToken().catch((error: unknown) => {
      logger.warn({ err: error }, 'no log-in for the sample’s analyst');
      return '';
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage(token);
  }
}
