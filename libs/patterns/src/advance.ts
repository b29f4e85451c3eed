/**
 * Runs the automaton over an entity's events. Flink CEP's semantics: every run follows every edge that is open, epsilons
 * are followed on the event at hand, and a run that reaches a stop state dies with all its other successors.
 */
import { always, type AutomatonState, type Edge } from './automaton.js';
import type { Evaluation } from './evaluation.js';
import { mayStart, type PatternAutomaton } from './pattern-automaton.js';
import { emptyState, isIdle, type PatternEvent, type PatternState, type Run, type Taken } from './pattern-state.js';
import { releaseMatches } from './release-matches.js';

/**
 * @param state - undefined for an entity that nothing is remembered of
 * @param events - of one entity, in event-time order; the caller orders
 * @returns the new state (the same object when nothing changed) and what came of it
 */
export function advance<E extends PatternEvent>(
  automaton: PatternAutomaton<E>,
  state: PatternState<E> | undefined,
  events: readonly E[],
): AdvanceResult<E> {
  const step = new Advance(automaton, state ?? emptyState<E>());
  for (const event of events) step.take(event);
  return step.result();
}

/** Tells the pattern that time has passed without an event: runs expire, absences (`a -> !b`) come true. */
export function advanceTime<E extends PatternEvent>(
  automaton: PatternAutomaton<E>,
  state: PatternState<E>,
  nowMs: number,
): AdvanceResult<E> {
  const step = new Advance(automaton, state);
  step.passTime(nowMs);
  return step.result();
}

export interface AdvanceResult<E extends PatternEvent> {
  readonly state: PatternState<E>;
  readonly matches: readonly PatternMatch<E>[];
  /** Partial matches whose time was up; only if the automaton was compiled with `expired`. */
  readonly expired: readonly ExpiredRun<E>[];
  readonly stats: AdvanceStats;
}

/** Explains itself: which events were taken for which step, steps in the order of their first event. */
export interface PatternMatch<E extends PatternEvent = PatternEvent> {
  readonly steps: readonly MatchedStep<E>[];
  readonly startAtMs: number;
  readonly endAtMs: number;
}

export interface MatchedStep<E extends PatternEvent = PatternEvent> {
  readonly step: string;
  readonly events: readonly E[];
}

export interface ExpiredRun<E extends PatternEvent = PatternEvent> {
  readonly steps: readonly MatchedStep<E>[];
  /** When its time was up. */
  readonly atMs: number;
}

export interface AdvanceStats {
  /** Runs given up because the entity had too many, or the run too many events. */
  readonly shedRuns: number;
  /** Matches not reported because one event completed too many. */
  readonly shedMatches: number;
  /** Conditions that could not be evaluated, and counted as false. */
  readonly failedConditions: number;
}

const NO_STATS: AdvanceStats = { shedRuns: 0, shedMatches: 0, failedConditions: 0 };

/** One call of `advance`: the working copy of the state. */
class Advance<E extends PatternEvent> {
  private runs: readonly Run<E>[];
  private waiting: readonly Run<E>[];
  private lastAtMs: number;
  private nextSequence: number;
  private readonly matches: PatternMatch<E>[] = [];
  private readonly expired: ExpiredRun<E>[] = [];
  private readonly evaluation: Evaluation<E>;
  private readonly failuresBefore: number;
  private shedRuns = 0;
  private shedMatches = 0;

  constructor(
    private readonly pattern: PatternAutomaton<E>,
    private readonly before: PatternState<E>,
  ) {
    this.runs = before.runs;
    this.waiting = before.waiting;
    this.lastAtMs = before.lastAtMs;
    this.nextSequence = before.nextSequence;
    this.evaluation = pattern.evaluation;
    this.failuresBefore = this.evaluation.failures;
  }

  take(event: E): void {
    if (this.runs.length > 0 || this.waiting.length > 0) this.passTime(event.occurredAtMs);
    this.evaluation.setEvent(event);
    if (this.runs.length === 0 && this.waiting.length === 0) {
      if (!mayStart(this.pattern)) return;
      this.nextSequence = 0;
    }
    this.lastAtMs = event.occurredAtMs;
    const step = new EventStep(this.pattern, this.evaluation, event, this.nextSequence++);
    for (const run of this.runs) step.follow(run);
    step.begin();
    this.shedRuns += step.shedRuns;
    this.finish(step.next, step.completed, this.pattern.automaton.skip.kind === 'none');
  }

