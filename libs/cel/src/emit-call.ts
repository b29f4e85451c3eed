/** Functions and methods: the closed set that expressions may call, and those that the schema declares. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { EmitContext, Emitted } from './emit-context.js';
import { compileRegex, RegexError } from './linear-regex.js';
import { DATE_METHODS } from './runtime.js';
import { suggestName } from './suggest-name.js';
import { BOOL, DYN, type FunctionDeclaration, listOf, nameOf, NUMBER, STRING, unify } from './value-type.js';
import { parseDuration } from './duration.js';

type CallEmitter = (emitter: EmitContext, node: ASTNode, args: readonly ASTNode[]) => Emitted;

const FUNCTIONS: Readonly<Record<string, CallEmitter>> = {
  has: emitHas,
  size: (emitter, node, args) => emitSize(emitter, one(emitter, node, args, 'size')),
  sum: aggregate('sum'),
  avg: aggregate('avg'),
  min: extreme('min'),
  max: extreme('max'),
  abs: ofNumber('abs'),
  floor: ofNumber('floor'),
  ceil: ofNumber('ceil'),
  round: ofNumber('round'),
  int: (emitter, node, args) => converted(emitter, node, args, 'int', (code) => `Math.trunc(rt.toNumber(${code}))`),
  double: (emitter, node, args) => converted(emitter, node, args, 'double', (code) => `rt.toNumber(${code})`),
  string: (emitter, node, args) => ({
    ...converted(emitter, node, args, 'string', (code) => `rt.toText(${code})`),
    type: STRING,
  }),
  dyn: (emitter, node, args) => ({ ...emitter.emit(one(emitter, node, args, 'dyn')), type: DYN }),
  duration: (emitter, node, args) => timeLiteral(emitter, node, args, 'duration', "'10m'", parseDuration),
  timestamp: (emitter, node, args) =>
    timeLiteral(emitter, node, args, 'timestamp', "'2026-11-20T09:30:00Z'", parseTimestamp),
};

/** What people write who know another language. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  average: 'avg(…)',
  mean: 'avg(…)',
  count: 'size(…)',
  len: 'size(…)',
  length: 'size(…)',
  distinct: 'list.distinct()',
  first: 'list.first()',
  last: 'list.last()',
  now: 'event.occurred_at',
};

export function emitCall(emitter: EmitContext, node: ASTNode, name: string, args: readonly ASTNode[]): Emitted {
  const declared = emitter.schema.functions;
  if (declared && Object.hasOwn(declared, name)) return emitDeclared(emitter, node, name, declared[name]!, args);
  if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name]!(emitter, node, args);
  const known = [...Object.keys(declared ?? {}), ...Object.keys(FUNCTIONS)];
  const other = Object.hasOwn(OTHER_NAMES, name) ? `; write ${OTHER_NAMES[name]}` : suggestName(name, known);
  throw emitter.error(node, `unknown function \`${name}\`${other}`);
}

export function emitMethod(
  emitter: EmitContext,
  node: ASTNode,
  name: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
): Emitted {
  if (name === 'size' && args.length === 0) return emitSize(emitter, receiver);
  if (STRING_TESTS.has(name)) return emitStringTest(emitter, node, name, receiver, args);
  if (name === 'matches') return emitMatches(emitter, node, receiver, args);
  if (name === 'lowerAscii' || name === 'upperAscii') {
    expectNone(emitter, node, name, args);
    const on = textOf(emitter, receiver, `the text before .${name}()`);
    return {
      code: `${on.code}.${name === 'lowerAscii' ? 'toLowerCase' : 'toUpperCase'}()`,
      type: STRING,
      raises: on.raises,
    };
  }
  if (name === 'first' || name === 'last' || name === 'distinct') return emitPick(emitter, node, name, receiver, args);
  if (DATE_METHODS.includes(name)) {
    expectNone(emitter, node, name, args, 'times are read in UTC');
    const on = emitter.number(receiver, `the time before .${name}()`);
    return { code: `rt.datePart(${on.code}, ${JSON.stringify(name)})`, type: NUMBER, raises: on.raises };
  }
  const hint = suggestName(name, [...METHODS, ...STRING_TESTS.keys(), ...DATE_METHODS]);
  throw emitter.error(node, `unknown method \`.${name}()\`${hint}`);
}

const METHODS = 'size matches lowerAscii upperAscii first last distinct map filter all exists exists_one'.split(' ');

/** `list.first()` and `list.last()` raise when it is empty; `list.distinct()` has each value once. */
function emitPick(
  emitter: EmitContext,
  node: ASTNode,
  name: 'first' | 'last' | 'distinct',
  receiver: ASTNode,
  args: readonly ASTNode[],
): Emitted {
  expectNone(emitter, node, name, args);
  const list = emitter.list(receiver, `what .${name}() is asked of`);
  const code = `rt.${name}(${list.code})`;
  if (name !== 'distinct') return { code, type: list.of, raises: true };
  if (!['number', 'string', 'bool', 'dyn'].includes(list.of.kind)) {
    throw emitter.error(node, `.distinct() takes a list of values; choose a field with .map(e, e.card.fingerprint)`);
  }
  return { code, type: listOf(list.of), raises: list.raises };
}

