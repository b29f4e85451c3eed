import { describe, expect, it } from 'vitest';
import {
  ATTEMPTS_MAX,
  type Challenge,
  mayResend,
  outcomeOfAttempt,
  RESEND_PAUSE_MS,
  SENDS_MAX,
  standing,
} from './challenge.js';

const pending: Challenge = {
  id: 'chl_1',
  tenantId: 'ten_1',
  transactionId: 'txn_1',
  livemode: false,
  status: 'pending',
  channel: 'sandbox',
  amountMinor: 12990,
  currency: 'USD',
  attempts: 0,
  sends: 1,
  lastSentAtMs: 1000,
  expiresAtMs: 600_000,
  resolvedAtMs: undefined,
};

describe('challenge', () => {
  it('standing: pending until its time, expired from then on; a result stays', () => {
    expect(standing(pending, 599_999)).toBe('pending');
    expect(standing(pending, 600_000)).toBe('expired');
    expect(standing({ ...pending, status: 'passed' }, 700_000)).toBe('passed');
  });

  it('attempt: right code → passed, also on the last try; wrong → how many are left, then failed', () => {
    expect(outcomeOfAttempt(true, ATTEMPTS_MAX)).toEqual({ kind: 'passed' });
    expect(outcomeOfAttempt(false, 1)).toEqual({ kind: 'wrong', attemptsLeft: ATTEMPTS_MAX - 1 });
    expect(outcomeOfAttempt(false, ATTEMPTS_MAX - 1)).toEqual({ kind: 'wrong', attemptsLeft: 1 });
    expect(outcomeOfAttempt(false, ATTEMPTS_MAX)).toEqual({ kind: 'failed' });
  });

  it('resend: after the pause → send; before → how long to wait; over the limit → too many; closed → says how', () => {
    expect(mayResend(pending, 1000 + RESEND_PAUSE_MS)).toEqual({ kind: 'send' });
    expect(mayResend(pending, 1000 + RESEND_PAUSE_MS - 1)).toEqual({ kind: 'too_soon', retryAfterMs: 1 });
    expect(mayResend({ ...pending, sends: SENDS_MAX }, 500_000)).toEqual({ kind: 'too_many' });
    expect(mayResend(pending, 600_000)).toEqual({ kind: 'closed', status: 'expired' });
    expect(mayResend({ ...pending, status: 'failed' }, 2000)).toEqual({ kind: 'closed', status: 'failed' });
  });
});
