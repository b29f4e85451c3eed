/** A decision, decided again with what became known of its matches. Pure. */
import type { DecisionV1, MatchRevisionV1 } from '#contracts';
import { FEATURE_SET } from '#features';
import { judge, type TenantPolicy } from './judge.js';
import { changedMatches } from './matches.js';

/**
 * The decision with these revisions of its matches, in the order in which they were recorded, under the tenant's policy
 * of now. What the model said stays, and so does what was forced by a card of the sandbox. No challenge is opened for a
 * decision that was given long ago, so `challenge` may come as an outcome without one; when it was decided, and how fast,
 * is as it was. `revision` grows by the number of revisions.
 */
export function reviseDecision(
  decision: DecisionV1,
  revisions: readonly MatchRevisionV1[],
  policy: TenantPolicy | undefined,
): DecisionV1 {
  if (revisions.length === 0) return decision;
  const matches = changedMatches(decision.matches, revisions);
  const shadow = revisions.map(({ shadowAppeared, shadowVanished }) => ({
    appeared: shadowAppeared,
    vanished: shadowVanished,
  }));
  const { score, outcome, reasons, policyVersion } = judge(
    {
      transaction: decision.transaction,
      answeredBy: decision.answeredBy,
      probability: decision.probability,
      // Those of an earlier release can't be told apart by today's catalogue.
      features: decision.featureSet === FEATURE_SET ? decision.features : [],
      matches,
    },
    policy,
  );
  // Field by field: what was read from a record has its defaults on the prototype, where a spread doesn't see them.
  return {
    id: decision.id,
    transaction: decision.transaction,
    outcome,
    score,
    probability: decision.probability,
    answeredBy: decision.answeredBy,
    reasons: [...reasons, ...decision.reasons.filter(({ kind }) => kind !== 'rule' && kind !== 'pattern')],
    policyVersion,
    modelId: decision.modelId,
    modelRole: decision.modelRole,
    challengeId: decision.challengeId,
    challengeExpiresAtMs: decision.challengeExpiresAtMs,
    decidedAtMs: decision.decidedAtMs,
    featureSet: decision.featureSet,
    features: decision.features,
    entities: decision.entities,
    matches: [...matches],
    traceId: decision.traceId,
    latencyMs: decision.latencyMs,
    contributions: decision.contributions,
    shadowMatches: [...changedMatches(decision.shadowMatches, shadow)],
    revision: decision.revision + revisions.length,
  };
}