const STRING_TESTS: ReadonlyMap<string, string> = new Map([
  ['contains', 'includes'],
  ['startsWith', 'startsWith'],
  ['endsWith', 'endsWith'],
]);

function emitStringTest(
  emitter: EmitContext,
  node: ASTNode,
  name: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
): Emitted {
  const on = textOf(emitter, receiver, `the text before .${name}()`);
  const argumentNode = one(emitter, node, args, name);
  const argument = textOf(emitter, argumentNode, `the argument of .${name}()`);
  const call = `${on.code}.${STRING_TESTS.get(name)}(${argument.code})`;
  // An attribute that is absent or no text contains nothing, not even the empty string.
  const code = on.dynamic === undefined ? call : `(typeof ${on.dynamic} === "string" && ${call})`;
  return { code, type: BOOL, raises: on.raises || argument.raises };
}

function emitMatches(emitter: EmitContext, node: ASTNode, receiver: ASTNode, args: readonly ASTNode[]): Emitted {
  const patternNode = one(emitter, node, args, 'matches');
  const pattern = emitter.emit(patternNode);
  if (typeof pattern.literal !== 'string')
    throw emitter.error(patternNode, 'the pattern of .matches() must be a literal');
  const on = textOf(emitter, receiver, 'the text before .matches()');
  try {
    return {
      code: `${emitter.constant(compileRegex(pattern.literal))}(${on.code})`,
      type: BOOL,
      raises: on.raises,
    };
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw emitter.error(patternNode, `the pattern of .matches() is not usable: ${error.message}`);
  }
}

function emitDeclared(
  emitter: EmitContext,
  node: ASTNode,
  name: string,
  declared: FunctionDeclaration,
  nodes: readonly ASTNode[],
): Emitted {
  if (nodes.length !== declared.parameters.length) {
    throw emitter.error(node, `${name}() takes ${count(declared.parameters.length)}, not ${nodes.length}`);
  }
  const args = nodes.map((argument, i) => {
    const emitted = emitter.emit(argument);
    if (unify(emitted.type, declared.parameters[i]!)) return emitted;
    throw emitter.error(argument, `${name}() takes a ${nameOf(declared.parameters[i]!)}, not ${nameOf(emitted.type)}`);
  });
  const first = args[0]?.literal;
  if (declared.names) {
    if (typeof first !== 'string') throw emitter.error(node, `the argument of ${name}() must be a literal`);
    if (!declared.names.includes(first)) {
      throw emitter.error(nodes[0]!, `${name}(): there is no '${first}'${suggestName(first, declared.names)}`);
    }
  }
  if (first !== undefined) emitter.references.add(`${name}(${JSON.stringify(first)})`);
  return {
    code: `input.${declared.method}(${args.map((argument) => argument.code).join(', ')})`,
    type: declared.result,
    raises: args.some((argument) => argument.raises),
  };
}

/** `has(a.b)`: a message or attribute that is there, or a scalar that isn't its type's zero. */
function emitHas(emitter: EmitContext, node: ASTNode, args: readonly ASTNode[]): Emitted {
  const target = one(emitter, node, args, 'has');
  if (target.op !== '.' && target.op !== '[]') {
    throw emitter.error(target, 'has() takes a field, as in has(event.card)');
  }
  const emitted = emitter.emit(target);
  if (emitted.presence !== undefined) return { ...plain(emitted.presence), raises: emitted.raises };
  switch (emitted.type.kind) {
    case 'number':
      // NaN stands for a number that isn't known.
      return { ...plain(`(Math.abs(${emitted.code}) >= 0 && ${emitted.code} !== 0)`), raises: emitted.raises };
    case 'string':
      return { ...plain(`(${emitted.code} !== "")`), raises: emitted.raises };
    case 'bool':
      return { ...plain(emitted.code), raises: emitted.raises };
    case 'list':
    case 'attributes':
      return { ...plain(`((${emitted.code})?.length > 0)`), raises: emitted.raises };
    default:
      return { ...plain(`(${emitted.code} != null)`), raises: emitted.raises };
  }
}