  passTime(nowMs: number): void {
    const sessionEnded = this.pattern.sessionMs > 0 && nowMs - this.lastAtMs > this.pattern.sessionMs;
    const alive: Run<E>[] = [];
    const completed: Run<E>[] = [];
    for (const run of this.runs) {
      const endsAt = this.endOf(run);
      if (!sessionEnded && nowMs < endsAt) alive.push(run);
      else if (this.stateOf(run).kind === 'pending') completed.push(run);
      else if (this.pattern.reportExpired) this.expired.push({ steps: this.stepsOf(run), atMs: endsAt });
    }
    if (alive.length === this.runs.length) return;
    this.finish(alive, completed, false);
  }

  result(): AdvanceResult<E> {
    const failedConditions = this.evaluation.failures - this.failuresBefore;
    const { shedRuns, shedMatches } = this;
    return {
      state: this.state(),
      matches: this.matches,
      expired: this.expired,
      stats: shedRuns + shedMatches + failedConditions === 0 ? NO_STATS : { shedRuns, shedMatches, failedConditions },
    };
  }

  /** Takes over the next runs, reports what is complete as the skip strategy says, and sheds what is too much. */
  private finish(next: Run<E>[], completed: Run<E>[], atOnce: boolean): void {
    const limits = this.pattern.limits;
    let released: readonly Run<E>[] = completed;
    let runs: readonly Run<E>[] = next;
    if (!atOnce && (completed.length > 0 || this.waiting.length > 0)) {
      const outcome = releaseMatches(this.pattern.automaton.skip, this.pattern.skipStep, runs, this.waiting, completed);
      ({ released, runs } = outcome);
      this.waiting = outcome.waiting;
    }
    const reported = Math.min(released.length, limits.matchesPerEvent);
    this.shedMatches += released.length - reported;
    for (let i = 0; i < reported; i++) this.matches.push(this.matchOf(released[i]!));
    this.runs = this.shedOldest(runs);
    this.waiting = this.shedOldest(this.waiting);
  }

  private shedOldest(runs: readonly Run<E>[]): readonly Run<E>[] {
    const excess = runs.length - this.pattern.limits.runsPerEntity;
    if (excess <= 0) return runs;
    this.shedRuns += excess;
    return runs.slice(excess);
  }

  private state(): PatternState<E> {
    const { runs, waiting, lastAtMs, nextSequence, before } = this;
    if (runs.length === 0 && waiting.length === 0) return isIdle(before) ? before : emptyState<E>();
    if (runs === before.runs && waiting === before.waiting && nextSequence === before.nextSequence) return before;
    return { runs, waiting, lastAtMs, nextSequence };
  }

  /** When the run's time is up; infinite without a window. */
  private endOf(run: Run<E>): number {
    const { withinMs, eachMs } = this.pattern.automaton;
    const { windowMs } = this.stateOf(run);
    let end = Number.POSITIVE_INFINITY;
    if (withinMs > 0) end = run.start.event.occurredAtMs + withinMs;
    if (eachMs > 0) end = Math.min(end, run.taken.event.occurredAtMs + eachMs);
    if (windowMs > 0) end = Math.min(end, run.taken.event.occurredAtMs + windowMs);
    return end;
  }

  private stateOf(run: Run<E>): AutomatonState {
    return this.pattern.automaton.states[run.state]!;
  }

  private matchOf(run: Run<E>): PatternMatch<E> {
    const { start, taken } = run;
    return {
      steps: this.stepsOf(run),
      startAtMs: start.event.occurredAtMs,
      endAtMs: taken.event.occurredAtMs,
    };
  }

