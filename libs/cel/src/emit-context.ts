import type { ASTNode } from '@marcbachmann/cel-js';
import type { ExpressionError } from './expression-error.js';
import type { ExpressionSchema, ValueType } from './value-type.js';

/** A checked sub-expression. */
export interface Emitted {
  readonly code: string;
  readonly type: ValueType;
  /** Whether evaluating it can raise. */
  readonly raises: boolean;
  /** Its value, when it is a literal. */
  readonly literal?: string | number | boolean;
  /** Code that tells whether it is there, when it is an attribute. */
  readonly presence?: string;
  /** Its elements, when it is a list of literals. */
  readonly literals?: readonly unknown[];
}

/** What the parts of the emitter need of the whole. */
export interface EmitContext {
  readonly schema: ExpressionSchema;
  readonly references: Set<string>;
  macroDepth: number;
  emit(node: ASTNode): Emitted;
  /** Emits a node that must be true or false; an attribute counts as true only when it is `true`. */
  condition(node: ASTNode, role: string): Emitted;
  /** Emits a node that must be a number; anything else that an attribute holds counts as NaN. */
  number(node: ASTNode, role: string): Emitted;
  /** Emits a node that must be a list; an attribute, which never is one, counts as empty. */
  list(node: ASTNode, role: string): Emitted & { readonly of: ValueType };
  /** What `emit` gives while `name` is a local variable, whose code it is handed. */
  withLocal<T>(name: string, type: ValueType, emit: (code: string) => T): T;
  /** Code that reads a value that isn't written into the code itself. */
  constant(value: unknown): string;
  error(node: ASTNode, detail: string): ExpressionError;
}
