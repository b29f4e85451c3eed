/**
 * What follows from all that is known of a transaction: the score, the outcome, and why. Pure; the same for a decision
 * that is given and for one that is revised.
 *
 * The score is 1,000 × the larger of the model's probability and the highest risk of a pattern that matched. The first
 * rule of the tenant's policy that holds decides; where none does, the policy's `otherwise` does, unless a pattern that
 * matched asks for something harder.
 */
import {
  OUTCOMES,
  referenceAmount,
  type AnsweredBy,
  type Exchange,
  type Outcome,
  type PatternMatchV1,
  type ReasonV1,
  type TransactionV1,
} from '#contracts';
import type { FeatureValues } from '#features';
import { evaluatePolicy, evaluateStandIn, type CompiledPolicy, type PolicyResult } from '#policy';
import { patternReasons } from './pattern-reasons.js';
import { sandboxValueOf, type SandboxValue } from './sandbox-values.js';

/** What a decision rests on. */
export interface Grounds {
  readonly transaction: TransactionV1;
  readonly answeredBy: AnsweredBy;
  /** 0 to 1; NaN when no model answered. */
  readonly probability: number;
  /** Undefined where they are not known. */
  readonly features: FeatureValues | undefined;
  /** Strongest first. */
  readonly matches: readonly PatternMatchV1[];
}

/** The policy of a tenant in force, ready to decide. */
export interface TenantPolicy {
  readonly version: number;
  readonly policy: CompiledPolicy;
  /** How the tenant compares amounts in different currencies. */
  readonly exchange: Exchange;
}

export interface Judgement {
  /** 0 to 1000. */
  readonly score: number;
  readonly outcome: Outcome;
  /** The rule that decided and the patterns that matched; what the model has to say is not among them. */
  readonly reasons: ReasonV1[];
  /** 0 without a policy. */
  readonly policyVersion: number;
  /** What the rule that decided has for the payer. */
  readonly customerMessage: string | undefined;
}

/** Undefined `policy` (deleted or broken) sends the transaction to a person. */
export function judge(grounds: Grounds, policy: TenantPolicy | undefined): Judgement {
  const { transaction, answeredBy, matches } = grounds;
  const score = scoreOf(grounds.probability, matches);
  const result = policy && resultOf(grounds, policy, score);
  const sandbox = sandboxValueOf(transaction);
  const outcome = sandbox?.outcomes[answeredBy] ?? (result ? outcomeOf(result, matches) : 'review');
  return {
    score,
    outcome,
    reasons: reasonsOf(result, sandbox, matches),
    policyVersion: policy?.version ?? 0,
    // A sandbox card may force another outcome than the rule's, to which its message would not fit.
    customerMessage: outcome === result?.outcome ? result.message : undefined,
  };
}

/** 0 to 1000. */
export function scoreOf(probability: number, matches: readonly PatternMatchV1[]): number {
  let risk = Number.isNaN(probability) ? 0 : probability;
  for (const match of matches) if (match.risk > risk) risk = match.risk;
  return Math.round(1000 * Math.min(1, risk));
}

function resultOf(grounds: Grounds, { policy, exchange }: TenantPolicy, score: number): PolicyResult {
  const { transaction: event, answeredBy, probability, matches, features } = grounds;
  const amount = referenceAmount(exchange, event.amountMinor, event.currency);
  if (answeredBy === 'stand_in') return evaluateStandIn(policy, event, amount);
  return evaluatePolicy(policy, {
    event,
    referenceAmount: amount,
    score,
    probability,
    answeredBy,
    matches,
    features: features?.vector ?? [],
    placeOf: (name) => features?.features.feature(name)?.index,
  });
}

/** A rule of the tenant's own is meant as it is written; only the default gives way to a pattern. */
function outcomeOf(result: PolicyResult, matches: readonly PatternMatchV1[]): Outcome {
  let hardest = OUTCOMES.indexOf(result.outcome);
  if (result.ruleIndex === undefined)
    for (const match of matches) hardest = Math.max(hardest, OUTCOMES.indexOf(match.action as Outcome));
  return OUTCOMES[hardest]!;
}

function reasonsOf(
  result: PolicyResult | undefined,
  sandbox: SandboxValue | undefined,
  matches: readonly PatternMatchV1[],
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
  reasons.push(...patternReasons(matches));
  return reasons;
}

const POLICY_UNAVAILABLE: ReasonV1 = {
  code: 'POLICY_UNAVAILABLE',
  kind: 'rule',
  text: 'The tenant has no policy that can be used, so a person decides',
  weight: 1,
};
