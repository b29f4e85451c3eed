/**
 * Which of many patterns an event may begin. A pattern is filed under what its first step asks: under a field's value
 * where that is one of the questions, so that thousands of patterns cost one look-up a field; then by a threshold, in
 * order, so that those out of reach cost nothing; else under a predicate, asked once however many patterns share it.
 */
import type { AutomatonState, Edge } from './automaton.js';
import type { PatternAutomaton } from './pattern-automaton.js';
import type { PatternEvent } from './pattern-state.js';
import type { FieldComparison, Predicates } from './predicates.js';

export class StartIndex<E extends PatternEvent> {
  private readonly fields: Field[] = [];
  /** Of patterns that ask for no value of a field. */
  private readonly others: Shelf = new Shelf();
  private readonly asked = new Map<number, number[]>();
  private readonly found: number[] = [];
  /** By pattern: the look-up in which it was found last. */
  private readonly foundIn: Float64Array;
  private lookUps = 0;

  /** @param patterns - compiled with these predicates */
  constructor(
    patterns: readonly PatternAutomaton<E>[],
    private readonly predicates: Predicates<E>,
  ) {
    this.foundIn = new Float64Array(patterns.length);
    for (const [i, { automaton }] of patterns.entries()) {
      for (const edge of firstEdges(automaton.start)) this.file(i, edge);
    }
  }

  /**
   * Places in the list of patterns, ascending: all that the event can begin, and some that it can't. Valid until the next
   * call.
   */
  candidates(event: E): readonly number[] {
    const { found, predicates } = this;
    const { evaluation } = predicates;
    this.lookUps++;
    found.length = 0;
    evaluation.setEvent(event);
    this.takeFrom(this.others);
    for (const { comparison, byValue, asks } of this.fields) {
      const value = comparison.read.evaluate(evaluation);
      const shelf = byValue.get(value);
      if (shelf !== undefined) this.takeFrom(shelf);
      if (value === undefined) for (const predicate of asks) evaluation.isFalse(predicate);
    }
    for (const [predicate, patterns] of this.asked) {
      if (evaluation.test(predicate)) for (const pattern of patterns) this.note(pattern);
    }
    if (found.length > 1) found.sort((a, b) => a - b);
    return found;
  }

  private takeFrom({ always, thresholds }: Shelf): void {
    for (const pattern of always) this.note(pattern);
    const { evaluation } = this.predicates;
    for (const { comparison, steps, asks } of thresholds) {
      const value = (comparison.read.evaluate(evaluation) as number | undefined) ?? Number.NaN;
      if (Number.isNaN(value)) for (const predicate of asks) evaluation.isFalse(predicate);
      for (const { threshold, pattern } of steps) {
        if (!isPast(value, comparison.operator, threshold)) break;
        this.note(pattern);
      }
    }
  }

  private note(pattern: number): void {
    if (this.foundIn[pattern] === this.lookUps) return;
    this.foundIn[pattern] = this.lookUps;
    this.found.push(pattern);
  }

  private file(pattern: number, { condition: { needs = [] } }: Edge): void {
    const comparisons = needs.flatMap((one) => this.predicates.comparisonOf(one) ?? []);
    const equality = comparisons.find(({ operator }) => operator === '==');
    const threshold = comparisons.find(({ operator }) => operator !== '==');
    if (equality !== undefined) this.shelf(equality).add(pattern, threshold);
    else if (threshold !== undefined || needs.length === 0) this.others.add(pattern, threshold);
    else {
      const patterns = this.asked.get(needs[0]!);
      if (patterns === undefined) this.asked.set(needs[0]!, [pattern]);
      else patterns.push(pattern);
    }
  }

  private shelf(equality: FieldComparison): Shelf {
    let field = this.fields.find(({ comparison }) => comparison.read.code === equality.read.code);
    if (field === undefined) this.fields.push((field = { comparison: equality, byValue: new Map(), asks: new Set() }));
    field.asks.add(equality.predicate);
    let shelf = field.byValue.get(equality.value);
    if (shelf === undefined) field.byValue.set(equality.value, (shelf = new Shelf()));
    return shelf;
  }
}

interface Field {
  readonly comparison: FieldComparison;
  readonly byValue: Map<unknown, Shelf>;
  /** The predicates that are answered by looking the value up. */
  readonly asks: Set<number>;
}

class Shelf {
  readonly always: number[] = [];
  /** For each field and operator the patterns in the order in which a value reaches them. */
  readonly thresholds: {
    readonly comparison: FieldComparison;
    readonly steps: { readonly threshold: number; readonly pattern: number }[];
    readonly asks: Set<number>;
  }[] = [];

  add(pattern: number, comparison: FieldComparison | undefined): void {
    if (comparison === undefined) {
      this.always.push(pattern);
      return;
    }
    const { operator, read, value } = comparison;
    let list = this.thresholds.find(
      (one) => one.comparison.operator === operator && one.comparison.read.code === read.code,
    );
    if (list === undefined) this.thresholds.push((list = { comparison, steps: [], asks: new Set() }));
    list.asks.add(comparison.predicate);
    list.steps.push({ threshold: value as number, pattern });
    const upwards = operator === '>' || operator === '>=';
    list.steps.sort((a, b) => (upwards ? a.threshold - b.threshold : b.threshold - a.threshold));
  }
}

function isPast(value: number, operator: FieldComparison['operator'], threshold: number): boolean {
  switch (operator) {
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
    case '==':
      return value === threshold;
  }
}

/** The edges along which a match begins. */
function firstEdges(start: AutomatonState): Edge[] {
  const edges: Edge[] = [];
  const seen = new Set<AutomatonState>();
  const visit = (state: AutomatonState): void => {
    if (seen.has(state) || state.kind === 'stop') return;
    seen.add(state);
    for (const edge of state.edges) {
      if (edge.action === 'take') edges.push(edge);
      else if (edge.action === 'proceed') visit(edge.target);
    }
  };
  visit(start);
  return edges;
}
