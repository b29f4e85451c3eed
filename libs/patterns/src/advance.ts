/**
 * Runs the automaton over an entity's events. Flink CEP's semantics: every run follows every edge that is open, epsilons
 * are followed on the event at hand, and a run that reaches a stop state dies with all its other successors.
 */
import type { AutomatonState, Edge } from './automaton.js';
import { mayStart, type PatternAutomaton } from './pattern-automaton.js';
import {
  emptyState,
  endOf,
  isIdle,
  type PatternEvent,
  type PatternState,
  type Run,
  type Taken,
} from './pattern-state.js';
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
const NOTHING: readonly never[] = [];

/** One call of `advance`: the working copy of the state. */
class Advance<E extends PatternEvent> {
  private runs: readonly Run<E>[];
  private waiting: readonly Run<E>[];
  private lastAtMs: number;
  private nextSequence: number;
  private matches: PatternMatch<E>[] | undefined;
  private expired: ExpiredRun<E>[] | undefined;
  private readonly failuresBefore: number;
  private shedRuns = 0;
  private shedMatches = 0;
  /** What is kept of the event at hand; made when the first run takes it. */
  private kept: E | undefined;

  constructor(
    private readonly pattern: PatternAutomaton<E>,
    private readonly before: PatternState<E>,
  ) {
    this.runs = before.runs;
    this.waiting = before.waiting;
    this.lastAtMs = before.lastAtMs;
    this.nextSequence = before.nextSequence;
    this.failuresBefore = pattern.evaluation.failures;
  }

  take(event: E): void {
    if (this.runs.length > 0) this.passTime(event.occurredAtMs);
    const { evaluation } = this.pattern;
    evaluation.setEvent(event);
    this.kept = undefined;
    const completed: Run<E>[] = [];
    const next = this.begin(event, completed, this.follow(event, completed));
    this.lastAtMs = event.occurredAtMs;
    if (!next) return;
    this.nextSequence++;
    this.finish(next, completed, this.pattern.automaton.skip.kind === 'none');
  }

  passTime(nowMs: number): void {
    const { sessionMs, automaton } = this.pattern;
    const sessionEnded = sessionMs > 0 && nowMs - this.lastAtMs > sessionMs;
    if (!sessionEnded && !anyEnds(this.runs, nowMs)) return;
    const alive: Run<E>[] = [];
    const completed: Run<E>[] = [];
    for (const run of this.runs) {
      if (!sessionEnded && nowMs < run.endsAtMs) alive.push(run);
      else if (automaton.states[run.state]!.kind === 'pending') completed.push(run);
      else if (this.pattern.reportExpired) {
        (this.expired ??= []).push({ steps: this.stepsOf(run), atMs: run.endsAtMs });
      }
    }
    this.finish(alive, completed, false);
  }

  result(): AdvanceResult<E> {
    const failedConditions = this.pattern.evaluation.failures - this.failuresBefore;
    const { shedRuns, shedMatches } = this;
    return {
      state: this.state(),
      matches: this.matches ?? NOTHING,
      expired: this.expired ?? NOTHING,
      stats: shedRuns + shedMatches + failedConditions === 0 ? NO_STATS : { shedRuns, shedMatches, failedConditions },
    };
  }

  /** The event against every run; gives the next runs, or undefined when all only wait on. */
  private follow(event: E, completed: Run<E>[]): Run<E>[] | undefined {
    const { evaluation, edges, automaton } = this.pattern;
    const { runs } = this;
    let next: Run<E>[] | undefined;
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i]!;
      const state = automaton.states[run.state]!;
      evaluation.setRun(run.taken);
      edges.collect(state);
      if (edges.isWaiting(state)) next?.push(run);
      else {
        next ??= runs.slice(0, i);
        this.followOpenEdges(event, run, next, completed);
      }
    }
    return next;
  }

  /** A new run may begin with every event. */
  private begin(event: E, completed: Run<E>[], next: Run<E>[] | undefined): Run<E>[] | undefined {
    const { evaluation, edges, automaton } = this.pattern;
    evaluation.setRun(undefined);
    if (!mayStart(this.pattern)) return next;
    edges.collect(automaton.start);
    const all = next ?? [...this.runs];
    this.followOpenEdges(event, undefined, all, completed);
    return all;
  }

  private followOpenEdges(event: E, run: Run<E> | undefined, next: Run<E>[], completed: Run<E>[]): void {
    const { edges } = this.pattern;
    const firstNew = next.length;
    let stopped = false;
    for (const edge of edges.found) {
      const { target } = edge;
      if (target.kind === 'stop') {
        stopped = true;
        continue;
      }
      const successor = edge.action === 'take' ? this.taking(event, edge, run) : run && this.ignoring(target, run);
      if (!successor) continue;
      if (target.kind === 'final') completed.push(successor);
      else {
        next.push(successor);
        if (edge.action === 'take' && edges.reachesFinal(target)) completed.push(successor);
      }
    }
    if (stopped) next.length = firstNew;
  }

  private ignoring(target: AutomatonState, run: Run<E>): Run<E> {
    return target.id === run.state ? run : this.run(target, run.taken, run.start);
  }

  private taking(event: E, { target, source }: Edge, run: Run<E> | undefined): Run<E> | undefined {
    const length = (run?.taken.length ?? 0) + 1;
    if (length > this.pattern.limits.eventsPerRun) {
      this.shedRuns++;
      return undefined;
    }
    this.kept ??= this.pattern.keep(event);
    const taken: Taken<E> = {
      step: source.step,
      event: this.kept,
      sequence: this.nextSequence,
      previous: run?.taken,
      length,
    };
    return this.run(target, taken, run?.start ?? taken);
  }

  private run(state: AutomatonState, taken: Taken<E>, start: Taken<E>): Run<E> {
    return { state: state.id, taken, start, endsAtMs: endOf(this.pattern.automaton, state, taken, start) };
  }

  /** Takes over the next runs, reports what is complete as the skip strategy says, and sheds what is too much. */
  private finish(next: readonly Run<E>[], completed: readonly Run<E>[], atOnce: boolean): void {
    const limits = this.pattern.limits;
    let released = completed;
    let runs = next;
    if (!atOnce && (completed.length > 0 || this.waiting.length > 0)) {
      const outcome = releaseMatches(this.pattern.automaton.skip, this.pattern.skipStep, runs, this.waiting, completed);
      ({ released, runs } = outcome);
      this.waiting = this.shedOldest(outcome.waiting);
    }
    const reported = Math.min(released.length, limits.matchesPerEvent);
    this.shedMatches += released.length - reported;
    for (let i = 0; i < reported; i++) (this.matches ??= []).push(this.matchOf(released[i]!));
    this.runs = this.shedOldest(runs);
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
    const sameTime = this.pattern.sessionMs === 0 || lastAtMs === before.lastAtMs;
    if (runs === before.runs && waiting === before.waiting && sameTime) return before;
    return { runs, waiting, lastAtMs, nextSequence };
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

function anyEnds(runs: readonly Run[], nowMs: number): boolean {
  for (const run of runs) if (nowMs >= run.endsAtMs) return true;
  return false;
}
