import type { Outcome } from '#contracts';

/** Approved payments with a score from here on are looked at in the end: by analysts, or when the chargeback comes. */
const APPROVED_SCORE_MIN = 50;

/**
 * Which decisions say what moved the score: all that anybody is stopped by, and approved ones that are anything but plain. Of
 * the plainly approved (most payments) nobody asks, and explaining each would cost more than scoring it.
 */
export function needsExplanation(outcome: Outcome, score: number, matches: readonly unknown[]): boolean {
  return outcome !== 'approve' || score >= APPROVED_SCORE_MIN || matches.length > 0;
}
