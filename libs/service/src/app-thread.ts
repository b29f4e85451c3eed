/**
 * An application without a port, in a thread of its own: it takes from the log and gives to the log. The process asks it for its
 * health and its figures, and ends when it ends by itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { CaracalError, startThread } from '#kernel';
import type { MetricsJson } from '#telemetry';

/** What the process asks for. */
export type Ask = 'problems' | 'metrics' | 'stop';

export interface Asked {
  readonly number: number;
  readonly ask: Ask;
}

/** `failed`: why there is no answer. */
export type Answered = { readonly number: number } & ({ readonly answer: unknown } | { readonly failed: string });

/** The thread says by itself that it has started, or why it can't. */
export const STARTED = 0;

const STOP_MS_MAX = 10_000;

export class AppThread {
  /** Resolves when it runs; rejects with the reason when it can't. */
  readonly started: Promise<unknown>;
  private readonly worker: Worker;
  private readonly open = new Map<number, PromiseWithResolvers<unknown>>();
  private asked = STARTED;
  private stopping = false;
  private hasEnded = false;

  /**
   * @param here - `import.meta.url` of the caller
   * @param name - of the module in the caller's folder that calls `runAppThread`
   * @param workerData - a copy reaches the thread
   */
  constructor(
    here: string,
    private readonly name: string,
    workerData: unknown,
  ) {
    this.worker = startThread(here, name, workerData);
    this.worker.on('message', (answered: Answered) => this.take(answered));
    this.worker.on('exit', () => this.ended());
    this.started = this.answer(STARTED);
  }

  /** Rejects with what keeps it from being ready. */
  async check(): Promise<void> {
    const problems = Object.entries((await this.ask('problems')) as Record<string, string>);
    if (problems.length > 0) throw new Error(problems.map(([name, reason]) => `${name}: ${reason}`).join('; '));
  }

  async metrics(): Promise<MetricsJson> {
    return (await this.ask('metrics')) as MetricsJson;
  }

  /** Finishes, commits, leaves; ended after ten seconds whatever it does. */
  async stop(): Promise<void> {
    this.stopping = true;
    const waited = new AbortController();
    const late = sleep(STOP_MS_MAX, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([this.ask('stop').catch(() => undefined), late]);
    waited.abort();
    await this.worker.terminate();
  }

  private ask(ask: Ask): Promise<unknown> {
    if (this.hasEnded) return Promise.reject(this.endedError());
    const number = ++this.asked;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage({ number, ask } satisfies Asked);
    return this.answer(number);
  }

  private answer(number: number): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    this.open.set(number, answer);
    return answer.promise;
  }

  private take(answered: Answered): void {
    const answer = this.open.get(answered.number);
    this.open.delete(answered.number);
    if ('failed' in answered) answer?.reject(new CaracalError('unavailable', answered.failed));
    else answer?.resolve(answered.answer);
  }

  private ended(): void {
    this.hasEnded = true;
    const error = this.endedError();
    const isStarting = this.open.has(STARTED);
    for (const { reject } of this.open.values()) reject(error);
    this.open.clear();
    // Nobody is there to go on without it: as if the error had come in the process' first thread.
    if (!this.stopping && !isStarting) throw error;
  }

  private endedError(): CaracalError {
    return new CaracalError('unavailable', `The thread ${this.name} has ended`);
  }
}
