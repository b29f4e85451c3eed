/**
 * Where a pattern stands after an entity's events: its partial matches, what each has taken, what it waits for and until
 * when. For people who look at one entity; a matcher has its states at hand.
 */
import type { TransactionLike } from '#cel';
import { advance, advanceTime, type MatchedStep } from './advance.js';
import type { AutomatonState, Edge } from './automaton.js';
import type { CompiledPattern } from './compile-pattern.js';
import type { Step } from './pattern-definition.js';
import type { Taken } from './pattern-state.js';

/** A partial match that is alive. */
export interface StandingRun {
  /** In the order of their first events. */
  readonly steps: readonly MatchedStep<TransactionLike>[];
  readonly beganAtMs: number;
  /** When its time is up, or its session ends if nothing comes before; undefined for never. */
  readonly endsAtMs: number | undefined;
  /** Fewest further events that make it a match; 0 where one it is already, or where time alone makes it one. */
  readonly missing: number;
  /** Steps that bring it nearer to a match; what a loop may take besides is not among them. */
  readonly waitsFor: readonly AwaitedStep[];
  /** What must not come, where that is all that it waits out. */
  readonly excludes: readonly AwaitedStep[];
  /** Whether being left alone until `endsAtMs` makes it a match. */
  readonly matchesWhenTimeIsUp: boolean;
}

export interface AwaitedStep {
  readonly step: string;
  /** Undefined for a step that has none of its own, such as a group. */
  readonly condition: string | undefined;
}

/**
 * The partial matches that are alive at `nowMs`, oldest first. Those that differ only in where they stand are one.
 *
 * @param events - of one entity, in event-time order; what came before them is not known
 */
export function standingRuns(
  pattern: CompiledPattern,
  events: readonly TransactionLike[],
  nowMs: number,
): StandingRun[] {
  const { state } = advanceTime(pattern, advance(pattern, undefined, events).state, nowMs);
  if (state === undefined) return [];
  const { states } = pattern.automaton;
  const distances = distancesOf(states);
  const places = new Map(
    [...new Set(state.runs.map((run) => run.state))].map((id) => [id, placeOf(pattern, states[id]!, distances)]),
  );
  const sessionEndsAtMs = pattern.sessionMs > 0 ? state.lastAtMs + pattern.sessionMs : Number.POSITIVE_INFINITY;
  const byTaken = new Map<string, StandingRun>();
  for (const run of state.runs) {
    const endsAtMs = Math.min(run.endsAtMs, sessionEndsAtMs);
    const standing = {
      ...places.get(run.state)!,
      steps: stepsTaken(pattern, run.taken),
      beganAtMs: run.start.event.occurredAtMs,
      endsAtMs: Number.isFinite(endsAtMs) ? endsAtMs : undefined,
    };
    const key = keyOf(standing.steps);
    const other = byTaken.get(key);
    byTaken.set(key, other === undefined ? standing : nearer(other, standing));
  }
  return [...byTaken.values()];
}

/** What a run has taken, by step. */
export function stepsTaken(pattern: CompiledPattern, last: Taken<TransactionLike>): MatchedStep<TransactionLike>[] {
  const byStep = new Map<number, TransactionLike[]>();
  const chain: Taken<TransactionLike>[] = [];
  for (let one: Taken<TransactionLike> | undefined = last; one; one = one.previous) chain.push(one);
  for (const { step, event } of chain.reverse()) {
    const events = byStep.get(step);
    if (events === undefined) byStep.set(step, [event]);
    else events.push(event);
  }
  return Array.from(byStep, ([step, events]) => ({ step: pattern.automaton.steps[step]!, events }));
}

/** The steps that can take the next event of a run in this state, by way of edges that `counts`. */
export function awaitedSteps(
  pattern: CompiledPattern,
  state: AutomatonState,
  counts: (edge: Edge) => boolean = () => true,
): AwaitedStep[] {
  const steps = new Set<string>();
  const seen = new Set<AutomatonState>();
  const visit = (at: AutomatonState): void => {
    if (seen.has(at) || at.kind === 'stop') return;
    seen.add(at);
    for (const edge of at.edges) {
      const { action, source, target } = edge;
      if (action === 'proceed') visit(target);
      else if (action === 'take' && target.kind !== 'stop' && source.step >= 0 && counts(edge))
        steps.add(pattern.automaton.steps[source.step]!);
    }
  };
  visit(state);
  const conditions = conditionsOf(pattern.steps);
  return Array.from(steps, (step) => ({ step, condition: conditions.get(step) }));
}

/** Names what was taken, so that runs that took the same are known for the same. */
export function keyOf(steps: readonly MatchedStep<TransactionLike>[]): string {
  return JSON.stringify(steps.map(({ step, events }) => [step, events.map(({ id }) => id)]));
}

type Place = Pick<StandingRun, 'missing' | 'waitsFor' | 'excludes' | 'matchesWhenTimeIsUp'>;

/** What is the same for all runs that stand in a state. */
function placeOf(pattern: CompiledPattern, state: AutomatonState, distances: readonly number[]): Place {
  const missing = distances[state.id]!;
  const waitsFor = awaitedSteps(pattern, state, ({ target }) => distances[target.id]! < missing);
  const last = pattern.steps.at(-1)!;
  const waitsOut = last.not === true && waitsFor.length === 0;
  return {
    missing,
    waitsFor,
    excludes: waitsOut ? [{ step: last.name, condition: last.where }] : [],
    matchesWhenTimeIsUp: state.kind === 'pending',
  };
}

/** Of two that took the same: the one that needs less, and what either waits for. */
function nearer(a: StandingRun, b: StandingRun): StandingRun {
  if (a.missing !== b.missing) return a.missing < b.missing ? a : b;
  const more = b.waitsFor.filter(({ step }) => a.waitsFor.every((one) => one.step !== step));
  return { ...a, waitsFor: [...a.waitsFor, ...more] };
}

/** By state: the fewest events from there to a match, whatever the conditions are. */
function distancesOf(states: readonly AutomatonState[]): number[] {
  const distances = states.map(({ kind }) => (kind === 'final' || kind === 'pending' ? 0 : Number.POSITIVE_INFINITY));
  // States are built from the end backwards, so that a few rounds are enough.
  for (let changed = true; changed;) {
    changed = false;
    for (const { id, edges } of states) {
      for (const { action, target } of edges) {
        const distance = distances[target.id]! + (action === 'proceed' ? 0 : 1);
        if (distance >= distances[id]!) continue;
        distances[id] = distance;
        changed = true;
      }
    }
  }
  return distances;
}

function conditionsOf(steps: readonly Step[]): Map<string, string | undefined> {
  const all = new Map<string, string | undefined>();
  for (const { name, where, group } of steps) {
    all.set(name, where);
    for (const [inner, condition] of conditionsOf(group ?? [])) all.set(inner, condition);
  }
  return all;
}
