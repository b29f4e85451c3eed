/**
 * What the type checker knows of a value. All numbers are doubles; instants and durations are numbers of milliseconds.
 * A message names its fields and where they lie in the input, so that expressions read records as they are.
 */
export type ValueType =
  | { readonly kind: 'bool' | 'number' | 'string' | 'null' | 'dyn' }
  | AttributesType
  | ListType
  | LookupType
  | MessageType;

/** What a tenant adds to its transactions, by name. */
export interface AttributesType {
  readonly kind: 'attributes';
  /** The attributes that there are, when they are known; another name is then refused. */
  readonly declared?: Readonly<Record<string, AttributeKind>> | undefined;
}

export type AttributeKind = 'string' | 'number' | 'bool';

export interface ListType {
  readonly kind: 'list';
  readonly of: ValueType;
}

/** A map from names to values of one type, read through a method of the input: `features.x` is `input.feature('x')`. */
export interface LookupType {
  readonly kind: 'lookup';
  readonly of: ValueType;
  readonly method: string;
  /** The names that exist, when they are known; another name is then refused. */
  readonly keys?: readonly string[];
}

export interface MessageType {
  readonly kind: 'message';
  readonly name: string;
  readonly fields: Readonly<Record<string, MessageField>>;
}

export interface MessageField {
  readonly type: ValueType;
  /** The property, or the call of a method with one number, that holds it: `amountMinor`, `taken(2)`. */
  readonly wire: string;
}

export interface VariableDeclaration {
  readonly type: ValueType;
  /** Where the input holds it, a dotted path: `event.card`. */
  readonly path: string;
}

/** A function that the input offers as a method of the same shape. */
export interface FunctionDeclaration {
  readonly method: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType;
  /** Allowed values of the first argument, which must then be a literal. */
  readonly names?: readonly string[];
}

/** What an expression may mention. */
export interface ExpressionSchema {
  readonly variables: Readonly<Record<string, VariableDeclaration>>;
  readonly functions?: Readonly<Record<string, FunctionDeclaration>>;
}

export const BOOL: ValueType = { kind: 'bool' };
export const NUMBER: ValueType = { kind: 'number' };
export const STRING: ValueType = { kind: 'string' };
export const NULL: ValueType = { kind: 'null' };
export const DYN: ValueType = { kind: 'dyn' };
export const ATTRIBUTES: ValueType = { kind: 'attributes' };

export function listOf(of: ValueType): ListType {
  return { kind: 'list', of };
}

/** The type's name as an analyst reads it. */
export function nameOf(type: ValueType): string {
  switch (type.kind) {
    case 'bool':
      return 'true/false';
    case 'dyn':
      return 'an attribute value';
    case 'list':
      return `list of ${nameOf(type.of)}`;
    case 'message':
      return type.name;
    case 'lookup':
    case 'attributes':
      return 'map';
    default:
      return type.kind;
  }
}

/** The one type that both have, or undefined; `dyn` goes with everything. */
export function unify(a: ValueType, b: ValueType): ValueType | undefined {
  if (a === b) return a;
  if (a.kind === 'dyn' || b.kind === 'dyn') return DYN;
  if (a.kind !== b.kind) return undefined;
  if (a.kind === 'message' && b.kind === 'message') return a.name === b.name ? a : undefined;
  if (a.kind === 'list' && b.kind === 'list') {
    const of = unify(a.of, b.of);
    return of && listOf(of);
  }
  return a.kind === 'lookup' ? undefined : a;
}
