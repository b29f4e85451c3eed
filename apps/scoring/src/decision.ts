/** One decision from what is known of a transaction. Pure. What follows from it all is `judge`'s. */
import {
  customerMessageOf,
  derivedId,
  type ContributionV1,
  type DecisionV1,
  type EntitySignalV1,
  type ExplanationV1,
  type ModelAnswerV1,
  type ReasonV1,
} from '#contracts';
import { judge, type TenantPolicy } from '#decisions';
import type { FeatureSet } from '#features';
import type { ModelColumns } from './feature-vector.js';
import type { RowSilence } from './model/ask-models.js';
import { explainedScore } from './reasons/explained.js';
import type { Explanation } from './reasons/explainer.js';
import { needsExplanation } from './reasons/needs-explanation.js';
import { modelReasons } from './reasons/reasons.js';
import type { JoinedTransaction } from './signal-join.js';

export interface DecisionInput {
  readonly joined: JoinedTransaction;
  readonly features: FeatureSet;
  /** In the order of `features`; NaN = missing. */
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
  readonly probability: number;
  /** What moved the probability; undefined when the model can't tell. Worked out when it is asked for. */
  explain(): Explanation | undefined;
  /** Those that were asked and answered; the probability is the last one's. */
  readonly models: readonly ModelAnswerV1[];
}

/** `incomplete`: signals are missing, so the model was not asked. */
export type ModelSilence = RowSilence | 'incomplete' | 'other_feature_set';

/** Undefined `policy` (deleted or broken) sends the transaction to a person. */
export function decide(input: DecisionInput): DecisionV1 {
  const { joined, features, vector, model, policy, nowMs } = input;
  const { transaction } = joined.first.signal;
  const answer = typeof model === 'string' ? undefined : model;
  const answeredBy = answer ? 'full' : 'degraded';
  const probability = answer?.probability ?? Number.NaN;
  const { score, outcome, policyVersion, ...judged } = judge(
    { transaction, answeredBy, probability, features: { features, vector }, matches: joined.matches },
    policy,
  );
  const challenged = outcome === 'challenge';
  const explained = answer && explainedOf(input, answer, needsExplanation(outcome, score, joined.matches));
  const reasons = [...judged.reasons, ...(explained ? explained.reasons : [silenceReason(input)])];
  return {
    id: derivedId('decision', transaction.id) + (answer ? '' : '_d'),
    transaction,
    outcome,
    score,
    probability,
    answeredBy,
    reasons,
    policyVersion,
    modelId: answer?.id ?? '',
    modelRole: answer?.models.at(-1)!.role ?? '',
    challengeId: challenged ? derivedId('challenge', transaction.id) : '',
    challengeExpiresAtMs: challenged ? nowMs + input.challengeTtlMs : 0,
    decidedAtMs: nowMs,
    featureSet: features.version,
    // The codec takes any array of numbers; a copy to a plain array would cost more than the model does.
    features: vector as unknown as number[],
    entities: joined.entities.map(withoutValues),
    matches: joined.matches,
    traceId: input.traceId,
    latencyMs: Math.max(0, nowMs - transaction.receivedAtMs),
    contributions: explained?.contributions ?? [],
    shadowMatches: joined.shadowMatches,
    revision: 0,
    models: answer ? [...answer.models] : [],
    ...(explained && { explanation: explained.explanation }),
    customerMessage: judged.customerMessage ?? customerMessageOf(outcome, reasons) ?? '',
  };
}

interface Explained {
  readonly explanation: ExplanationV1;
  readonly contributions: ContributionV1[];
  readonly reasons: ReasonV1[];
}

function explainedOf({ joined, vector }: DecisionInput, answer: ModelAnswer, needed: boolean): Explained {
  const { columns } = answer;
  const unexplained = { base: 0, others: 0, features: columns.count, groups: [] };
  if (!needed) return { explanation: { method: 'not_needed', ...unexplained }, contributions: [], reasons: [] };
  const explanation = answer.explain();
  if (!explanation)
    return { explanation: { method: 'none', ...unexplained }, contributions: [], reasons: [UNEXPLAINED] };
  const { transaction } = joined.first.signal;
  const row = { columns, vector, contributions: explanation.contributions };
  return {
    ...explainedScore(row, explanation),
    reasons: modelReasons(row, transaction.currency, joined.entities),
  };
}

const UNEXPLAINED: ReasonV1 = {
  code: 'MODEL_UNEXPLAINED',
  kind: 'model',
  text: 'The model does not say what moved its score',
  weight: 0,
};

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
      return `the features came as set ${featureSet}, which is not known here`;
    case 'lacks_features':
      return 'the model needs features that are not worked out';
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
