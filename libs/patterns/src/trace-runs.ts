/**
 * Follows a pattern over one entity's events and tells of every partial match where it stood, which event moved it, what it
 * waited for and how it ended. For people who write patterns: it compares the states between events, far too slow for more
 * than that.
 */
import type { TransactionLike } from '#cel';
import { advance, type AdvanceStats, type MatchedStep, type PatternMatch } from './advance.js';
import type { CompiledPattern } from './compile-pattern.js';
import type { PatternState, Run } from './pattern-state.js';
import { type AwaitedStep, awaitedSteps, keyOf, stepsTaken } from './standing-runs.js';

export type RunStatus = 'waiting' | 'matched' | 'moved' | 'expired' | 'session_ended' | 'stopped' | 'skipped' | 'shed';

/** A partial match, from the event that made it to its end. One that takes an event goes on as another. */
export interface TracedRun {
  readonly id: number;
  /** The run that it came out of. */
  readonly parent: number | undefined;
  readonly steps: readonly MatchedStep<TransactionLike>[];
  readonly movedBy: TransactionLike;
  readonly beganAtMs: number;
  readonly status: RunStatus;
  readonly endedAtMs: number | undefined;
  /** Empty once it has ended. */
  readonly waitsFor: readonly AwaitedStep[];
  readonly diesAtMs: number | undefined;
  /** Whether being left alone until `diesAtMs` makes it a match. */
  readonly matchesWhenTimeIsUp: boolean;
  /** The event that ended it; undefined where time did, or where it has not ended. */
  readonly endedBy: TransactionLike | undefined;
}

export interface Trace {
  readonly runs: readonly TracedRun[];
  readonly matches: readonly (PatternMatch<TransactionLike> & { readonly run: number | undefined })[];
  readonly stats: AdvanceStats;
}

/** @param events - of one entity, in event-time order; a state is not kept, so the trace begins with nothing */
export function traceRuns(pattern: CompiledPattern, events: readonly TransactionLike[]): Trace {
  const tracer = new Tracer(pattern);
  for (const event of events) tracer.take(event);
  return tracer.trace();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class Tracer {
  private state: PatternState<TransactionLike> | undefined;
  private readonly runs: Mutable<TracedRun>[] = [];
  private readonly matches: Mutable<Trace['matches'][number]>[] = [];
  private live = new Map<string, Mutable<TracedRun>>();
  private readonly stats = { shedRuns: 0, shedMatches: 0, failedConditions: 0 };
  private lastAtMs = 0;

  constructor(private readonly pattern: CompiledPattern) {}

  take(event: TransactionLike): void {
    const before = this.live;
    const result = advance(this.pattern, this.state, [event]);
    const shed = result.stats.shedRuns > 0;
    this.stats.shedRuns += result.stats.shedRuns;
    this.stats.shedMatches += result.stats.shedMatches;
    this.stats.failedConditions += result.stats.failedConditions;
    this.state = result.state;
    this.live = new Map();
    for (const run of result.state?.runs ?? []) this.stands(run, event, before);
    for (const match of result.matches) this.completes(match, event, before);
    const moved = new Set(
      [...this.live.values(), ...this.runs.filter(({ movedBy }) => movedBy === event)].map((run) => run.parent),
    );
    for (const [key, run] of before) {
      if (this.live.has(key) || run.status !== 'waiting') continue;
      this.end(run, event, moved.has(run.id) ? 'moved' : this.endOf(run, event, shed, result.matches.length > 0));
    }
    this.lastAtMs = event.occurredAtMs;
  }

  trace(): Trace {
    return { runs: this.runs, matches: this.matches, stats: this.stats };
  }

  private stands(
    run: Run<TransactionLike>,
    event: TransactionLike,
    before: ReadonlyMap<string, Mutable<TracedRun>>,
  ): void {
    const steps = stepsTaken(this.pattern, run.taken);
    const key = keyOf(steps);
    const known = before.get(key) ?? this.live.get(key) ?? this.begin(steps, event, before);
    const state = this.pattern.automaton.states[run.state]!;
    const waitsFor = awaitedSteps(this.pattern, state);
    known.waitsFor = this.live.has(key) ? merged(known.waitsFor, waitsFor) : waitsFor;
    known.diesAtMs = this.diesAt(run);
    known.matchesWhenTimeIsUp = state.kind === 'pending';
    this.live.set(key, known);
  }

  private completes(
    match: PatternMatch<TransactionLike>,
    event: TransactionLike,
    before: ReadonlyMap<string, Mutable<TracedRun>>,
  ): void {
    const key = keyOf(match.steps);
    const standing = this.live.get(key);
    let run = standing ?? before.get(key);
    if (run === undefined) run = this.begin(match.steps, event, before);
    // A loop that may go on stays; it has completed a match all the same.
    if (standing === undefined) this.end(run, event, 'matched');
    this.matches.push({ ...match, run: run.id });
  }

  private begin(
    steps: readonly MatchedStep<TransactionLike>[],
    event: TransactionLike,
    before: ReadonlyMap<string, Mutable<TracedRun>>,
  ): Mutable<TracedRun> {
    const run: Mutable<TracedRun> = {
      id: this.runs.length + 1,
      parent: before.get(keyOf(without(steps, event)))?.id,
      steps,
      movedBy: event,
      beganAtMs: steps[0]?.events[0]?.occurredAtMs ?? event.occurredAtMs,
      status: 'waiting',
      endedAtMs: undefined,
      waitsFor: [],
      diesAtMs: undefined,
      matchesWhenTimeIsUp: false,
      endedBy: undefined,
    };
    this.runs.push(run);
    return run;
  }

  private end(run: Mutable<TracedRun>, event: TransactionLike, status: RunStatus): void {
    const byTime = status === 'expired' || (status === 'matched' && run.matchesWhenTimeIsUp);
    run.status = status;
    run.endedAtMs = byTime ? (run.diesAtMs ?? event.occurredAtMs) : event.occurredAtMs;
    run.endedBy = byTime || status === 'session_ended' ? undefined : event;
    run.waitsFor = [];
  }

  private endOf(run: TracedRun, event: TransactionLike, shed: boolean, matched: boolean): RunStatus {
    const { sessionMs, automaton } = this.pattern;
    if (sessionMs > 0 && event.occurredAtMs - this.lastAtMs > sessionMs) return 'session_ended';
    if (run.diesAtMs !== undefined && event.occurredAtMs >= run.diesAtMs) return 'expired';
    if (matched && automaton.skip.kind !== 'none') return 'skipped';
    return shed ? 'shed' : 'stopped';
  }

  private diesAt({ endsAtMs }: Run<TransactionLike>): number | undefined {
    return Number.isFinite(endsAtMs) ? endsAtMs : undefined;
  }
}

function without(
  steps: readonly MatchedStep<TransactionLike>[],
  event: TransactionLike,
): MatchedStep<TransactionLike>[] {
  return steps
    .map(({ step, events }) => ({ step, events: events.filter(({ id }) => id !== event.id) }))
    .filter(({ events }) => events.length > 0);
}

function merged(a: TracedRun['waitsFor'], b: TracedRun['waitsFor']): TracedRun['waitsFor'] {
  return [...a, ...b.filter(({ step }) => !a.some((one) => one.step === step))];
}
