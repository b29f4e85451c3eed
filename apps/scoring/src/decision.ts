/** One decision from what is known of a transaction. Pure. What follows from it all is `judge`'s. */
import { derivedId, type DecisionV1, type EntitySignalV1, type ReasonV1 } from '#contracts';
import { judge, type TenantPolicy } from '#decisions';
import { FEATURE_SET } from '#features';
import { modelReasons, topContributions, type ScoredRow } from './reasons/reasons.js';
import type { JoinedTransaction } from './signal-join.js';

export interface DecisionInput {
  readonly joined: JoinedTransaction;
  /** In catalogue order; NaN = missing. */
  readonly vector: Float64Array;
  /** What the model said; or why it said nothing. */
  readonly model: ModelAnswer | ModelSilence;
  readonly policy: TenantPolicy | undefined;
  readonly nowMs: number;
  readonly traceId: string;
  readonly challengeTtlMs: number;
}

export interface ModelAnswer extends ScoredRow {
  readonly id: string;
  readonly probability: number;
}

/** `incomplete`: signals are missing, so the model was not asked. */
export type ModelSilence = 'incomplete' | 'unavailable' | 'none' | 'other_feature_set';

/** Undefined `policy` (deleted or broken) sends the transaction to a person. */
export function decide(input: DecisionInput): DecisionV1 {
  const { joined, vector, model, policy, nowMs } = input;
  const { transaction } = joined.first.signal;
  const answer = typeof model === 'string' ? undefined : model;
  const answeredBy = answer ? 'full' : 'degraded';
  const probability = answer?.probability ?? Number.NaN;
  const { score, outcome, reasons, policyVersion } = judge(
    { transaction, answeredBy, probability, features: vector, matches: joined.matches },
    policy,
  );
  const challenged = outcome === 'challenge';
  return {
    id: derivedId('decision', transaction.id) + (answer ? '' : '_d'),
    transaction,
    outcome,
    score,
    probability,
    answeredBy,
    reasons: [...reasons, ...modelReasonsOf(input, answer)],
    policyVersion,
    modelId: answer?.id ?? '',
    modelRole: answer ? 'champion' : '',
    challengeId: challenged ? derivedId('challenge', transaction.id) : '',
    challengeExpiresAtMs: challenged ? nowMs + input.challengeTtlMs : 0,
    decidedAtMs: nowMs,
    featureSet: FEATURE_SET,
    // The codec takes any array of numbers; a copy to a plain array would cost more than the model does.
    features: vector as unknown as number[],
    entities: joined.entities.map(withoutValues),
    matches: joined.matches,
    traceId: input.traceId,
    latencyMs: Math.max(0, nowMs - transaction.receivedAtMs),
    contributions: answer ? topContributions(answer) : [],
    shadowMatches: joined.shadowMatches,
    revision: 0,
  };
}

function modelReasonsOf(input: DecisionInput, answer: ModelAnswer | undefined): ReasonV1[] {
  if (!answer) return [silenceReason(input)];
  const { first, entities } = input.joined;
  return modelReasons(answer, first.signal.transaction.currency, entities);
}

function silenceReason({ model, joined }: DecisionInput): ReasonV1 {
  const { partitions, featureSet } = joined.first.signal;
  if (model === 'incomplete' && joined.arrived < partitions.length) {
    const text = `Decided by the rules on ${joined.arrived} of ${partitions.length} signals: the others had not come in time`;
    return { code: 'SIGNALS_MISSING', kind: 'model', text, weight: 0 };
  }
  const text =
    model === 'other_feature_set'
      ? `Decided by the rules alone: the features came as set ${featureSet}, the model needs ${FEATURE_SET}`
      : model === 'none'
        ? 'Decided by the rules alone: no model is configured'
        : model === 'incomplete'
          ? 'Decided by the rules alone: the time was up before the model could be asked'
          : 'Decided by the rules alone: the model could not answer';
  return { code: 'MODEL_UNAVAILABLE', kind: 'model', text, weight: 0 };
}

function withoutValues(entity: EntitySignalV1): EntitySignalV1 {
  return { ...entity, values: [] };
}
