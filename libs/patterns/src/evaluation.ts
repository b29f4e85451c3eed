/**
 * Where conditions are answered: holds the event under test and the run that asks, and asks each predicate at most once
 * per event (per event and run, if it reads `matched`). Generated code reads its properties.
 */
import type { CompiledExpression } from '#cel';
import type { PredicateSource } from './automaton.js';
import type { PatternEvent, Taken } from './pattern-state.js';

export interface Predicate {
  readonly expression: CompiledExpression<boolean>;
  /** Whether it reads `matched`, so that its answer depends on the run. */
  readonly iterative: boolean;
}

export class Evaluation<E extends PatternEvent> implements PredicateSource {
  event: E | undefined;
  /** Conditions that raised, and so counted as false. */
  failures = 0;
  /** `matched.step` is `matched.taken(i)`. */
  readonly matched = this;
  private run: Taken<E> | undefined;
  private tick = 0;
  private eventTick = 0;
  private runTick = 0;
  private readonly ticks: Float64Array;
  private readonly answers: Uint8Array;

  private readonly functions: readonly ((input: unknown) => boolean)[];
  private readonly iterative: Uint8Array;

  constructor(predicates: readonly Predicate[]) {
    this.functions = predicates.map(({ expression }) => expression.evaluate);
    this.iterative = Uint8Array.from(predicates, ({ iterative }) => (iterative ? 1 : 0));
    this.ticks = new Float64Array(predicates.length);
    this.answers = new Uint8Array(predicates.length);
  }

  setEvent(event: E): void {
    this.event = event;
    this.eventTick = ++this.tick;
    this.setRun(undefined);
  }

  setRun(taken: Taken<E> | undefined): void {
    this.run = taken;
    this.runTick = ++this.tick;
  }

  isPerRun(predicate: number): boolean {
    return this.iterative[predicate] === 1;
  }

  test(predicate: number): boolean {
    const tick = this.iterative[predicate] === 1 ? this.runTick : this.eventTick;
    if (this.ticks[predicate] === tick) return this.answers[predicate] === 1;
    let answer = false;
    try {
      answer = this.functions[predicate]!(this);
    } catch {
      this.failures++;
    }
    this.ticks[predicate] = tick;
    this.answers[predicate] = answer ? 1 : 0;
    return answer;
  }

  /** The events that the run has taken for a step, first to last. Called by generated code. */
  taken(step: number): readonly E[] {
    const events: E[] = [];
    for (let one = this.run; one; one = one.previous) if (one.step === step) events.push(one.event);
    if (events.length > 1) events.reverse();
    return events;
  }
}
