/** Text or value to a definition of the right shape. What is wrong is said and left out, so that the rest can be checked. */
import { DefinitionDocument, DefinitionError, type DefinitionProblem } from '#cel';
import { PATTERN_TEXT_MAX, type PatternDefinition, patternDefinition } from './pattern-definition.js';
import { PatternError } from './pattern-error.js';

/**
 * @param source - YAML or JSON text, or the definition as a value
 * @throws PatternError when there is nothing that could be checked further: no YAML, too long
 */
export function readDefinition(source: unknown): ReadDefinition {
  const document = documentOf(source);
  const parsed = patternDefinition.safeParse(document.value);
  const problems = parsed.success ? [] : document.problemsOf(parsed.error, patternDefinition);
  const draft: DraftDefinition = parsed.success ? parsed.data : usablePart(document.value, parsed.error.issues);
  if ((draft.sequence === undefined) === (draft.steps === undefined)) {
    if (!problems.some(({ pointer }) => /^\/(sequence|steps)(\/|$)/.test(pointer)))
      problems.push(document.problem([], 'give either `sequence` (with `where`) or `steps`'));
  } else if (draft.steps !== undefined && draft.where !== undefined) {
    problems.push(document.problemAtKey(['where'], 'with `steps`, conditions are written in the steps'));
  }
  return { document, definition: parsed.success ? parsed.data : undefined, draft, problems };
}

/** A definition of which fields may be missing, because they were wrong. */
export type DraftDefinition = Partial<PatternDefinition>;

export interface ReadDefinition {
  readonly document: DefinitionDocument;
  /** Undefined when the shape is not right. */
  readonly definition: PatternDefinition | undefined;
  readonly draft: DraftDefinition;
  readonly problems: DefinitionProblem[];
}

const draftDefinition = patternDefinition.partial();

/** Without the fields that have issues; a wrong condition is taken as `true`, since its step does have one. */
function usablePart(
  value: unknown,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] }[],
): DraftDefinition {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const rest: Record<string, unknown> = { ...value };
  for (const { path, keys } of issues) {
    const [field, name] = path;
    if (field === undefined) for (const key of keys ?? []) delete rest[key];
    else if (field === 'where' && name !== undefined && isRecord(rest['where'])) {
      const { [String(name)]: _, ...others } = rest['where'];
      rest['where'] = /^[A-Za-z_]\w{0,39}$/.test(String(name)) ? { ...others, [String(name)]: 'true' } : others;
    } else delete rest[String(field)];
  }
  const parsed = draftDefinition.safeParse(rest);
  return parsed.success ? withoutUndefined(parsed.data) : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutUndefined(draft: Readonly<Record<string, unknown>>): DraftDefinition {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

function documentOf(source: unknown): DefinitionDocument {
  try {
    return DefinitionDocument.from('pattern', source, PATTERN_TEXT_MAX);
  } catch (error) {
    if (error instanceof DefinitionError) throw new PatternError(error.problems);
    throw error;
  }
}
