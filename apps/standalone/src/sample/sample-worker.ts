import { Worker } from 'node:worker_threads';
import { logger } from '#telemetry';

export interface SampleSettings {
  /** The public port of this installation. */
  readonly url: string;
  readonly key: string;
  /** Where the stream remembers how far it got. */
  readonly home: string;
}

/** Runs the sample stream in a thread of its own: it is a client of the API like any other, and must not slow it down. */
export class SampleWorker {
  private readonly worker: Worker;

  constructor(settings: SampleSettings) {
    this.worker = new Worker(new URL('./sample-stream.js', import.meta.url), { workerData: settings });
    this.worker.on('error', (error) => logger.error({ err: error }, 'the sample stream ended'));
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
