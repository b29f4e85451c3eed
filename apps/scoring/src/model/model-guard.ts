/**
 * Keeps a failing or slow model from holding up decisions: scores come in time or not at all, and after repeated
 * failures the model is left alone for a while (circuit breaker).
 */
import type { Scores } from './scoring-model.js';

export interface GuardLimits {
  readonly timeoutMs: number;
  /** Failures in a row that open the circuit. */
  readonly failuresMax: number;
  /** How long an open circuit keeps the model from being asked, ms. */
  readonly restMs: number;
}

export type ModelFailure = 'error' | 'timeout';

export class ModelGuard {
  private failures = 0;
  private openUntilMs = -Infinity;

  constructor(
    private readonly limits: GuardLimits,
    /** A clock that never jumps, ms. */
    private readonly now: () => number,
    private readonly failed: (failure: ModelFailure, error: unknown) => void,
  ) {}

  /** The model is not being asked now. */
  get open(): boolean {
    return this.now() < this.openUntilMs;
  }

  /** Undefined when the model failed, was too slow, or is resting. A late result is dropped. */
  async scores(run: () => Promise<Scores>): Promise<Scores | undefined> {
    const startedAt = this.now();
    if (startedAt < this.openUntilMs) return undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const running = run();
      // A run that blocks the event loop beats its own timer; it counts as slow all the same.
      const blockedMs = this.now() - startedAt;
      const late = new Promise<'late'>((resolve) => {
        // When others held up the loop, the timer comes before a result that lies ready: that one gets its turn first.
        timer = setTimeout(() => setImmediate(resolve, 'late'), this.limits.timeoutMs);
      });
      const scores = await Promise.race([running, late]);
      if (scores === 'late' || blockedMs > this.limits.timeoutMs)
        this.note('timeout', new Error(`The model took longer than ${this.limits.timeoutMs} ms`));
      else this.failures = 0;
      return scores === 'late' ? undefined : scores;
    } catch (error) {
      this.note('error', error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  private note(failure: ModelFailure, error: unknown): void {
    if (++this.failures >= this.limits.failuresMax) {
      // The first try after the rest decides: one more failure opens it again.
      this.failures = this.limits.failuresMax - 1;
      this.openUntilMs = this.now() + this.limits.restMs;
    }
    this.failed(failure, error);
  }
}
