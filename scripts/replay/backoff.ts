import { setTimeout as sleep } from 'node:timers/promises';
import { ReplayError } from './replay-error.js';

const FIRST_MS = 200;
const LONGEST_MS = 10_000;

/** Waits longer with each failure in a row, with jitter, at least as long as the server asks; gives up when patience ends. */
export class Backoff {
  private failures = 0;
  private failingSinceMs: number | undefined;

  constructor(
    private readonly patienceMs: number,
    private readonly signal: AbortSignal,
  ) {}

  succeeded(): void {
    this.failures = 0;
    this.failingSinceMs = undefined;
  }

  /** Rejects with `ReplayError` when it has failed for longer than the patience, and at once when interrupted. */
  async failed(why: string, retryAfterMs = 0): Promise<void> {
    this.failingSinceMs ??= Date.now();
    const failingMs = Date.now() - this.failingSinceMs;
    if (failingMs > this.patienceMs)
      throw new ReplayError(
        `gave up after ${Math.round(failingMs / 1000)} s (${why}); the same command goes on from here`,
      );
    const backoffMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures++) * (0.5 + Math.random() / 2);
    await sleep(Math.max(retryAfterMs, backoffMs), undefined, { signal: this.signal });
  }
}
