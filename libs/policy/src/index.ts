export {
  compilePolicy,
  parsePolicy,
  type CompiledPolicy,
  type CompiledRule,
  type KnownNames,
} from './compile-policy.js';
export {
  evaluatePolicy,
  evaluateStandIn,
  type PolicyReason,
  type PolicyResult,
  type RuleFailure,
} from './evaluate-policy.js';
export {
  policyDefinition,
  POLICY_OUTCOMES,
  POLICY_RULES_MAX,
  type PolicyDefinition,
  type PolicyOutcome,
} from './policy-definition.js';
export { PolicyError } from './policy-error.js';
export { type PolicyFactsInput } from './policy-facts.js';
