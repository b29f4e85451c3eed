/** The conditions of a pattern: their types, what they read, and what they can never find. */
import {
  type CompiledExpression,
  compileExpression,
  type DefinitionDocument,
  type DefinitionProblem,
  ExpressionError,
  type ExpressionSchema,
} from '#cel';
import type { LocatedCondition } from './locate-steps.js';
import type { Step } from './pattern-definition.js';

export interface CheckedConditions {
  /** All that they read, as `CompiledExpression.references` says it. */
  readonly references: ReadonlySet<string>;
  readonly problems: readonly DefinitionProblem[];
}

export function checkConditions(
  conditions: readonly LocatedCondition[],
  steps: readonly Step[],
  schema: ExpressionSchema,
  document: DefinitionDocument,
): CheckedConditions {
  const references = new Set<string>();
  const problems: DefinitionProblem[] = [];
  for (const condition of conditions) {
    try {
      const compiled = compileExpression(condition.text, schema);
      for (const reference of compiled.references) references.add(reference);
      for (const error of vainParts(condition, compiled, steps)) {
        problems.push(document.problemInText(condition.path, error));
      }
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      problems.push(document.problemInText(condition.path, error));
    }
  }
  return { references, problems };
}

function vainParts(
  { step, text }: LocatedCondition,
  { code, references }: CompiledExpression<boolean>,
  steps: readonly Step[],
): ExpressionError[] {
  if (code === 'false') return [new ExpressionError('this is never true', text, 0)];
  if (!step) return [];
  return [...references].flatMap((reference) => {
    const [, read] = /^matched\.(\w+)$/.exec(reference) ?? [];
    const reason = read === undefined ? undefined : whyEmpty(steps, step.name, read);
    if (reason === undefined) return [];
    const offset = Math.max(0, text.search(new RegExp(String.raw`\bmatched\s*\.\s*${read}\b`)));
    return [new ExpressionError(`\`matched.${read}\` is always empty here: ${reason}`, text, offset)];
  });
}

/** Why a run can't have taken an event for the step `read` when the condition of the step `asking` is tested. */
function whyEmpty(steps: readonly Step[], asking: string, read: string): string | undefined {
  let [list, parent]: [readonly Step[], Step | undefined] = [steps, undefined];
  for (;;) {
    const a = list.findIndex((step) => holds(step, asking));
    const b = list.findIndex((step) => holds(step, read));
    if (a !== b) {
      if (parent?.choice) return `\`${read}\` and \`${asking}\` are alternatives`;
      return a < b ? `\`${read}\` comes after \`${asking}\`` : undefined;
    }
    const both: Step | undefined = list[a];
    if (!both || both.times) return undefined;
    if (!both.group) return `\`${asking}\` takes one event, and this is the one that is tested`;
    [list, parent] = [both.group, both];
  }
}

function holds(step: Step, name: string): boolean {
  return step.name === name || (step.group?.some((one) => holds(one, name)) ?? false);
}
