/**
 * The oracle: what a pattern finds, by running its automaton in the most literal way. Runs are lists, nothing is shared,
 * remembered or left out. Slow and obvious on purpose. Semantics of Flink CEP's NFA (Apache-2.0, commit 77e7ac076c35);
 * ties between runs of one start go in the order of arrival, where Flink has the order of its heap.
 */
import type { SkipStrategy } from '../pattern-definition.js';
import { type ReferenceState, referenceAutomaton, type ReferenceStep } from './reference-automaton.js';

export interface ReferencePattern<C, E> {
  readonly steps: readonly ReferenceStep<C>[];
  readonly skip: SkipStrategy;
  /** From first to last event, milliseconds; 0 for no limit. */
  readonly withinMs: number;
  /** Between neighbouring events wherever the run waits (not in Flink), milliseconds; 0 for no limit. */
  readonly eachMs: number;
  /** @param matched - the events that the run has taken for a step, without the event under test */
  holds(condition: C, event: E, matched: (step: string) => readonly E[]): boolean;
}

export interface TimedEvent {
  readonly occurredAtMs: number;
}

/** Which events were taken for which step, in the order they were taken. */
export type Taking<E> = readonly (readonly [step: string, event: E])[];

export interface ReferenceOutput<E> {
  readonly matches: readonly Taking<E>[];
  readonly timeouts: readonly { readonly taken: Taking<E>; readonly atMs: number }[];
}

interface Run<C, E> {
  readonly state: ReferenceState<C>;
  readonly taken: Taking<E>;
  /** Number of its first event, in the order of arrival. */
  readonly start: number;
}

export class ReferenceMatcher<C, E extends TimedEvent> {
  private readonly begin: ReferenceState<C>;
  /** In the order of arrival; a run knows its events by their number here. */
  private readonly events: E[] = [];
  private runs: Run<C, E>[] = [];
  /** Complete, in the order of their starts, then of their completion. */
  private waiting: Run<C, E>[] = [];

  constructor(private readonly pattern: ReferencePattern<C, E>) {
    this.begin = referenceAutomaton(pattern.steps);
  }

  /** How many partial matches live. */
  get size(): number {
    return this.runs.length;
  }

  /** Whether the event is one that a match may begin with. */
  mayBegin(event: E): boolean {
    const ask = (condition: C): boolean => this.pattern.holds(condition, event, () => []);
    return openEdges(this.begin, ask).some(({ action }) => action === 'take');
  }

  /** Time passes up to the event, and then it is matched. */
  accept(event: E): ReferenceOutput<E> {
    const { matches, timeouts } = this.passTime(event.occurredAtMs);
    return { matches: [...matches, ...this.match(event)], timeouts };
  }

  passTime(nowMs: number): ReferenceOutput<E> {
    const timeouts: { taken: Taking<E>; atMs: number }[] = [];
    const alive: Run<C, E>[] = [];
    const ended: Run<C, E>[] = [];
    for (const run of this.runs) {
      const atMs = this.endOf(run);
      if (nowMs < atMs) alive.push(run);
      else if (run.state.kind === 'pending') ended.push(run);
      else timeouts.push({ taken: run.taken, atMs: this.timeUp(run, nowMs) });
    }
    this.runs = alive;
    return { matches: this.release(ended), timeouts };
  }

  /** Flink names the step's own limit wherever that one is over, and looks at the pattern's only otherwise. */
  private timeUp(run: Run<C, E>, nowMs: number): number {
    const ownMs = run.taken.at(-1)![1].occurredAtMs + run.state.windowMs;
    return run.state.windowMs > 0 && ownMs <= nowMs ? ownMs : this.endOf(run);
  }

  /** The first step alone, without time passing before it. */
  private match(event: E): Taking<E>[] {
    this.events.push(event);
    const completed: Run<C, E>[] = [];
    const next: Run<C, E>[] = [];
    for (const run of [...this.runs, undefined]) {
      const after = this.successors(run, event);
      completed.push(...after.filter(({ state }) => state.kind === 'final'));
      // Who reaches a stop loses all its other ways on; what it completed stays.
      if (after.some(({ state }) => state.kind === 'stop')) continue;
      next.push(...after.filter(({ state }) => state.kind !== 'final'));
    }
    this.runs = next;
    return this.release(completed);
  }