function plain(code: string): Emitted {
  return { code, type: BOOL, raises: false };
}

function emitSize(emitter: EmitContext, node: ASTNode): Emitted {
  const on = emitter.emit(node);
  switch (on.type.kind) {
    case 'list':
      return { code: `${on.code}.length`, type: NUMBER, raises: on.raises };
    case 'string':
      return { code: `rt.codePoints(${on.code})`, type: NUMBER, raises: on.raises };
    case 'dyn':
      return { code: `rt.size(${on.code})`, type: NUMBER, raises: on.raises };
    case 'attributes':
      return { code: `(${on.code}?.length ?? 0)`, type: NUMBER, raises: on.raises };
    default:
      throw emitter.error(node, `${nameOf(on.type)} has no size`);
  }
}

function aggregate(name: 'sum' | 'avg'): CallEmitter {
  return (emitter, node, args) => numbersOf(emitter, one(emitter, node, args, name), name);
}

/** `min(list)` or `min(a, b, …)`. */
function extreme(name: 'min' | 'max'): CallEmitter {
  return (emitter, node, args) => {
    if (args.length < 2) return numbersOf(emitter, one(emitter, node, args, name), name);
    const numbers = args.map((argument) => emitter.number(argument, `an argument of ${name}()`));
    const code = `rt.${name}([${numbers.map((argument) => argument.code).join(', ')}])`;
    return { code, type: NUMBER, raises: numbers.some((argument) => argument.raises) };
  };
}

function numbersOf(emitter: EmitContext, node: ASTNode, name: string): Emitted {
  const list = emitter.list(node, `the argument of ${name}()`);
  if (list.of.kind !== 'number' && list.of.kind !== 'dyn') {
    throw emitter.error(node, `${name}() takes a list of numbers, not a list of ${nameOf(list.of)}`);
  }
  return { code: `rt.${name}(${list.code})`, type: NUMBER, raises: list.raises };
}

function ofNumber(name: 'abs' | 'floor' | 'ceil' | 'round'): CallEmitter {
  return (emitter, node, args) => {
    const value = emitter.number(one(emitter, node, args, name), `the argument of ${name}()`);
    return { code: `Math.${name}(${value.code})`, type: NUMBER, raises: value.raises };
  };
}

function converted(
  emitter: EmitContext,
  node: ASTNode,
  args: readonly ASTNode[],
  name: string,
  write: (code: string) => string,
): Emitted {
  const argument = one(emitter, node, args, name);
  const value = emitter.emit(argument);
  if (!['number', 'string', 'bool', 'dyn'].includes(value.type.kind)) {
    throw emitter.error(argument, `${name}() can't convert a ${nameOf(value.type)}`);
  }
  return { code: write(value.code), type: NUMBER, raises: value.raises };
}

function timeLiteral(
  emitter: EmitContext,
  node: ASTNode,
  args: readonly ASTNode[],
  name: string,
  example: string,
  parse: (text: string) => number | undefined,
): Emitted {
  const argument = one(emitter, node, args, name);
  const { literal } = emitter.emit(argument);
  const ms = typeof literal === 'string' ? parse(literal) : undefined;
  if (ms === undefined) throw emitter.error(argument, `${name}() takes a literal such as ${example}`);
  return { code: String(ms), type: NUMBER, raises: false, literal: ms };
}

function parseTimestamp(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function textOf(emitter: EmitContext, node: ASTNode, role: string): Emitted & { readonly dynamic?: string } {
  const emitted = emitter.emit(node);
  if (emitted.type.kind === 'string') return emitted;
  if (emitted.type.kind === 'dyn') {
    return { ...emitted, code: `rt.text(${emitted.code})`, type: STRING, dynamic: emitted.code };
  }
  throw emitter.error(node, `${role} must be a string, not ${nameOf(emitted.type)}`);
}

function one(emitter: EmitContext, node: ASTNode, args: readonly ASTNode[], name: string): ASTNode {
  if (args.length === 1) return args[0]!;
  throw emitter.error(node, `${name}() takes one argument, not ${args.length}`);
}

function expectNone(emitter: EmitContext, node: ASTNode, name: string, args: readonly ASTNode[], why = ''): void {
  if (args.length === 0) return;
  throw emitter.error(node, `.${name}() takes no argument${why === '' ? '' : `: ${why}`}`);
}

function count(n: number): string {
  return n === 1 ? 'one argument' : `${n} arguments`;
}
