/** What a condition's syntax says about which inputs it can hold for, so that conditions can be told apart without asking each. */
import { type ASTNode, serialize } from '@marcbachmann/cel-js';
import { parseExpression } from './parse-expression.js';

/**
 * The parts of `a && b && c`, in order: expressions of their own, all of which hold where the whole does.
 * @throws ExpressionError for text that is no expression
 */
export function conjunctsOf(source: string): string[] {
  return partsOf(parseExpression(source)).map(textOf);
}

/**
 * `event.channel == 'web'` or `event.amount > 500` → field, operator and value, the field to the left; undefined for any
 * other form. Throws as `conjunctsOf`.
 */
export function comparisonOf(source: string): Comparison | undefined {
  const ast = parseExpression(source);
  if (!isComparison(ast)) return undefined;
  const [left, right] = ast.args;
  return comparison(left, ast.op, right) ?? comparison(right, MIRRORED[ast.op], left);
}

/**
 * Which of the event's attributes an expression reads, and which it asks for, by `has()` or `in`, before or beside that.
 * Throws as `conjunctsOf`.
 */
export function attributesIn(source: string): {
  readonly read: ReadonlySet<string>;
  readonly askedFor: ReadonlySet<string>;
} {
  const [read, askedFor] = [new Set<string>(), new Set<string>()];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node)) return;
    const name = attributeOf(node);
    const asked = attributeAskedFor(node);
    if (name !== undefined) read.add(name);
    else if (asked !== undefined) askedFor.add(asked);
    else visit(node.args);
  };
  visit(parseExpression(source));
  return { read, askedFor };
}

export interface Comparison {
  /** A path from a variable: `event.card.country`. */
  readonly field: string;
  readonly operator: '==' | '>' | '>=' | '<' | '<=';
  /** A number where the operator asks for an order. */
  readonly value: string | number | boolean;
}

const MIRRORED = { '==': '==', '>': '<', '>=': '<=', '<': '>', '<=': '>=' } as const;

function isComparison(ast: ASTNode): ast is ASTNode & { op: Comparison['operator']; args: [ASTNode, ASTNode] } {
  return ast.op in MIRRORED;
}

function partsOf(ast: ASTNode): ASTNode[] {
  return ast.op === '&&' ? ast.args.flatMap(partsOf) : [ast];
}

function comparison(field: ASTNode, operator: Comparison['operator'], literal: ASTNode): Comparison | undefined {
  if (!isPath(field) || literal.op !== 'value') return undefined;
  const value = typeof literal.args === 'bigint' ? Number(literal.args) : literal.args;
  const comparable = operator === '==' ? ['string', 'number', 'boolean'] : ['number'];
  if (!comparable.includes(typeof value)) return undefined;
  return { field: textOf(field), operator, value: value as Comparison['value'] };
}

function isPath(node: ASTNode): boolean {
  return node.op === '.' && (node.args[0].op === 'id' || isPath(node.args[0]));
}

/** The serializer writes a character beyond U+FFFF as two escapes of a half each, which the parser refuses. */
function textOf(node: ASTNode): string {
  return serialize(node).replaceAll(
    /\\(?:(u[Dd][89AaBb][\dA-Fa-f]{2})\\(u[Dd][C-Fc-f][\dA-Fa-f]{2})|[^])/g,
    (escape, high, low) => (high === undefined ? escape : unescaped(high) + unescaped(low)),
  );
}

function unescaped(escape: string): string {
  return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

/** `event.attributes.limit`, `event.attributes['limit']` → limit. */
function attributeOf(node: ASTNode): string | undefined {
  if (node.op === '.') return isAttributes(node.args[0]) ? node.args[1] : undefined;
  if (node.op !== '[]' || !isAttributes(node.args[0])) return undefined;
  const [, key] = node.args;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : undefined;
}

/** `has(event.attributes.limit)`, `'limit' in event.attributes` → limit. */
function attributeAskedFor(node: ASTNode): string | undefined {
  if (node.op === 'call' && node.args[0] === 'has') return node.args[1][0] && attributeOf(node.args[1][0]);
  if (node.op !== 'in' || !isAttributes(node.args[1])) return undefined;
  const [key] = node.args;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : undefined;
}

function isAttributes(node: ASTNode): boolean {
  return node.op === '.' && node.args[1] === 'attributes' && node.args[0].op === 'id' && node.args[0].args === 'event';
}