  /** @param run - undefined for the start, which stays for every event and never ignores one */
  private successors(run: Run<C, E> | undefined, event: E): Run<C, E>[] {
    const taken = run?.taken ?? [];
    const matched = (step: string): E[] => taken.filter(([name]) => name === step).map(([, one]) => one);
    const ask = (condition: C): boolean => this.pattern.holds(condition, event, matched);
    const found: Run<C, E>[] = [];
    for (const { from, action, to } of openEdges(run?.state ?? this.begin, ask)) {
      if (action === 'ignore') {
        if (run) found.push({ ...run, state: to });
        continue;
      }
      const successor = { taken: [...taken, [from.step, event] as const], start: run?.start ?? this.events.length - 1 };
      found.push({ ...successor, state: to });
      const end = finalAfter(to, ask);
      if (end) found.push({ ...successor, state: end });
    }
    return found;
  }

  /**
   * What comes out now. Without a skip strategy everything; Flink also then holds back absences that come true while a run
   * is alive that started earlier, which its manual doesn't promise and Caracal doesn't do. With one, the earliest started
   * first, and none while a run is alive that started before it.
   */
  private release(completed: readonly Run<C, E>[]): Taking<E>[] {
    if (this.pattern.skip.kind === 'none') return completed.map((run) => run.taken);
    const released: Taking<E>[] = [];
    this.waiting = [...this.waiting, ...completed].sort((a, b) => this.inOrder(a.start, b.start));
    for (let match = this.waiting[0]; match; match = this.waiting[0]) {
      const { start } = match;
      if (this.runs.some((run) => this.inOrder(run.start, start) < 0)) break;
      released.push(match.taken);
      this.waiting.shift();
      const keeps = this.survives(match);
      this.waiting = this.waiting.filter(keeps);
      this.runs = this.runs.filter(keeps);
    }
    return released;
  }

  private survives({ taken, start }: Run<C, E>): (run: Run<C, E>) => boolean {
    const { skip } = this.pattern;
    const number = (entry: Taking<E>[number] | undefined): number => this.events.indexOf(entry![1]);
    if (skip.kind === 'next') return (run) => this.inOrder(run.start, start) > 0;
    if (skip.kind === 'past-last') return (run) => this.inOrder(run.start, number(taken.at(-1))) > 0;
    const ofStep = taken.filter(([step]) => 'step' in skip && step === skip.step);
    // Flink can be asked to fail when the match has no event of the step; Caracal prunes nothing.
    if (ofStep.length === 0) return () => true;
    const target = number(skip.kind === 'first' ? ofStep[0] : ofStep.at(-1));
    return (run) => this.inOrder(run.start, target) >= 0;
  }

  /** Events by their time, then by arrival. */
  private inOrder(a: number, b: number): number {
    return this.events[a]!.occurredAtMs - this.events[b]!.occurredAtMs || a - b;
  }

  private endOf({ state, taken }: Run<C, E>): number {
    const firstMs = taken[0]![1].occurredAtMs;
    const lastMs = taken.at(-1)![1].occurredAtMs;
    const limit = (fromMs: number, ms: number): number => (ms > 0 ? fromMs + ms : Number.POSITIVE_INFINITY);
    const { withinMs, eachMs } = this.pattern;
    return Math.min(limit(firstMs, withinMs), limit(lastMs, eachMs), limit(lastMs, state.windowMs));
  }
}

interface OpenEdge<C> {
  readonly from: ReferenceState<C>;
  readonly action: 'take' | 'ignore';
  readonly to: ReferenceState<C>;
}

/** Epsilons depth first, the last found first, as Flink's stack does. */
function openEdges<C>(from: ReferenceState<C>, ask: (condition: C) => boolean): OpenEdge<C>[] {
  const found: OpenEdge<C>[] = [];
  const stack = [from];
  for (let state = stack.pop(); state; state = stack.pop()) {
    for (const { action, to, guard } of state.edges) {
      if (!guard(ask)) continue;
      if (action === 'proceed') stack.push(to);
      else found.push({ from: state, action, to });
    }
  }
  return found;
}

function finalAfter<C>(from: ReferenceState<C>, ask: (condition: C) => boolean): ReferenceState<C> | undefined {
  const stack = [from];
  for (let state = stack.pop(); state; state = stack.pop()) {
    for (const { action, to, guard } of state.edges) {
      if (action !== 'proceed' || !guard(ask)) continue;
      if (to.kind === 'final') return to;
      stack.push(to);
    }
  }
  return undefined;
}
