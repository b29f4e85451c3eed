/**
 * The predicates of patterns that are advanced over the same events: one that several patterns ask is there once, and is
 * asked once an event.
 */
import {
  attributesIn,
  type Comparison,
  comparisonOf,
  type CompiledExpression,
  compileExpression,
  conjunctsOf,
  type ExpressionSchema,
} from '#cel';
import { Evaluation } from './evaluation.js';
import type { PatternEvent } from './pattern-state.js';

export class Predicates<E extends PatternEvent> {
  readonly evaluation = new Evaluation<E>();
  private readonly numbers = new Map<string, number>();
  private readonly comparisons: (FieldComparison | undefined)[] = [];

  /**
   * The predicates that all hold where the condition does; what doesn't depend on the run comes first.
   * @throws ExpressionError for a condition that doesn't compile
   */
  of(condition: string, schema: ExpressionSchema): number[] {
    const { askedFor } = attributesIn(condition);
    const numbers = conjunctsOf(condition).map((text) => this.add(text, askedFor, schema));
    return numbers.sort((a, b) => Number(this.evaluation.isPerRun(a)) - Number(this.evaluation.isPerRun(b)));
  }

  /** Set where the predicate compares a field of the event with a value. */
  comparisonOf(predicate: number): FieldComparison | undefined {
    return this.comparisons[predicate];
  }

  private add(text: string, askedFor: ReadonlySet<string>, schema: ExpressionSchema): number {
    const expression = compileExpression(text, schema);
    const perRun = readsMatched(expression.references);
    const needed = [...attributesIn(text).read].filter((name) => !askedFor.has(name));
    // `matched.a` is another thing in every pattern; and with other attributes declared, one text may mean two things.
    const key = perRun ? undefined : JSON.stringify([text, expression.code, needed]);
    const known = key === undefined ? undefined : this.numbers.get(key);
    if (known !== undefined) return known;
    const needs = needed.map((name) => `${JSON.stringify(name)} in event.attributes`).join(' && ');
    const hasAnswer = needs === '' ? undefined : compileExpression(needs, schema);
    const number = this.evaluation.add({ expression, perRun, hasAnswer });
    if (key !== undefined) this.numbers.set(key, number);
    const comparison = perRun ? undefined : comparisonOf(text);
    const read = comparison && compileExpression(comparison.field, schema, { result: 'any' });
    this.comparisons[number] = comparison && read && { ...comparison, read, predicate: number };
    return number;
  }
}

export interface FieldComparison extends Comparison {
  readonly predicate: number;
  /** The field's value, of what the predicates are asked of. */
  readonly read: CompiledExpression<unknown>;
}

export const MATCHED = 'matched';

function readsMatched(references: ReadonlySet<string>): boolean {
  for (const reference of references) if (reference.startsWith(`${MATCHED}.`)) return true;
  return false;
}
