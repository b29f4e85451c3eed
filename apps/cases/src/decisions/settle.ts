import { type CaseCause, type CaseVerdict, type Outcome, OUTCOMES, type VerificationV1 } from '#contracts';
import type { DecisionStatus } from '#persistence';

/** What is known of a transaction, from wherever it came. */
export interface Facts {
  /** What the client was told. */
  readonly answered: Outcome;
  /** The best known. */
  readonly latest: Outcome;
  readonly decidedAtMs: number;
  /** When a revision of the latest decision last made it worse. */
  readonly worsenedAtMs?: number | undefined;
  readonly verification?: { readonly result: VerificationV1['result']; readonly atMs: number } | undefined;
  readonly verdict?: { readonly verdict: CaseVerdict; readonly by: string; readonly atMs: number } | undefined;
}

/** What follows from it. A function of the facts alone, so that the order in which they came doesn't matter. */
export interface Settled {
  readonly status: DecisionStatus;
  readonly resolved: { readonly outcome: CaseVerdict; readonly by: string; readonly atMs: number } | undefined;
  /** Why a person has to look at it, if so. */
  readonly cause: CaseCause | undefined;
  readonly causedAtMs: number;
}

export function settle(facts: Facts): Settled {
  const cause = causeOf(facts);
  const resolved = resolutionOf(facts);
  return {
    status: resolved ? 'final' : STATUS[facts.answered],
    resolved,
    cause,
    causedAtMs: causedAtMs(facts, cause),
  };
}

/** An analyst's word is above the step-up's, and that counts only where the payer was in fact challenged. */
function resolutionOf({ answered, verification, verdict }: Facts): Settled['resolved'] {
  if (verdict) return { outcome: verdict.verdict, by: verdict.by, atMs: verdict.atMs };
  if (!verification || answered !== 'challenge') return undefined;
  return { outcome: verification.result === 'passed' ? 'approve' : 'decline', by: 'step_up', atMs: verification.atMs };
}

function causeOf({ answered, latest, verification }: Facts): CaseCause | undefined {
  if (answered === 'challenge' && verification?.result === 'failed') return 'challenge_failed';
  if (isWorse(latest, answered)) return 'worse_after_answer';
  return answered === 'review' || latest === 'review' ? 'review' : undefined;
}

/** Where the answer itself asked for a person, that is what counts, whatever became known later. */
function causedAtMs(
  { answered, decidedAtMs, worsenedAtMs, verification }: Facts,
  cause: CaseCause | undefined,
): number {
  if (cause === 'challenge_failed') return verification!.atMs;
  return answered === 'review' ? decidedAtMs : (worsenedAtMs ?? decidedAtMs);
}

export function isWorse(outcome: Outcome, than: Outcome): boolean {
  return OUTCOMES.indexOf(outcome) > OUTCOMES.indexOf(than);
}

const STATUS: Readonly<Record<Outcome, DecisionStatus>> = {
  approve: 'final',
  decline: 'final',
  challenge: 'pending_challenge',
  review: 'pending_review',
};