  private stepsOf(run: Run<E>): MatchedStep<E>[] {
    const chain: Taken<E>[] = [];
    for (let one: Taken<E> | undefined = run.taken; one; one = one.previous) chain.push(one);
    const byStep = new Map<number, E[]>();
    for (let i = chain.length - 1; i >= 0; i--) {
      const { step, event } = chain[i]!;
      const events = byStep.get(step);
      if (events) events.push(event);
      else byStep.set(step, [event]);
    }
    const { steps } = this.pattern.automaton;
    return Array.from(byStep, ([step, events]) => ({ step: steps[step]!, events }));
  }
}

/** One event against all runs of an entity. */
class EventStep<E extends PatternEvent> {
  readonly next: Run<E>[] = [];
  readonly completed: Run<E>[] = [];
  shedRuns = 0;
  /** What is kept of the event; made when the first run takes it. */
  private kept: E | undefined;
  private readonly open: Edge[] = [];
  private readonly stack: AutomatonState[] = [];
  private readonly passed: AutomatonState[] = [];

  constructor(
    private readonly pattern: PatternAutomaton<E>,
    private readonly evaluation: Evaluation<E>,
    private readonly event: E,
    private readonly sequence: number,
  ) {}

  follow(run: Run<E>): void {
    this.evaluation.setRun(run.taken);
    this.step(this.pattern.automaton.states[run.state]!, run);
  }

  /** A new run may begin with every event. */
  begin(): void {
    this.evaluation.setRun(undefined);
    this.step(this.pattern.automaton.start, undefined);
  }

  private step(from: AutomatonState, run: Run<E> | undefined): void {
    this.collectOpenEdges(from);
    const firstNew = this.next.length;
    let stopped = false;
    for (const edge of this.open) {
      if (edge.target.kind === 'stop') stopped = true;
      else if (edge.action === 'take') this.takeEvent(edge, run);
      else if (run) this.letPass(edge, run);
    }
    if (stopped) this.next.length = firstNew;
  }

  private letPass({ target }: Edge, run: Run<E>): void {
    const next = target.id === run.state ? run : { state: target.id, taken: run.taken, start: run.start };
    if (target.kind === 'final') this.completed.push(next);
    else this.next.push(next);
  }

  private takeEvent({ target, source }: Edge, run: Run<E> | undefined): void {
    const length = (run?.taken.length ?? 0) + 1;
    if (length > this.pattern.limits.eventsPerRun) {
      this.shedRuns++;
      return;
    }
    this.kept ??= this.pattern.keep(this.event);
    const { kept: event, sequence } = this;
    const taken: Taken<E> = { step: source.step, event, sequence, previous: run?.taken, length };
    const next: Run<E> = { state: target.id, taken, start: run?.start ?? taken };
    if (target.kind === 'final') this.completed.push(next);
    else {
      this.next.push(next);
      if (this.reachesFinal(target)) this.completed.push(next);
    }
  }

  /** Depth first, epsilons followed on this event, as Flink's createDecisionGraph. */
  private collectOpenEdges(from: AutomatonState): void {
    const { open, stack, evaluation } = this;
    open.length = 0;
    this.passed.length = 0;
    stack.push(from);
    for (let state = stack.pop(); state; state = stack.pop()) {
      for (const edge of state.edges) {
        if (edge.condition !== always && !edge.condition(evaluation)) continue;
        if (edge.action === 'proceed') this.push(edge.target);
        else open.push(edge);
      }
    }
  }

  /** A repeated group whose body was skipped is not entered again on the same event. */
  private push(target: AutomatonState): void {
    if (target.kind === 'loop-back') {
      if (this.passed.includes(target)) return;
      this.passed.push(target);
    }
    this.stack.push(target);
  }

  /** Whether the rest of the pattern can be left out; judged on the event that was just taken, as Flink does. */
  private reachesFinal(from: AutomatonState): boolean {
    if (!from.canProceed) return false;
    const { stack } = this;
    this.passed.length = 0;
    stack.push(from);
    for (let state = stack.pop(); state; state = stack.pop()) {
      for (const edge of state.edges) {
        if (edge.action !== 'proceed' || !edge.condition(this.evaluation)) continue;
        if (edge.target.kind === 'final') {
          stack.length = 0;
          return true;
        }
        this.push(edge.target);
      }
    }
    return false;
  }
}
