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
  readonly perRun: boolean;
  /** Whether the event has all attributes that it reads and didn't ask for; undefined where it always has. */
  readonly hasAnswer: CompiledExpression<boolean> | undefined;
}

export class Evaluation<E extends PatternEvent> implements PredicateSource {
  event: E | undefined;
  /** Conditions that raised, or are false for want of an attribute. */
  failures = 0;
  /** The predicates that had no answer for the event at hand; one that asks about runs as often as it had none. */
  readonly failed: number[] = [];
  /** `matched.step` is `matched.taken(i)`. */
  readonly matched = this;
  private run: Taken<E> | undefined;
  private tick = 0;
  private eventTick = 0;
  private runTick = 0;
  /** By predicate: when it was asked last. */
  private readonly ticks: number[] = [];
  private readonly answers: boolean[] = [];
  private readonly functions: ((input: unknown) => boolean)[] = [];
  private readonly perRun: boolean[] = [];
  private readonly hasAnswer: (((input: unknown) => boolean) | undefined)[] = [];

  /** Its number. */
  add({ expression, perRun, hasAnswer }: Predicate): number {
    this.ticks.push(0);
    this.answers.push(false);
    this.perRun.push(perRun);
    this.hasAnswer.push(hasAnswer?.evaluate);
    return this.functions.push(expression.evaluate) - 1;
  }

  /** What was answered for an event stays answered until another one comes. */
  setEvent(event: E): void {
    if (event !== this.event) {
      this.event = event;
      this.eventTick = ++this.tick;
      this.failed.length = 0;
    }
    this.setRun(undefined);
  }

  setRun(taken: Taken<E> | undefined): void {
    this.run = taken;
    this.runTick = ++this.tick;
  }

  isPerRun(predicate: number): boolean {
    return this.perRun[predicate]!;
  }

  test(predicate: number): boolean {
    const tick = this.perRun[predicate]! ? this.runTick : this.eventTick;
    if (this.ticks[predicate] === tick) return this.answers[predicate]!;
    let answer = false;
    try {
      answer = this.functions[predicate]!(this);
      if (!answer && this.hasAnswer[predicate]?.(this) === false) this.fail(predicate);
    } catch {
      this.fail(predicate);
    }
    this.ticks[predicate] = tick;
    this.answers[predicate] = answer;
    return answer;
  }

  /** As `test`, for one that is known to be false: it may still count as one that had no answer. */
  isFalse(predicate: number): void {
    if (this.hasAnswer[predicate] !== undefined) this.test(predicate);
  }

  private fail(predicate: number): void {
    this.failures++;
    this.failed.push(predicate);
  }

  /** The events that the run has taken for a step, first to last. Called by generated code. */
  taken(step: number): readonly E[] {
    const events: E[] = [];
    for (let one = this.run; one; one = one.previous) if (one.step === step) events.push(one.event);
    if (events.length > 1) events.reverse();
    return events;
  }
}
