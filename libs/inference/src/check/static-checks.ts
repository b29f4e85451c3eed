/** What a model file must not have, told without running it. */
import { ML_DOMAIN, type ModelFacts } from '#onnx';
import type { CheckProblem } from './check-model.js';

const OWN_DOMAINS: readonly string[] = ['', 'ai.onnx'];
/** Operator sets that ONNX Runtime knows here. */
const OPSETS = { '': { min: 7, max: 24 }, [ML_DOMAIN]: { min: 1, max: 5 } } as const;
/** How long these run depends on the data; a model that stops deciding in the middle of a day is worse than none. */
const REPEATING = new Set(['Loop', 'Scan', 'SequenceMap']);
/** Their answers differ from run to run, so a decision could not be repeated. */
const RANDOM = /^(Random|Multinomial$|Bernoulli$)/;

export function staticProblems(facts: ModelFacts): CheckProblem[] {
  return [...foreignParts(facts), ...operatorSetProblems(facts), ...operatorProblems(facts)];
}

function* foreignParts({ externalTensors, functions, nodes }: ModelFacts): Generator<CheckProblem> {
  if (nodes.length === 0) yield { code: 'empty', detail: 'The model has no operators' };
  if (externalTensors.length > 0)
    yield {
      code: 'external_data',
      detail: `The file refers to other files, which are never read: ${externalTensors.slice(0, 3).join(', ')}. Save the model as one file`,
    };
  if (functions > 0)
    yield {
      code: 'functions',
      detail: `The model defines ${functions} functions of its own; inline them (onnx.inliner.inline_local_functions)`,
    };
}

function* operatorSetProblems({ operatorSets }: ModelFacts): Generator<CheckProblem> {
  for (const [domain, version] of operatorSets) {
    const range = OPSETS[(OWN_DOMAINS.includes(domain) ? '' : domain) as keyof typeof OPSETS];
    if (range && (version < range.min || version > range.max))
      yield {
        code: 'operator_set',
        detail: `Operator set ${domain || 'ai.onnx'} ${version} is not supported; ${range.min} to ${range.max} are`,
      };
  }
}

function* operatorProblems({ nodes }: ModelFacts): Generator<CheckProblem> {
  const custom = new Set<string>();
  const repeating = new Set<string>();
  const random = new Set<string>();
  for (const { domain, operator } of nodes) {
    const isOwn = OWN_DOMAINS.includes(domain);
    if (!isOwn && domain !== ML_DOMAIN) custom.add(`${domain}.${operator}`);
    else if (isOwn && REPEATING.has(operator)) repeating.add(operator);
    else if (isOwn && RANDOM.test(operator)) random.add(operator);
  }
  const list = (names: ReadonlySet<string>): string => [...names].slice(0, 10).join(', ');
  if (custom.size > 0)
    yield {
      code: 'custom_operators',
      detail: `The model uses operators that are not ONNX's own: ${list(custom)}. ai.onnx and ai.onnx.ml are taken`,
    };
  if (repeating.size > 0)
    yield {
      code: 'loops',
      detail: `The model has loops (${list(repeating)}), so that its run time depends on the data`,
    };
  if (random.size > 0) yield { code: 'random_operators', detail: `The model draws random numbers: ${list(random)}` };
}
