import type { z } from 'zod';
import { maskCardNumbers, RAW_CARD_NUMBER } from '#contracts';
import { CaracalError, type FieldProblem } from '#kernel';
import { saidOf } from './said-of-issue.js';

/**
 * The body, or query, as the schema says; throws `invalid_request`, or `raw_card_number`, with every problem at once, each
 * with its RFC 6901 JSON pointer.
 */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body, { error: saidOf });
  if (parsed.success) return parsed.data;
  throw invalidRequest(problemsOf(parsed.error));
}

export function invalidRequest(errors: readonly FieldProblem[]): CaracalError {
  const where = errors
    .slice(0, 3)
    .map((e) => `${e.pointer || 'the body'}: ${e.detail}`)
    .join('; ');
  const more = errors.length > 3 ? `; and ${errors.length - 3} more` : '';
  const code = errors.some((e) => e.code === RAW_CARD_NUMBER) ? RAW_CARD_NUMBER : 'invalid_request';
  return new CaracalError(code, `${where}${more}`, { errors });
}

const PROBLEMS_MAX = 50;

function problemsOf(error: z.ZodError): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const problem of error.issues.flatMap(problemsIn)) {
    // Two bounds of one kind on one field, as of an integer and of its range, are one problem.
    const key = `${problem.pointer} ${problem.code}`;
    if (!problems.has(key)) problems.set(key, problem);
    if (problems.size === PROBLEMS_MAX) break;
  }
  return [...problems.values()];
}

function problemsIn(issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'unknown_field',
      detail: 'is not a field of this object',
    }));
  const own = issue.code === 'custom' ? (issue.params?.['code'] as unknown) : undefined;
  const code = typeof own === 'string' ? own : issue.code;
  return [{ pointer: pointerOf(issue.path), code, detail: issue.message }];
}

/** Names of fields are the client's words too: a card number among them is not repeated. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${maskCardNumbers(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
