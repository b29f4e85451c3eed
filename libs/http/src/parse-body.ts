import type { z } from 'zod';
import { CaracalError, type FieldProblem } from '#kernel';

/** The body as the schema says, or `invalid_request` with every problem at once, each with its RFC 6901 JSON pointer. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidRequest(problemsOf(parsed.error));
}

export function invalidRequest(errors: readonly FieldProblem[]): CaracalError {
  const where = errors
    .slice(0, 3)
    .map((e) => `${e.pointer || 'the body'}: ${e.detail}`)
    .join('; ');
  const more = errors.length > 3 ? `; and ${errors.length - 3} more` : '';
  return new CaracalError('invalid_request', `${where}${more}`, { errors });
}

const PROBLEMS_MAX = 50;

export function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues
    .flatMap((issue): FieldProblem[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            pointer: pointerOf([...issue.path, key]),
            code: 'unknown_field',
            detail: 'is not a field of this object',
          }))
        : [{ pointer: pointerOf(issue.path), code: issue.code, detail: issue.message }],
    )
    .slice(0, PROBLEMS_MAX);
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
