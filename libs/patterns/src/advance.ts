/**
 * Runs the automaton over an entity's events. Flink CEP's semantics: every run follows every edge that is open, epsilons
 * are followed on the event at hand, and a run that reaches a stop state dies with all its other successors.
 *
 * Runs stand in a list in the order of their first events, which decides ties. An event that every run lets pass costs one
 * look at each state that is occupied, however many runs stand there.
 */
import type { Move, Transition } from './decision.js';
import type { PatternAutomaton } from './pattern-automaton.js';
import {
  type Complete,
  endOf,
  EVERYWHERE,
  isIdle,
  type PatternEvent,
  PatternState,
  type Run,
  type Taken,
} from './pattern-state.js';
import { releaseMatches } from './release-matches.js';

/**
 * @param state - what the call before gave for this entity; it is used up. Undefined when nothing is remembered
 * @param events - of one entity, in event-time order; the caller orders
 */
export function advance<E extends PatternEvent>(
  pattern: PatternAutomaton<E>,
  state: PatternState<E> | undefined,
  events: readonly E[],
): AdvanceResult<E> {
  const [event] = events;
  if (event !== undefined && events.length === 1 && state !== undefined && letsPass(pattern, state, event)) {
    state.lastAtMs = event.occurredAtMs;
    return { state, matches: NOTHING, expired: NOTHING, stats: NO_STATS };
  }
  const step = new Advance(pattern, state);
  for (const one of events) step.take(one);
  return step.result();
}

/** Tells the pattern that time has passed without an event: runs expire, absences (`a -> !b`) come true. */
export function advanceTime<E extends PatternEvent>(
  pattern: PatternAutomaton<E>,
  state: PatternState<E> | undefined,
  nowMs: number,
): AdvanceResult<E> {
  const step = new Advance(pattern, state);
  step.passTime(nowMs);
  return step.result();
}

export interface AdvanceResult<E extends PatternEvent> {
  /** Undefined when nothing has to be remembered. */
  readonly state: PatternState<E> | undefined;
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
  /** The event taken last. */
  readonly last: E;
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

/** Whether the event neither begins nor ends nor moves anything: what most events are to most patterns that are under way. */
function letsPass<E extends PatternEvent>(pattern: PatternAutomaton<E>, state: PatternState<E>, event: E): boolean {
  const { evaluation, decisions, automaton, sessionMs } = pattern;
  if (event.occurredAtMs >= state.endsAtMs) return false;
  if (sessionMs > 0 && event.occurredAtMs - state.lastAtMs > sessionMs) return false;
  evaluation.setEvent(event);
  return everyRunWaits(pattern, state) && decisions.forAll(automaton.start.id)?.begins === false;
}

/** For the event that the evaluation holds. Where that depends on the run: no. */
function everyRunWaits<E extends PatternEvent>(
  { decisions }: PatternAutomaton<E>,
  { occupied }: PatternState<E>,
): boolean {
  if (occupied === EVERYWHERE) return false;
  for (let left = occupied; left !== 0; left &= left - 1) {
    if (decisions.forAll(31 - Math.clz32(left & -left))?.waits !== true) return false;
  }
  return true;
}

/** One call of `advance`. */
class Advance<E extends PatternEvent> {
  private matches: PatternMatch<E>[] | undefined;
  private expired: ExpiredRun<E>[] | undefined;
  private completed: Complete<E>[] | undefined;
  private readonly failuresBefore: number;
  private shedRuns = 0;
  private shedMatches = 0;
  /** What is kept of the event at hand; made when the first run takes it. */
  private kept: E | undefined;

  constructor(
    private readonly pattern: PatternAutomaton<E>,
    private state: PatternState<E> | undefined,
  ) {
    this.failuresBefore = pattern.evaluation.failures;
  }

