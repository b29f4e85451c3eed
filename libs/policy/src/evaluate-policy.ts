/** The first rule that holds decides. A rule that raises is skipped and reported; a policy always gives an outcome. */
import type { TransactionLike } from '#cel';
import type { CompiledPolicy, CompiledRule } from './compile-policy.js';
import type { PolicyOutcome } from './policy-definition.js';
import { PolicyFacts, type PolicyFactsInput } from './policy-facts.js';

export function evaluatePolicy(policy: CompiledPolicy, input: PolicyFactsInput): PolicyResult {
  return firstThatHolds(policy.rules, new PolicyFacts(input), policy.definition.otherwise);
}

/**
 * From the transaction alone: for when nothing else could answer in time. Without a rule that holds, `otherwise`
 * decides. `referenceAmount` is as in `PolicyFactsInput`.
 */
export function evaluateStandIn(
  policy: CompiledPolicy,
  transaction: TransactionLike,
  referenceAmount: number,
): PolicyResult {
  return firstThatHolds(policy.standIn, { event: transaction, referenceAmount }, policy.definition.otherwise);
}

export interface PolicyResult {
  readonly outcome: PolicyOutcome;
  /** The rule that decided; empty when none held. */
  readonly reasons: readonly PolicyReason[];
  /** Safe to show to the customer. */
  readonly message?: string;
  /** 0-based; absent when no rule held. */
  readonly ruleIndex?: number;
  /** Rules that could not be evaluated, and were skipped. */
  readonly failures: readonly RuleFailure[];
}

export interface PolicyReason {
  readonly code: string;
  readonly kind: 'rule';
  readonly text: string;
  readonly weight: number;
}

export interface RuleFailure {
  readonly ruleIndex: number;
  readonly error: string;
}

const NO_FAILURES: readonly RuleFailure[] = [];

function firstThatHolds(rules: readonly CompiledRule[], facts: unknown, otherwise: PolicyOutcome): PolicyResult {
  let failures: RuleFailure[] | undefined;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i]!;
    try {
      if (!rule.when.evaluate(facts)) continue;
    } catch (error) {
      (failures ??= []).push({ ruleIndex: i, error: error instanceof Error ? error.message : String(error) });
      continue;
    }
    return decided(rule, i, failures ?? NO_FAILURES);
  }
  return { outcome: otherwise, reasons: [], failures: failures ?? NO_FAILURES };
}

function decided(rule: CompiledRule, ruleIndex: number, failures: readonly RuleFailure[]): PolicyResult {
  const reasons: readonly PolicyReason[] = [{ code: rule.reason, kind: 'rule', text: rule.text, weight: 1 }];
  const result = { outcome: rule.outcome, reasons, ruleIndex, failures };
  return rule.message === undefined ? result : { ...result, message: rule.message };
}
