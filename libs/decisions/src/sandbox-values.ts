/**
 * Magic card fingerprints of the sandbox: each gives one outcome without any history, so that an integration can be
 * tested end to end. They mean nothing in live mode.
 */
import type { AnsweredBy, Outcome, TransactionV1 } from '#contracts';

/**
 * When a transaction may be decided: `normal` as soon as it is complete; `slow` never in full, so the degraded rung
 * answers at the deadline; `late` in full only after the degraded rung has answered.
 */
export type Pace = 'normal' | 'slow' | 'late';

export interface SandboxValue {
  readonly fingerprint: string;
  readonly pace: Pace;
  /** The outcome that is forced on a rung; a rung that is absent is decided as usual. */
  readonly outcomes: Partial<Record<AnsweredBy, Outcome>>;
}

/** Undefined in live mode and for every other card. */
export function sandboxValueOf(transaction: TransactionV1): SandboxValue | undefined {
  if (transaction.livemode) return undefined;
  const fingerprint = transaction.card?.fingerprint;
  return fingerprint?.startsWith(PREFIX) ? VALUES.get(fingerprint) : undefined;
}

const PREFIX = 'card_test_';

const VALUES: ReadonlyMap<string, SandboxValue> = new Map(
  [
    always('approve'),
    always('challenge'),
    always('review'),
    always('decline'),
    { fingerprint: `${PREFIX}slow`, pace: 'slow' as const, outcomes: {} },
    // Approved in time, declined afterwards: the hardest revision that a client has to cope with.
    {
      fingerprint: `${PREFIX}late`,
      pace: 'late' as const,
      outcomes: { degraded: 'approve' as const, full: 'decline' as const },
    },
  ].map((value) => [value.fingerprint, value]),
);

function always(outcome: Outcome): SandboxValue {
  return { fingerprint: PREFIX + outcome, pace: 'normal', outcomes: { full: outcome, degraded: outcome } };
}
