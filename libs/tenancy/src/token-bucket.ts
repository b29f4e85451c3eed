/**
 * A tenant's quota: `burst` tokens at most, `perSecond` flow in steadily. Pure: time is an argument, in milliseconds; time
 * that goes backwards adds nothing.
 */
export class TokenBucket {
  private tokens: number;

  constructor(
    private readonly quota: Quota,
    private refilledAtMs: number,
  ) {
    if (!(quota.perSecond > 0) || !(quota.burst >= 1)) throw new RangeError('A quota has perSecond > 0 and burst >= 1');
    this.tokens = quota.burst;
  }

  /** Takes `count` tokens, or none. More than `burst` can never be taken at once: `retryAfterMs` is Infinity then. */
  take(nowMs: number, count = 1): Taken {
    this.refill(nowMs);
    if (count > this.quota.burst) return { allowed: false, remaining: Math.floor(this.tokens), retryAfterMs: Infinity };
    if (this.tokens >= count) {
      this.tokens -= count;
      return { allowed: true, remaining: Math.floor(this.tokens), retryAfterMs: 0 };
    }
    const retryAfterMs = Math.ceil(((count - this.tokens) / this.quota.perSecond) * 1000);
    return { allowed: false, remaining: Math.floor(this.tokens), retryAfterMs };
  }

  private refill(nowMs: number): void {
    if (nowMs <= this.refilledAtMs) return;
    const added = ((nowMs - this.refilledAtMs) / 1000) * this.quota.perSecond;
    this.tokens = Math.min(this.quota.burst, this.tokens + added);
    this.refilledAtMs = nowMs;
  }
}

export interface Quota {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Taken {
  readonly allowed: boolean;
  /** Whole tokens left. */
  readonly remaining: number;
  /** When to come again at the earliest; 0 when allowed. */
  readonly retryAfterMs: number;
}
