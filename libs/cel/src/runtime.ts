/**
 * What generated code calls. Every function is total where a fraud rule has a sensible answer: a comparison of values
 * of different kinds is false, arithmetic on what is not a number is NaN. Only an element that a list doesn't have and a
 * division by zero raise.
 */
import { EvaluationError } from './expression-error.js';
import type { AttributeLike } from './transaction-schema.js';

export type Scalar = string | number | boolean | undefined;

/** The attribute's value, or undefined when the event has no such attribute. */
export function attribute(attributes: readonly AttributeLike[] | null | undefined, name: unknown): Scalar {
  if (!attributes) return undefined;
  for (const one of attributes) {
    if (one.name === name) return one.text ?? one.number ?? one.flag ?? undefined;
  }
  return undefined;
}

export function less(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}

export function lessOrEqual(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  return typeof a === 'string' && typeof b === 'string' && a <= b;
}

export function equal(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => equal(item, b[i]));
}

/** `+` where a side's kind is only known now. */
export function add(a: unknown, b: unknown): unknown {
  return typeof a === 'string' && typeof b === 'string' ? a + b : number(a) + number(b);
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function at<T>(items: readonly T[], index: number): T {
  if (Number.isInteger(index) && index >= 0 && index < items.length) return items[index]!;
  throw new EvaluationError(`index ${index} is outside the list, which has ${items.length} elements`);
}

export function first<T>(items: readonly T[]): T {
  if (items.length > 0) return items[0]!;
  throw new EvaluationError('the list is empty, and has no first element');
}

export function last<T>(items: readonly T[]): T {
  if (items.length > 0) return items[items.length - 1]!;
  throw new EvaluationError('the list is empty, and has no last element');
}

/** Each value once, in the order of its first occurrence. */
export function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** A quotient by zero would be infinite, and then larger than whatever a rule compares it with. */
export function divide(a: number, b: number): number {
  if (b === 0) throw new EvaluationError('division by zero');
  return a / b;
}

export function remainder(a: number, b: number): number {
  if (b === 0) throw new EvaluationError('division by zero');
  return a % b;
}

export function size(value: unknown): number {
  return typeof value === 'string' ? codePoints(value) : Array.isArray(value) ? value.length : Number.NaN;
}

/** CEL counts code points, not UTF-16 units. */
export function codePoints(value: string): number {
  let count = value.length;
  for (let i = 1; i < value.length; i++) if ((value.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}

export function sum(values: readonly unknown[]): number {
  let total = 0;
  for (const value of values) total += number(value);
  return total;
}

/** NaN for an empty list: a comparison with it is false. */
export function avg(values: readonly unknown[]): number {
  return sum(values) / values.length;
}

export function min(values: readonly unknown[]): number {
  let least = Number.NaN;
  for (const value of values) if (!(number(value) >= least)) least = number(value);
  return least;
}

export function max(values: readonly unknown[]): number {
  let most = Number.NaN;
  for (const value of values) if (!(number(value) <= most)) most = number(value);
  return most;
}

export function toNumber(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return value.trim() === '' ? Number.NaN : Number(value);
  return number(value);
}

export function toText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return '';
  }
}

/** `&&` where the left side may raise: CEL lets a false on either side win over an error. */
export function and(left: () => boolean, right: () => boolean): boolean {
  let first: boolean;
  try {
    first = left();
  } catch (error) {
    if (!right()) return false;
    throw error;
  }
  return first && right();
}

/** `||` where the left side may raise: a true on either side wins over an error. */
export function or(left: () => boolean, right: () => boolean): boolean {
  let first: boolean;
  try {
    first = left();
  } catch (error) {
    if (right()) return true;
    throw error;
  }
  return first || right();
}

/** `exists` where the predicate may raise: one true wins over any error. */
export function exists<T>(items: readonly T[], predicate: (item: T) => boolean): boolean {
  let failure: unknown;
  for (const item of items) {
    try {
      if (predicate(item)) return true;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return false;
}

/** `all` where the predicate may raise: one false wins over any error. */
export function all<T>(items: readonly T[], predicate: (item: T) => boolean): boolean {
  return !exists(items, (item) => !predicate(item));
}

export function count<T>(items: readonly T[], predicate: (item: T) => boolean): number {
  let found = 0;
  for (const item of items) if (predicate(item)) found++;
  return found;
}

const DATE_PARTS = {
  getFullYear: (at: Date) => at.getUTCFullYear(),
  getMonth: (at: Date) => at.getUTCMonth(),
  getDate: (at: Date) => at.getUTCDate(),
  getDayOfMonth: (at: Date) => at.getUTCDate() - 1,
  getDayOfWeek: (at: Date) => at.getUTCDay(),
  getHours: (at: Date) => at.getUTCHours(),
  getMinutes: (at: Date) => at.getUTCMinutes(),
  getSeconds: (at: Date) => at.getUTCSeconds(),
} as const;

export const DATE_METHODS: readonly string[] = Object.keys(DATE_PARTS);

/** A part of an instant in UTC; NaN when it is no instant. */
export function datePart(ms: unknown, part: keyof typeof DATE_PARTS): number {
  return DATE_PARTS[part](new Date(number(ms)));
}
