/**
 * Keeps a failing or slow model from holding up decisions: scores come in time or not at all, and after repeated
 * failures the model is left alone for a while, and longer each time (circuit breaker).
 */
import type { Scores } from '#inference';

export interface GuardLimits {
  readonly timeoutMs: number;
  /** Failures in a row that open the circuit. */
  readonly failuresMax: number;
  /** How long an open circuit keeps the model from being asked at first, ms; twice as long each time, up to `restMsMax`. */
  readonly restMs: number;
  readonly restMsMax: number;
}

export type ModelFailure = 'error' | 'timeout' | 'not_a_number';
/** Why there are no scores. */
export type Unanswered = 'failed' | 'slow' | 'resting';

export class ModelGuard {
  private failures = 0;
  private rests = 0;
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

  /** Why not, when the model failed, was too slow, or is resting. A late result is dropped. */
  async scores(run: () => Promise<Scores>): Promise<Scores | Unanswered> {
    if (this.open) return 'resting';
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<'late'>((resolve) => {
        // When others held up the loop, the timer comes before a result that lies ready: that one gets its turn first.
        timer = setTimeout(() => setImmediate(resolve, 'late'), this.limits.timeoutMs);
      });
      const scores = await Promise.race([run(), late]);
      if (scores === 'late') {
        this.note('timeout', new Error(`The model took longer than ${this.limits.timeoutMs} ms`));
        return 'slow';
      }
      if (!scores.probability.every(isProbability)) {
        this.note('not_a_number', new Error('The model gave something that is no probability'));
        return scores;
      }
      this.failures = 0;
      this.rests = 0;
      return scores;
    } catch (error) {
      this.note('error', error);
      return 'failed';
    } finally {
      clearTimeout(timer);
    }
  }

  private note(failure: ModelFailure, error: unknown): void {
    if (++this.failures >= this.limits.failuresMax) {
      // The first try after the rest decides: one more failure opens it again.
      this.failures = this.limits.failuresMax - 1;
      this.openUntilMs = this.now() + Math.min(this.limits.restMsMax, this.limits.restMs * 2 ** this.rests++);
    }
    this.failed(failure, error);
  }
}

export function isProbability(x: number): boolean {
  return x >= 0 && x <= 1;
}
