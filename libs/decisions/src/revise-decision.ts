/** A decision, decided again with what became known of its matches. Pure. */
import { customerMessageOf, type DecisionV1, type MatchRevisionV1, type PatternMatchV1 } from '#contracts';
import type { FeatureSet } from '#features';
import { judge, type Judgement, type TenantPolicy } from './judge.js';
import { changedMatches, sameMatches } from './matches.js';

/**
 * The decision with these revisions of its matches, one after the other as they were recorded. Where matches that decide
 * change, it is decided again under the tenant's policy of now; what the model said stays, and so does what a card of the
 * sandbox forces. No challenge is opened for a decision that was given before, so `challenge` may come as an outcome
 * without one; when it was decided, and how fast, is as it was. `revision` grows by the number of revisions.
 */
export function reviseDecision(
  decision: DecisionV1,
  revisions: readonly MatchRevisionV1[],
  { policy, features }: RevisedUnder,
): DecisionV1 {
  let revised = decision;
  for (const revision of revisions) revised = revisedOnce(revised, revision, { policy, features });
  return revised;
}

export interface RevisedUnder {
  /** In force now. */
  readonly policy: TenantPolicy | undefined;
  /** What the decision's values are; undefined where that is not known. */
  readonly features: FeatureSet | undefined;
}

/** Whether the latest decision says anything but what was answered. Matches on trial are no part of what it says. */
export function isRevised(answered: DecisionV1, latest: DecisionV1): boolean {
  return (
    latest !== answered &&
    (latest.id !== answered.id ||
      latest.outcome !== answered.outcome ||
      latest.score !== answered.score ||
      latest.policyVersion !== answered.policyVersion ||
      !sameMatches(latest.matches, answered.matches))
  );
}

function revisedOnce(decision: DecisionV1, revision: MatchRevisionV1, under: RevisedUnder): DecisionV1 {
  const matches = changedMatches(decision.matches, revision.appeared, revision.vanished);
  const shadowMatches = changedMatches(decision.shadowMatches, revision.shadowAppeared, revision.shadowVanished);
  const judged = matches === decision.matches ? decision : judgedAgain(decision, matches, under);
  // Field by field: what was read from a record has its defaults on the prototype, where a spread doesn't see them.
  return {
    id: decision.id,
    transaction: decision.transaction,
    outcome: judged.outcome,
    score: judged.score,
    probability: decision.probability,
    answeredBy: decision.answeredBy,
    reasons: judged.reasons,
    policyVersion: judged.policyVersion,
    modelId: decision.modelId,
    modelRole: decision.modelRole,
    challengeId: decision.challengeId,
    challengeExpiresAtMs: decision.challengeExpiresAtMs,
    decidedAtMs: decision.decidedAtMs,
    featureSet: decision.featureSet,
    features: decision.features,
    entities: decision.entities,
    matches,
    traceId: decision.traceId,
    latencyMs: decision.latencyMs,
    contributions: decision.contributions,
    shadowMatches,
    revision: decision.revision + 1,
    explanation: decision.explanation,
    customerMessage: judged.customerMessage ?? '',
    models: decision.models,
  };
}

function judgedAgain(
  decision: DecisionV1,
  matches: readonly PatternMatchV1[],
  { policy, features: set }: RevisedUnder,
): Judgement {
  const { transaction, answeredBy, probability } = decision;
  const features = set && { features: set, vector: decision.features };
  const judged = judge({ transaction, answeredBy, probability, features, matches }, policy);
  const ofModel = decision.reasons.filter(({ kind }) => kind !== 'rule' && kind !== 'pattern');
  const reasons = [...judged.reasons, ...ofModel];
  return { ...judged, reasons, customerMessage: judged.customerMessage ?? customerMessageOf(judged.outcome, reasons) };
}
