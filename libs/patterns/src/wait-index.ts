/**
 * What runs under way wait for: the questions about an event of which one must be answered yes before any of them does more
 * than wait. Many runs of many patterns wait for the same; all of them have one number, which an event answers once.
 */
import type { Evaluation } from './evaluation.js';
import { EACH_EVENT } from './open-runs.js';
import type { PatternAutomaton } from './pattern-automaton.js';
import { EVERYWHERE, type PatternEvent, type PatternState } from './pattern-state.js';

export class WaitIndex<E extends PatternEvent> {
  /** By wait: its questions. */
  private readonly questions: (readonly number[])[] = [];
  private readonly numbers = new Map<string, number>();
  /** By pattern, by the states in which its runs stand. */
  private readonly waits: Map<number, number>[];
  /** By wait: for which event it was answered last, and how. */
  private readonly answeredIn: number[] = [];
  private readonly answers: boolean[] = [];
  private event = 0;

  constructor(
    private readonly patterns: readonly PatternAutomaton<E>[],
    private readonly evaluation: Evaluation<E>,
  ) {
    this.waits = patterns.map(() => new Map<number, number>());
  }

  /** The number of what all runs of a state wait for, or `EACH_EVENT`. */
  waitOf(pattern: number, { occupied }: PatternState<E>): number {
    if (occupied === EVERYWHERE) return EACH_EVENT;
    const waits = this.waits[pattern]!;
    let wait = waits.get(occupied);
    if (wait === undefined) {
      // Runs of one pattern can stand in more ways than are worth remembering.
      if (waits.size >= WAITS_PER_PATTERN) return EACH_EVENT;
      waits.set(occupied, (wait = this.find(this.patterns[pattern]!, occupied)));
    }
    return wait;
  }

  /** The questions are from now on about the event that the evaluation holds. */
  nextEvent(): void {
    this.event++;
  }

  /** Whether the event may be what is waited for. */
  mayEnd(wait: number): boolean {
    if (wait === EACH_EVENT) return true;
    if (this.answeredIn[wait] === this.event) return this.answers[wait]!;
    this.answeredIn[wait] = this.event;
    return (this.answers[wait] = this.anyHolds(this.questions[wait]!));
  }

  private anyHolds(questions: readonly number[]): boolean {
    for (const question of questions) if (this.evaluation.test(question)) return true;
    return false;
  }

  private find({ decisions }: PatternAutomaton<E>, occupied: number): number {
    const questions = new Set<number>();
    for (let left = occupied; left !== 0; left &= left - 1) {
      const own = decisions.waitsUnless(31 - Math.clz32(left & -left));
      if (own === undefined) return EACH_EVENT;
      for (const question of own) questions.add(question);
    }
    const all = [...questions].sort((a, b) => a - b);
    const key = all.join();
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.questions.push(all) - 1;
      this.numbers.set(key, number);
      this.answeredIn.push(0);
      this.answers.push(false);
    }
    return number;
  }
}

const WAITS_PER_PATTERN = 256;
