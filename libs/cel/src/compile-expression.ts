/**
 * A CEL expression as a JavaScript function: parsed, type-checked against a schema, and compiled once; evaluating it
 * interprets nothing. Bounds: see `parse-expression.ts` and `emit-macro.ts`.
 */
import { Emitter } from './emit-expression.js';
import { ExpressionError } from './expression-error.js';
import { parseExpression } from './parse-expression.js';
import * as runtime from './runtime.js';
import { type ExpressionSchema, nameOf } from './value-type.js';

/**
 * @param options.result - what the expression must give; `bool` unless told otherwise.
 * @throws ExpressionError with line, column and the reason, for anything that could go wrong at run time but can be
 * known now.
 */
export function compileExpression<R extends keyof ResultTypes = 'bool'>(
  source: string,
  schema: ExpressionSchema,
  options: { readonly result?: R } = {},
): CompiledExpression<ResultTypes[R]> {
  const result = options.result ?? 'bool';
  const ast = parseExpression(source);
  const emitter = new Emitter(source, schema);
  const role = 'the expression';
  const emitted =
    result === 'bool'
      ? emitter.condition(ast, role)
      : result === 'number'
        ? emitter.number(ast, role)
        : emitter.emit(ast);
  if (result === 'string' && emitted.type.kind !== 'string' && emitted.type.kind !== 'dyn') {
    throw new ExpressionError(`${role} must be a string, not ${nameOf(emitted.type)}`, source, ast.pos);
  }
  const code = result === 'string' ? `rt.text(${emitted.code})` : emitted.code;
  return {
    source,
    code,
    references: emitter.references,
    raises: emitted.raises,
    evaluate: instantiate(code, emitter.constants) as (input: unknown) => ResultTypes[R],
  };
}

export interface ResultTypes {
  bool: boolean;
  number: number;
  string: string;
  any: unknown;
}

export interface CompiledExpression<T> {
  readonly source: string;
  /** The JavaScript that was generated, for people who debug. */
  readonly code: string;
  /** What it reads: `event.amount`, `event.card.country`, `matched.probe`, `matched("card-testing")`. */
  readonly references: ReadonlySet<string>;
  /** Whether `evaluate` can throw `EvaluationError`; most expressions can't. */
  readonly raises: boolean;
  /** The input holds the schema's variables as properties and its functions as methods. */
  readonly evaluate: (input: unknown) => T;
}

function instantiate(code: string, constants: readonly unknown[]): (input: unknown) => unknown {
  // The code is assembled by Emitter from a closed set of forms; nothing of the source text is copied into it.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  const build = new Function('rt', 'K', `'use strict'; return (input) => ${code};`) as (
    rt: typeof runtime,
    k: readonly unknown[],
  ) => (input: unknown) => unknown;
  return build(runtime, constants);
}
