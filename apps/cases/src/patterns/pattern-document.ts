/** A pattern's document as somebody sends it → what is stored; or every problem with it, with its place. Pure. */
import { invalidRequest } from '#http';
import { checkPattern, type CompiledPattern, compilePattern, PatternError, type PatternDefinition } from '#patterns';

export interface PatternDocument {
  readonly id: string;
  readonly format: 'yaml' | 'json';
  /** The text as it was sent; of a definition that came as an object, its JSON. */
  readonly source: string;
  readonly definition: PatternDefinition;
}

/** Compiles a document that is to be saved and runs its examples. Throws `invalid_request`. */
export function readDocument(sent: unknown): PatternDocument {
  const { definition, id } = explained(() => checkPattern(sent));
  if (typeof sent === 'string') return { id, format: isJson(sent) ? 'json' : 'yaml', source: sent, definition };
  return { id, format: 'json', source: JSON.stringify(sent, undefined, 2), definition };
}

/** Compiles one that is only tried: examples may fail. Throws `invalid_request`. */
export function compileTrial(sent: unknown): CompiledPattern {
  return explained(() => compilePattern(sent));
}

/** What `work` gives; a `PatternError` as the API says it, its places under `/definition`. */
export function explained<T>(work: () => T, pointer = '/definition'): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const errors = error.problems.slice(0, PROBLEMS_MAX).map(({ pointer: place, detail, line, column }) => ({
      pointer: pointer + place,
      code: 'invalid_definition',
      detail,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    }));
    throw invalidRequest(errors);
  }
}

const PROBLEMS_MAX = 50;

function isJson(text: string): boolean {
  return text.trimStart().startsWith('{');
}
