/** The steps of a definition in canonical form, and where each of them and of their conditions is written. */
import { type DefinitionPath, type DefinitionProblem, suggestName } from '#cel';
import type { StepProblem } from './check-steps.js';
import type { Step } from './pattern-definition.js';
import { type ParsedSequence, parseSequence, SequenceError } from './parse-sequence.js';
import type { ReadDefinition } from './read-definition.js';

export interface LocatedSteps {
  /** With expressions for conditions; undefined when they can't be read. */
  readonly steps: readonly Step[] | undefined;
  readonly conditions: readonly LocatedCondition[];
  readonly problems: readonly DefinitionProblem[];
  /** A problem with the step of this name (of a canonical step: with a field of it), or with the whole sequence. */
  problemOf(problem: StepProblem): DefinitionProblem;
}

export interface LocatedCondition {
  /** The step that it belongs to; undefined when the sequence can't be read, or has none of its name. */
  readonly step: Step | undefined;
  readonly role: 'where' | 'until';
  readonly text: string;
  readonly path: DefinitionPath;
}

export function locateSteps(read: ReadDefinition): LocatedSteps {
  const { sequence, steps } = read.draft;
  if (steps !== undefined) return canonicalSteps(steps, read);
  return sequence === undefined ? unreadable(read, []) : sequenceSteps(sequence, read);
}

function canonicalSteps(written: readonly Step[], { document }: ReadDefinition): LocatedSteps {
  const paths = new Map<string, DefinitionPath>();
  const conditions: LocatedCondition[] = [];
  const visit = (steps: readonly Step[], path: DefinitionPath): void => {
    for (const [i, step] of steps.entries()) {
      const at = [...path, i];
      if (!paths.has(step.name)) paths.set(step.name, at);
      for (const role of ['where', 'until'] as const) {
        const text = step[role];
        if (text !== undefined) conditions.push({ step, role, text, path: [...at, role] });
      }
      if (step.group) visit(step.group, [...at, 'group']);
    }
  };
  visit(written, ['steps']);
  return {
    steps: withContiguity(written),
    conditions,
    problems: [],
    problemOf: ({ step, field = [], detail }) => {
      const path = step === undefined ? undefined : paths.get(step);
      return document.problem(path ? [...path, ...field] : ['steps'], detail);
    },
  };
}

/** What follows without a word follows strictly; said here, so that sugar and canonical form come to the same. */
function withContiguity(steps: readonly Step[]): readonly Step[] {
  return steps.map((step, i) => ({
    ...step,
    ...(i > 0 && { contiguity: step.contiguity ?? 'strict' }),
    ...(step.group && {
      group: step.choice ? step.group.flatMap((branch) => withContiguity([branch])) : withContiguity(step.group),
    }),
  }));
}

function sequenceSteps(sequence: string, read: ReadDefinition): LocatedSteps {
  const { document, draft } = read;
  let parsed: ParsedSequence;
  try {
    parsed = parseSequence(sequence);
  } catch (error) {
    if (!(error instanceof SequenceError)) throw error;
    return unreadable(read, [document.problemInText(['sequence'], error)]);
  }
  const problems: DefinitionProblem[] = [];
  const conditions: LocatedCondition[] = [];
  const where = draft.where ?? {};
  const names = [...parsed.offsets.keys()];
  const problemOf = ({ step, detail }: StepProblem): DefinitionProblem =>
    document.problemInText(
      ['sequence'],
      placeIn(sequence, (step !== undefined && parsed.offsets.get(step)) || 0, detail),
    );
  const expressionOf = (step: Step, role: 'where' | 'until'): string | undefined => {
    const name = step[role];
    if (name === undefined) return undefined;
    if (Object.hasOwn(where, name)) {
      const text = where[name]!;
      conditions.push({ step, role, text, path: ['where', name] });
      return text;
    }
    const unused = Object.keys(where).filter((one) => !names.includes(one));
    const hint = suggestName(name, unused) || '; write one in `where` ("true" takes every event)';
    problems.push(problemOf({ step: name, detail: `\`${name}\` has no condition${hint}` }));
    return undefined;
  };
  const withExpressions = (steps: readonly Step[]): Step[] =>
    steps.map((step) => ({
      ...step,
      where: expressionOf(step, 'where'),
      until: expressionOf(step, 'until'),
      group: step.group && withExpressions(step.group),
    }));
  const steps = withExpressions(parsed.steps);
  const used = new Set(namesUsed(parsed.steps));
  for (const name of Object.keys(where)) {
    if (used.has(name)) continue;
    const hint = suggestName(name, [...used]);
    problems.push(
      document.problemAtKey(['where', name], `no step or until() of the sequence is called \`${name}\`${hint}`),
    );
    conditions.push({ step: undefined, role: 'where', text: where[name]!, path: ['where', name] });
  }
  return { steps, conditions, problems, problemOf };
}

/** Without steps, conditions can still be checked for what they say of the event. */
function unreadable({ document, draft }: ReadDefinition, problems: readonly DefinitionProblem[]): LocatedSteps {
  return {
    steps: undefined,
    conditions: Object.entries(draft.where ?? {}).map(([name, text]) => ({
      step: undefined,
      role: 'where',
      text,
      path: ['where', name],
    })),
    problems,
    problemOf: ({ detail }) => document.problem([], detail),
  };
}

function namesUsed(steps: readonly Step[]): string[] {
  return steps.flatMap(({ where, until, group }) => [
    ...(where === undefined ? [] : [where]),
    ...(until === undefined ? [] : [until]),
    ...(group ? namesUsed(group) : []),
  ]);
}

function placeIn(text: string, offset: number, detail: string): SequenceError {
  return new SequenceError(detail, text, offset);
}
