/** One decision from what is known of a transaction. Pure. What follows from it all is `judge`'s. */
import { derivedId, type DecisionV1, type EntitySignalV1, type ModelAnswerV1, type ReasonV1 } from '#contracts';
import { judge, type TenantPolicy } from '#decisions';
import { FEATURE_SET } from '#features';
import type { ModelColumns } from './feature-vector.js';
import type { RowSilence } from './model/ask-models.js';
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

export interface ModelAnswer {
  readonly id: string;
  readonly columns: ModelColumns;
  /** In catalogue order. */
  readonly vector: Float64Array;
  readonly probability: number;
  /** In the model's order; undefined when the model doesn't say. */
  readonly contributions: Float32Array | undefined;
  /** Those that were asked and answered; the probability is the last one's. */
  readonly models: readonly ModelAnswerV1[];
}

/** `incomplete`: signals are missing, so the model was not asked. */
export type ModelSilence = RowSilence | 'incomplete' | 'other_feature_set';

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
  const scored = answer && scoredRow(answer);
  return {
    id: derivedId('decision', transaction.id) + (answer ? '' : '_d'),
    transaction,
    outcome,
    score,
    probability,
    answeredBy,
    reasons: [...reasons, ...(answer ? (scored ? modelReasonsOf(input, scored) : []) : [silenceReason(input)])],
    policyVersion,
    modelId: answer?.id ?? '',
    modelRole: answer?.models.at(-1)!.role ?? '',
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
    contributions: scored ? topContributions(scored) : [],
    shadowMatches: joined.shadowMatches,
    revision: 0,
    models: answer ? [...answer.models] : [],
  };
}

function scoredRow({ columns, vector, contributions }: ModelAnswer): ScoredRow | undefined {
  return contributions && { columns, vector, contributions };
}

function modelReasonsOf(input: DecisionInput, row: ScoredRow): ReasonV1[] {
  const { first, entities } = input.joined;
  return modelReasons(row, first.signal.transaction.currency, entities);
}

function silenceReason({ model, joined }: DecisionInput): ReasonV1 {
  const { partitions, featureSet } = joined.first.signal;
  if (model === 'incomplete' && joined.arrived < partitions.length) {
    const text = `Decided by the rules on ${joined.arrived} of ${partitions.length} signals: the others had not come in time`;
    return { code: 'SIGNALS_MISSING', kind: 'model', text, weight: 0 };
  }
  const text = typeof model === 'string' ? `Decided by the rules alone: ${whyOf(model, featureSet)}` : '';
  return { code: 'MODEL_UNAVAILABLE', kind: 'model', text, weight: 0 };
}

function whyOf(silence: ModelSilence, featureSet: string): string {
  switch (silence) {
    case 'other_feature_set':
      return `the features came as set ${featureSet}, the model needs ${FEATURE_SET}`;
    case 'none':
      return 'no model is configured';
    case 'incomplete':
      return 'the time was up before the model could be asked';
    case 'failed':
      return 'the model failed';
    case 'slow':
      return 'the model did not answer in time';
    case 'resting':
      return 'the model is left alone for a while, because it failed repeatedly';
    case 'no_number':
      return 'the model gave no probability';
  }
}

function withoutValues(entity: EntitySignalV1): EntitySignalV1 {
  return { ...entity, values: [] };
}