  take(event: E): void {
    const { state, pattern } = this;
    if (state !== undefined) this.passTime(event.occurredAtMs);
    pattern.evaluation.setEvent(event);
    this.kept = undefined;
    const followed = state !== undefined && !everyRunWaits(pattern, state) && this.follow(state, event);
    const begun = this.begin(event);
    if (this.state === undefined) return;
    this.state.lastAtMs = event.occurredAtMs;
    if (!followed && !begun) return;
    this.state.nextSequence++;
    this.finish(this.state, pattern.automaton.skip.kind === 'none');
  }

  passTime(nowMs: number): void {
    const { sessionMs, automaton, reportExpired } = this.pattern;
    const { state } = this;
    if (state === undefined || state.runs.length === 0) return;
    const sessionEnded = sessionMs > 0 && nowMs - state.lastAtMs > sessionMs;
    if (!sessionEnded && nowMs < state.endsAtMs) return;
    const { runs } = state;
    const inOrder = state.endsInOrder && automaton.endsByStart;
    let alive = 0;
    state.endsAtMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i]!;
      if (!sessionEnded && nowMs < run.endsAtMs) {
        if (run.endsAtMs < state.endsAtMs) state.endsAtMs = run.endsAtMs;
        if (inOrder) {
          runs.copyWithin(alive, i);
          alive += runs.length - i;
          break;
        }
        runs[alive++] = run;
      } else if (automaton.states[run.state]!.kind === 'pending') this.completed = append(this.completed, run);
      else if (reportExpired) (this.expired ??= []).push({ steps: this.stepsOf(run), atMs: this.timeUp(run, nowMs) });
    }
    runs.length = alive;
    this.finish(state, automaton.skip.kind === 'none');
  }

  /** When both are over, Flink names the step's own limit, also where the pattern's was the first to be. */
  private timeUp({ state, taken, endsAtMs }: Run<E>, nowMs: number): number {
    const { windowMs } = this.pattern.automaton.states[state]!;
    const ownMs = taken.event.occurredAtMs + windowMs;
    return windowMs > 0 && nowMs >= ownMs ? ownMs : endsAtMs;
  }

  result(): AdvanceResult<E> {
    const failedConditions = this.pattern.evaluation.failures - this.failuresBefore;
    const { state, shedRuns, shedMatches } = this;
    return {
      state: state === undefined || isIdle(state) ? undefined : state,
      matches: this.matches ?? NOTHING,
      expired: this.expired ?? NOTHING,
      stats: shedRuns + shedMatches + failedConditions === 0 ? NO_STATS : { shedRuns, shedMatches, failedConditions },
    };
  }

  /** The event against every run; whether any did more than wait. */
  private follow(state: PatternState<E>, event: E): boolean {
    const { decisions, evaluation } = this.pattern;
    const { runs } = state;
    state.occupied = 0;
    state.endsAtMs = Number.POSITIVE_INFINITY;
    let next = runs;
    let place = 0;
    let changed = false;
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i]!;
      let transition = decisions.forAll(run.state);
      if (transition === undefined) {
        evaluation.setRun(run.taken);
        transition = decisions.forRun(run.state);
      }
      const { moves } = transition;
      if (!transition.waits) {
        changed = true;
        if (moves.length !== 1 || transition.stops) {
          const successors = this.successors(event, transition, run);
          // More successors than places: from here on into a list of their own.
          if (next === runs && place + successors.length > i + 1) next = runs.slice(0, place);
          for (const successor of successors) {
            next[place++] = successor;
            state.note(successor);
          }
          continue;
        }
        if (!this.moveOn(event, moves[0]!, run)) continue;
      }
      next[place++] = run;
      state.note(run);
    }
    next.length = place;
    state.runs = next;
    return changed;
  }

  /** A new run may begin with every event. */
  private begin(event: E): boolean {
    const { evaluation, decisions, automaton } = this.pattern;
    evaluation.setRun(undefined);
    const transition = decisions.forRun(automaton.start.id);
    if (!transition.begins) return false;
    const state = (this.state ??= new PatternState<E>());
    for (const run of this.successors(event, transition, undefined)) state.add(run);
    return true;
  }

  /** The one thing that becomes of a run; false if it does not go on. */
  private moveOn(event: E, move: Move, run: Run<E>): boolean {
    const { target, takes, completes, goesOn } = move;
    if (takes) {
      const taken = this.taking(event, move, run);
      if (taken === undefined) return false;
      run.taken = taken;
    }
    if (completes) this.completed = append(this.completed, { taken: run.taken, start: run.start });
    if (!goesOn) return false;
    run.state = target.id;
    run.endsAtMs = endOf(this.pattern.automaton, target, run.taken, run.start);
    return true;
  }

  private successors(event: E, { moves, stops }: Transition, run: Run<E> | undefined): readonly Run<E>[] {
    const { automaton } = this.pattern;
    let successors: Run<E>[] | undefined;
    for (const move of moves) {
      const { target, takes, completes, goesOn } = move;
      const taken = takes ? this.taking(event, move, run) : run?.taken;
      if (taken === undefined) continue;
      const start = run?.start ?? taken;
      if (completes) this.completed = append(this.completed, { taken, start });
      if (!goesOn || stops) continue;
      const stays = run !== undefined && !takes && target.id === run.state;
      const next = stays ? run : { state: target.id, taken, start, endsAtMs: endOf(automaton, target, taken, start) };
      successors = append(successors, next);
    }
    return successors ?? NOTHING;
  }

  private taking(event: E, { step }: Move, run: Run<E> | undefined): Taken<E> | undefined {
    const previous = run?.taken;
    const length = previous === undefined ? 1 : previous.length + 1;
    if (length > this.pattern.limits.eventsPerRun) {
      this.shedRuns++;
      return undefined;
    }
    this.kept ??= this.pattern.keeper.keep(event);
    return { step, event: this.kept, sequence: this.state?.nextSequence ?? 0, previous, length, row: 0 };
  }

  /** Reports what is complete as the skip strategy says, and sheds what is too much. */
  private finish(state: PatternState<E>, atOnce: boolean): void {
    const { automaton, skipStep, limits } = this.pattern;
    let released: readonly Complete<E>[] = this.completed ?? NOTHING;
    if (!atOnce && (released.length > 0 || state.waiting.length > 0)) {
      const outcome = releaseMatches(automaton.skip, skipStep, state.runs, state.waiting, released);
      state.runs = outcome.runs;
      state.waiting = outcome.waiting.slice(this.excess(outcome.waiting.length));
      ({ released } = outcome);
    }
    this.completed = undefined;
    const reported = Math.min(released.length, limits.matchesPerEvent);
    this.shedMatches += released.length - reported;
    for (let i = 0; i < reported; i++) this.matches = append(this.matches, this.matchOf(released[i]!));
    const excess = this.excess(state.runs.length);
    if (excess > 0) state.runs.splice(0, excess);
  }

  /** How many of the oldest go because there are too many; counts them. */
  private excess(count: number): number {
    const excess = Math.max(0, count - this.pattern.limits.runsPerEntity);
    this.shedRuns += excess;
    return excess;
  }

  private matchOf(match: Complete<E>): PatternMatch<E> {
    const { start, taken } = match;
    return {
      steps: this.stepsOf(match),
      startAtMs: start.event.occurredAtMs,
      endAtMs: taken.event.occurredAtMs,
      last: taken.event,
    };
  }

  private stepsOf(run: Complete<E>): MatchedStep<E>[] {
    const { steps } = this.pattern.automaton;
    const matched: { readonly step: string; readonly events: E[] }[] = [];
    // From the last event back: who comes later in the list was taken earlier.
    for (let one: Taken<E> | undefined = run.taken; one; one = one.previous) {
      const step = steps[one.step]!;
      let at = matched.length - 1;
      while (at >= 0 && matched[at]!.step !== step) at--;
      if (at < 0) matched.push({ step, events: [one.event] });
      else {
        matched[at]!.events.push(one.event);
        // Steps stand in the order of their first events.
        if (at < matched.length - 1) matched.push(...matched.splice(at, 1));
      }
    }
    for (const { events } of matched) if (events.length > 1) events.reverse();
    return matched.reverse();
  }
}

/** Most lists get one item; one that grows by a push has room for seventeen at once. */
function append<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}
