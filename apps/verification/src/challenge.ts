/** The rules of a one-time-code challenge. Pure: no clock, no store. */
export const ATTEMPTS_MAX = 5;
/** The first message and three more. */
export const SENDS_MAX = 4;
export const RESEND_PAUSE_MS = 30_000;

export type ChallengeStatus = 'pending' | 'passed' | 'failed' | 'expired' | 'cancelled';
export type Channel = 'sandbox' | 'webhook' | 'email';

export interface Challenge {
  readonly id: string;
  readonly tenantId: string;
  readonly transactionId: string;
  readonly livemode: boolean;
  readonly status: ChallengeStatus;
  readonly channel: Channel;
  readonly amountMinor: number;
  readonly currency: string;
  readonly attempts: number;
  readonly sends: number;
  readonly lastSentAtMs: number;
  readonly expiresAtMs: number;
  readonly resolvedAtMs: number | undefined;
}

/** What a submitted code, a resend or a cancel can come to; every one is an answer, not an accident. */
export type Submission =
  | { readonly kind: 'passed' }
  | { readonly kind: 'wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'done'; readonly status: Exclude<ChallengeStatus, 'pending'> };

/** Where a challenge stands at `nowMs`; a pending one past its time is expired whether or not the sweeper has been. */
export function standing(challenge: Challenge, nowMs: number): ChallengeStatus {
  return challenge.status === 'pending' && challenge.expiresAtMs <= nowMs ? 'expired' : challenge.status;
}

/** What an attempt that was just counted comes to. `attempts` includes it. */
export function outcomeOfAttempt(matches: boolean, attempts: number): Submission {
  if (matches) return { kind: 'passed' };
  return attempts >= ATTEMPTS_MAX ? { kind: 'failed' } : { kind: 'wrong', attemptsLeft: ATTEMPTS_MAX - attempts };
}

export type ResendAnswer =
  | { readonly kind: 'send' }
  | { readonly kind: 'too_soon'; readonly retryAfterMs: number }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'closed'; readonly status: Exclude<ChallengeStatus, 'pending'> };

export function mayResend(challenge: Challenge, nowMs: number): ResendAnswer {
  const status = standing(challenge, nowMs);
  if (status !== 'pending') return { kind: 'closed', status };
  if (challenge.sends >= SENDS_MAX) return { kind: 'too_many' };
  const retryAfterMs = challenge.lastSentAtMs + RESEND_PAUSE_MS - nowMs;
  return retryAfterMs > 0 ? { kind: 'too_soon', retryAfterMs } : { kind: 'send' };
}
