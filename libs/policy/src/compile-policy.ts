/** Checks a policy and compiles its rules. Everything that can be wrong is wrong here, with its place, not at run time. */
import {
  BOOL,
  type CompiledExpression,
  compileExpression,
  DefinitionDocument,
  DefinitionError,
  type DefinitionPath,
  type DefinitionProblem,
  ExpressionError,
  type ExpressionSchema,
  NUMBER,
  PARTY_VARIABLES,
  STRING,
} from '#cel';
import { POLICY_TEXT_MAX, type PolicyDefinition, policyDefinition, type PolicyOutcome } from './policy-definition.js';
import { PolicyError } from './policy-error.js';

/**
 * @param source - YAML or JSON text, or the definition as a value
 * @throws PolicyError with every problem
 */
export function compilePolicy(source: unknown, known: KnownNames = {}): CompiledPolicy {
  const document = documentOf(source);
  const parsed = policyDefinition.safeParse(document.value);
  if (!parsed.success) throw new PolicyError(document.problemsOf(parsed.error, policyDefinition));
  const definition = parsed.data;
  const problems: DefinitionProblem[] = [];
  const ruleSchema = schemaOf(known);
  const rules = definition.rules.map((rule, i): CompiledRule => {
    const when = compileAt(document, ['rules', i, 'when'], rule.when, ruleSchema, problems);
    return {
      when,
      outcome: rule.outcome,
      reason: rule.reason,
      text: `Rule ${i + 1}: ${rule.when}`,
      message: rule.message,
    };
  });
  const standIn = (definition.stand_in ?? []).map((rule, i): CompiledRule => {
    const when = compileAt(document, ['stand_in', i, 'when'], rule.when, STAND_IN_SCHEMA, problems);
    const reason = rule.reason ?? 'STAND_IN_RULE';
    return { when, outcome: rule.outcome, reason, text: `Stand-in rule ${i + 1}: ${rule.when}`, message: undefined };
  });
  if (problems.length > 0) throw new PolicyError(problems);
  return { definition, rules, standIn };
}

/** Reads and checks a policy's text; the same errors as `compilePolicy`. */
export function parsePolicy(text: string, known: KnownNames = {}): PolicyDefinition {
  return compilePolicy(text, known).definition;
}

export interface CompiledPolicy {
  readonly definition: PolicyDefinition;
  readonly rules: readonly CompiledRule[];
  readonly standIn: readonly CompiledRule[];
}

export interface CompiledRule {
  readonly when: CompiledExpression<boolean>;
  readonly outcome: PolicyOutcome;
  readonly reason: string;
  /** For the analyst: which rule, and what it says. */
  readonly text: string;
  /** For the customer. */
  readonly message: string | undefined;
}

/** Names to check rules against; a list that is left out is not checked. */
export interface KnownNames {
  readonly patterns?: readonly string[];
  readonly features?: readonly string[];
}

/** What the transaction alone tells. */
const TRANSACTION_VARIABLES: ExpressionSchema['variables'] = {
  ...PARTY_VARIABLES,
  reference_amount: { type: NUMBER, path: 'referenceAmount' },
};
const STAND_IN_SCHEMA: ExpressionSchema = { variables: TRANSACTION_VARIABLES };

function schemaOf(known: KnownNames): ExpressionSchema {
  const patterns = known.patterns === undefined ? {} : { names: known.patterns };
  const features = known.features === undefined ? {} : { names: known.features };
  return {
    variables: {
      ...TRANSACTION_VARIABLES,
      score: { type: NUMBER, path: 'score' },
      probability: { type: NUMBER, path: 'probability' },
      has_model: { type: BOOL, path: 'hasModel' },
      answered_by: { type: STRING, path: 'answeredBy' },
      features: {
        type: { kind: 'lookup', of: NUMBER, method: 'feature', ...(known.features && { keys: known.features }) },
        path: 'features',
      },
    },
    functions: {
      matched: { method: 'matched', parameters: [STRING], result: BOOL, ...patterns },
      risk: { method: 'risk', parameters: [STRING], result: NUMBER, ...patterns },
      feature: { method: 'feature', parameters: [STRING], result: NUMBER, ...features },
    },
  };
}

function documentOf(source: unknown): DefinitionDocument {
  try {
    return DefinitionDocument.from('policy', source, POLICY_TEXT_MAX);
  } catch (error) {
    if (error instanceof DefinitionError) throw new PolicyError(error.problems);
    throw error;
  }
}

function compileAt(
  document: DefinitionDocument,
  path: DefinitionPath,
  source: string,
  schema: ExpressionSchema,
  problems: DefinitionProblem[],
): CompiledExpression<boolean> {
  try {
    return compileExpression(source, schema);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    problems.push(document.problemInText(path, error));
    return NEVER;
  }
}

/** Stands where a rule didn't compile, until all problems are collected. */
const NEVER = compileExpression('false', STAND_IN_SCHEMA);
