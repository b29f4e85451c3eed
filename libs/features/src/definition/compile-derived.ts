/** Features that are worked out of others, of the transaction and of what it says of its entities: no state of their own. */
import {
  type CompiledExpression,
  compileExpression,
  EVENT_SCHEMA,
  ExpressionError,
  type ExpressionSchema,
  type MessageField,
  NUMBER,
  suggestName,
} from '#cel';
import type { DerivedValue, Reading } from '../plan/entity-plan.js';
import { FEATURE_FUNCTIONS } from './feature-functions.js';
import type { DocumentProblem, Draft } from './read-documents.js';

export interface DerivedDraft {
  readonly draft: Draft;
  /** Place of its value. */
  readonly at: number;
  /** Set for `count_above`: the expression is the threshold. */
  readonly above?: Reading | undefined;
}

/**
 * @param places - of the features that it may read, by name
 * @param others - names that there are and that can't be read here
 * @returns in an order in which each comes after those that it reads
 */
export function compileDerived(
  drafts: readonly DerivedDraft[],
  places: ReadonlyMap<string, number>,
  others: ReadonlySet<string>,
  problems: DocumentProblem[],
): DerivedValue[] {
  const schema = schemaOf(places);
  const compiled = drafts.flatMap(({ draft, at, above }) => {
    try {
      // The conditions of an aggregate are asked of each event, not here.
      const isThreshold = above !== undefined;
      const where = draft.where === undefined || isThreshold ? undefined : compileExpression(draft.where, schema);
      const value = numberOrFlag((isThreshold ? draft.above : draft.value)!, schema);
      const references = new Set([...(where?.references ?? []), ...value.references]);
      const readsEvent = [...references].some((reference) => reference.startsWith('event'));
      return [{ draft, at, above, where, value, readsEvent, reads: namesIn(references) }];
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const field = above !== undefined ? 'above' : error.expression === draft.where ? 'where' : 'value';
      problems.push(draft.problemIn(field, hinted(error, others, draft.by)));
      return [];
    }
  });
  return inOrder(compiled, problems);
}

function schemaOf(places: ReadonlyMap<string, number>): ExpressionSchema {
  const fields: Record<string, MessageField> = {};
  for (const [name, place] of places) fields[name] = { type: NUMBER, wire: `value(${place})` };
  return {
    variables: {
      ...EVENT_SCHEMA.variables,
      features: { path: 'features', type: { kind: 'message', name: 'features', fields } },
    },
    functions: FEATURE_FUNCTIONS,
  };
}

function numberOrFlag(
  source: string,
  schema: ExpressionSchema,
): CompiledExpression<number> | CompiledExpression<boolean> {
  try {
    return compileExpression(source, schema, { result: 'number' });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    try {
      return compileExpression(source, schema);
    } catch {
      throw error;
    }
  }
}

function hinted(error: ExpressionError, others: ReadonlySet<string>, by: string | undefined): ExpressionError {
  const [, name] = /features\.(\w+)/.exec(error.expression.slice(Math.max(0, error.offset - 9))) ?? [];
  if (name === undefined || by === undefined || !others.has(name)) return error;
  const detail = `\`${name}\` is not of this ${by}, which is worked out where its own history is; leave \`by\` out to read several`;
  return new ExpressionError(detail, error.expression, error.offset);
}

function namesIn(references: ReadonlySet<string>): Set<string> {
  return new Set([...references].flatMap((reference) => /^features\.(\w+)/.exec(reference)?.[1] ?? []));
}

interface Compiled extends DerivedValue {
  readonly draft: Draft;
  readonly reads: ReadonlySet<string>;
}

function inOrder(compiled: readonly Compiled[], problems: DocumentProblem[]): DerivedValue[] {
  const ordered: DerivedValue[] = [];
  const done = new Set<string>();
  const names = new Set(compiled.map(({ draft }) => draft.name));
  let left = [...compiled];
  while (left.length > 0) {
    const ready = left.filter(({ reads }) => [...reads].every((name) => done.has(name) || !names.has(name)));
    if (ready.length === 0) {
      const circle = left.map(({ draft }) => draft.name).join(', ');
      problems.push(
        ...left.map(({ draft }) => draft.problem('value', `these are worked out of each other: ${circle}`)),
      );
      break;
    }
    for (const { draft, ...value } of ready) {
      done.add(draft.name);
      ordered.push(value);
    }
    left = left.filter((one) => !ready.includes(one));
  }
  return ordered;
}

export function unknownEntity(draft: Draft, types: readonly string[]): DocumentProblem {
  const hint = suggestName(draft.by ?? '', types) || `; there are ${types.join(', ')}`;
  return draft.problem('by', `there is no entity \`${draft.by}\`${hint}`);
}
