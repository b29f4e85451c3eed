/**
 * Worker threads that take the tasks of a job from a shared counter. The calling thread only waits, so that a service that
 * trains keeps answering.
 */
import type { Worker } from 'node:worker_threads';
import type { Job, Spaces } from '../growth/jobs.js';
import { Crew } from './crew.js';
import { startThread } from '#kernel';

export type ToWorker =
  | { readonly kind: 'start'; readonly next: Int32Array }
  | { readonly kind: 'share'; readonly spaces: Spaces }
  | { readonly kind: 'run'; readonly job: Job; readonly tasks: number };
/** What a worker answers to `run`: how it failed, if it did. */
export type FromWorker = { readonly failed: Error | undefined };

export class ThreadCrew extends Crew {
  private readonly next = new Int32Array(new SharedArrayBuffer(4));
  private readonly workers: Worker[];
  private broken: Error | undefined;
  private round: { waiting: number; done: () => void; failed: (error: Error) => void } | undefined;

  constructor(threads: number) {
    super();
    this.workers = Array.from({ length: threads }, () => this.hire());
    this.tell({ kind: 'start', next: this.next });
  }

  share(spaces: Spaces): void {
    this.tell({ kind: 'share', spaces });
  }

  async run(job: Job, tasks: number): Promise<void> {
    if (this.broken) throw this.broken;
    Atomics.store(this.next, 0, 0);
    await new Promise<void>((done, failed) => {
      this.round = { waiting: this.workers.length, done, failed };
      this.tell({ kind: 'run', job, tasks });
    });
  }

  async close(): Promise<void> {
    this.broken ??= new Error('The threads have ended');
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private hire(): Worker {
    const worker = startThread(import.meta.url, 'thread-worker');
    worker.on('message', ({ failed }: FromWorker) => this.answered(failed));
    worker.on('error', (error) => this.failed(error));
    worker.on('exit', (code) => this.failed(new Error(`A training thread ended by itself (exit code ${code})`)));
    return worker;
  }

  private tell(message: ToWorker): void {
    for (const worker of this.workers) worker.postMessage(message);
  }

  private answered(failed: Error | undefined): void {
    if (failed) return this.failed(failed);
    if (this.round && --this.round.waiting === 0) this.round.done();
  }

  private failed(error: Error): void {
    this.broken ??= error;
    this.round?.failed(this.broken);
  }
}
