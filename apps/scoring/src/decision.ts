/**
 * One decision from what is known of a transaction. Pure.
 *
 * The score is 1,000 × the larger of the model's probability and the highest risk of a pattern that matched. The first
 * rule of the tenant's policy that holds decides; where none does, the policy's `otherwise` does, unless a pattern that
 * matched asks for something harder.
 */
import {
  derivedId,
  OUTCOMES,
  referenceAmount,
  type DecisionV1,
  type EntitySignalV1,
  type Exchange,
  type Outcome,
  type PatternMatchV1,
  type ReasonV1,
} from '#contracts';
import { FEATURE_SET, FEATURES } from '#features';
import { evaluatePolicy, type PolicyResult } from '#policy';
import type { TenantPolicy } from './policy-book.js';
import { modelReasons, patternReasons, topContributions, type ScoredRow } from './reasons/reasons.js';
import { sandboxValueOf, type SandboxValue } from './sandbox-values.js';
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
  const score = scoreOf(probability, joined.matches);
  const result =
    policy && evaluatePolicy(policy.policy, factsOf(input, policy.exchange, score, probability, answeredBy));
  const sandbox = sandboxValueOf(transaction);
  const outcome = sandbox?.outcomes[answeredBy] ?? (result ? outcomeOf(result, joined.matches) : 'review');
  const challenged = outcome === 'challenge';
  return {
    id: derivedId('decision', transaction.id) + (answer ? '' : '_d'),
    transaction,
    outcome,
    score,
    probability,
    answeredBy,
    reasons: reasonsOf(input, answer, result, sandbox),
    policyVersion: policy?.version ?? 0,
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

/** 0 to 1000. */
export function scoreOf(probability: number, matches: readonly PatternMatchV1[]): number {
  let risk = Number.isNaN(probability) ? 0 : probability;
  for (const match of matches) if (match.risk > risk) risk = match.risk;
  return Math.round(1000 * Math.min(1, risk));
}

/** A rule of the tenant's own is meant as it is written; only the default gives way to a pattern. */
function outcomeOf(result: PolicyResult, matches: readonly PatternMatchV1[]): Outcome {
  let hardest = OUTCOMES.indexOf(result.outcome);
  if (result.ruleIndex === undefined)
    for (const match of matches) hardest = Math.max(hardest, OUTCOMES.indexOf(match.action as Outcome));
  return OUTCOMES[hardest]!;
}

const FEATURE_INDEX: ReadonlyMap<string, number> = new Map(FEATURES.map(({ name, index }) => [name, index]));

function factsOf(
  { joined, vector }: DecisionInput,
  exchange: Exchange,
  score: number,
  probability: number,
  answeredBy: 'full' | 'degraded',
) {
  const event = joined.first.signal.transaction;
  return {
    event,
    referenceAmount: referenceAmount(exchange, event.amountMinor, event.currency),
    score,
    probability,
    answeredBy,
    matches: joined.matches,
    features: vector,
    featureIndex: FEATURE_INDEX,
  };
}

function reasonsOf(
  input: DecisionInput,
  answer: ModelAnswer | undefined,
  result: PolicyResult | undefined,
  sandbox: SandboxValue | undefined,
): ReasonV1[] {
  const reasons: ReasonV1[] = [];
  if (sandbox)
    reasons.push({
      code: 'SANDBOX_VALUE',
      kind: 'rule',
      text: `The sandbox card ${sandbox.fingerprint} forces this answer`,
      weight: 1,
    });
  if (result) reasons.push(...result.reasons);
  else reasons.push(POLICY_UNAVAILABLE);
  reasons.push(...patternReasons(input.joined.matches));
  if (answer) {
    const { first, entities } = input.joined;
    reasons.push(...modelReasons(answer, first.signal.transaction.currency, entities));
  } else reasons.push(silenceReason(input));
  return reasons;
}

const POLICY_UNAVAILABLE: ReasonV1 = {
  code: 'POLICY_UNAVAILABLE',
  kind: 'rule',
  text: 'The tenant has no policy that can be used, so a person decides',
  weight: 1,
};

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
