/**
 * The automaton of a pattern, written out state by state as Flink CEP's manual and NFACompiler define it (Apache-2.0,
 * commit 77e7ac076c35). For tests: it shares nothing with the engine but the names of the canonical form, so that the two
 * can be wrong in different ways only.
 *
 * What Flink does and its manual does not say is done here as well, as in the engine: a notNext before optional steps only
 * is judged on the event just taken; a step's own time limit counts only while a run waits in that step's state, and not
 * for repeats; the limit between repeats leaves out the repeat that is built first; `greedy` at the end has no effect.
 * Caracal refuses what hangs or crashes Flink, and a notFollowedBy that ends a group, which Flink ignores: none of these
 * may be given to this file.
 */
import type { Contiguity, Step, Times } from '../pattern-definition.js';

/** A step of the canonical form whose conditions are data of the test's own choice. */
export interface ReferenceStep<C> extends Omit<Step, 'where' | 'until' | 'group'> {
  readonly where?: C | undefined;
  readonly until?: C | undefined;
  readonly group?: readonly ReferenceStep<C>[] | undefined;
}

/** Answers whether a condition holds, for the event and the run at hand. */
export type Ask<C> = (condition: C) => boolean;
type Guard<C> = (ask: Ask<C>) => boolean;

export interface ReferenceState<C> {
  /** The step whose event is taken from here; empty for the end of the pattern. */
  readonly step: string;
  readonly kind: 'normal' | 'final' | 'stop' | 'pending';
  readonly edges: ReferenceEdge<C>[];
  /** A run that waits here dies this long after its last event; 0 for never. Milliseconds. */
  readonly windowMs: number;
}

export interface ReferenceEdge<C> {
  readonly action: 'take' | 'ignore' | 'proceed';
  readonly to: ReferenceState<C>;
  guard: Guard<C>;
}

/** @returns the start state */
export function referenceAutomaton<C>(steps: readonly ReferenceStep<C>[]): ReferenceState<C> {
  return new ReferenceBuilder<C>().pattern(steps);
}

/** A step among its neighbours. */
interface Place<C> {
  readonly step: ReferenceStep<C>;
  /** Those before it in the same list, the nearest first. */
  readonly before: readonly ReferenceStep<C>[];
  /** What follows it, also beyond the end of its group. */
  readonly next: ReferenceStep<C> | undefined;
  readonly group: GroupPlace<C> | undefined;
}

interface GroupPlace<C> {
  readonly step: ReferenceStep<C>;
  /** The first iteration follows as the group does; the others as its `inner` says. */
  readonly firstIteration: boolean;
}

/** The edges of one copy of a step. */
interface Copy<C> {
  readonly sink: ReferenceState<C>;
  readonly take: Guard<C>;
  readonly ignore: Guard<C> | undefined;
  /** Where an optional copy may be passed to. */
  readonly pass: ReferenceState<C> | undefined;
  readonly firstIteration: boolean;
}

const ALWAYS = (): boolean => true;

class ReferenceBuilder<C> {
  private readonly stops = new Map<string, ReferenceState<C>>();
  private readonly named = new Set<string>();
  /** What follows a greedy step, as it was before the greedy step closed its edges. */
  private readonly beforeGreedy = new Map<ReferenceState<C>, ReferenceState<C>>();

  pattern(steps: readonly ReferenceStep<C>[]): ReferenceState<C> {
    return this.list(steps, this.state('', 'final'), undefined, undefined);
  }

  private list(
    steps: readonly ReferenceStep<C>[],
    end: ReferenceState<C>,
    next: ReferenceStep<C> | undefined,
    group: GroupPlace<C> | undefined,
  ): ReferenceState<C> {
    let sink = end;
    let following = next;
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i]!;
      const place = { step, before: steps.slice(0, i).reverse(), next: following, group };
      if (!step.not) sink = this.positive(place, sink);
      else if (step.contiguity === 'strict') sink = this.notNext(place, sink);
      else if (sink.kind === 'final') sink = this.pendingNot(place);
      following = step;
    }
    return sink;
  }

  private notNext(place: Place<C>, sink: ReferenceState<C>): ReferenceState<C> {
    const state = this.waiting(place.step, 'normal');
    const forbidden = take(place.step, place.group);
    // To the end by IGNORE, which needs one more event: an epsilon would complete the match at once.
    edge(state, sink.kind === 'final' ? 'ignore' : 'proceed', sink, not(forbidden));
    edge(state, 'proceed', this.stop(place.step, forbidden), forbidden);
    return state;
  }

  private pendingNot(place: Place<C>): ReferenceState<C> {
    const state = this.waiting(place.step, 'pending');
    const forbidden = take(place.step, place.group);
    edge(state, 'proceed', this.stop(place.step, forbidden), forbidden);
    edge(state, 'ignore', state, not(forbidden));
    return state;
  }

  private positive(place: Place<C>, sink: ReferenceState<C>): ReferenceState<C> {
    const { times, optional } = place.step;
    let first: ReferenceState<C>;
    if (!times) {
      const pass = optional ? sink : undefined;
      const edges = { take: take(place.step, place.group), ignore: ignore(place, outer(place)) };
      first = this.copy(place, { sink, pass, firstIteration: true, ...edges });
    } else if (times.to === undefined) {
      const loop = this.loop(place, this.withoutPassedNots(place, sink));
      first = this.copies(place, { ...times, to: times.from }, loop, sink);
    } else {
      first = this.copies(place, times, sink, sink);
    }
    this.stopAtPrecedingNots(first, place);
    return first;
  }

  /** `to` copies in a row, of which the last `to - from` can be passed; built from the last to the first. */
  private copies(place: Place<C>, times: Times, end: ReferenceState<C>, pass: ReferenceState<C>): ReferenceState<C> {
    const { step, group } = place;
    const taken = unless(step.until, take(step, group));
    const between = unless(step.until, ignore(place, inner(place)));
    if (step.greedy && times.from !== times.to) {
      for (const one of end.edges) one.guard = and(one.guard, not(taken));
    }
    let sink = end;
    for (let left = times.to! - 1; left > 0; left--) {
      const passable = left >= times.from;
      sink = this.copy(place, {
        sink,
        take: taken,
        ignore: between,
        pass: passable ? pass : undefined,
        firstIteration: false,
      });
      this.stopAtNextNot(sink, place);
    }
    return this.copy(place, {
      sink,
      take: taken,
      ignore: ignore(place, outer(place)),
      pass: step.optional ? pass : undefined,
      firstIteration: true,
    });
  }

  private copy(place: Place<C>, { sink, take, ignore, pass, firstIteration }: Copy<C>): ReferenceState<C> {
    const { step, group } = place;
    if (step.group) {
      const head = this.list(step.group, sink, place.next, { step, firstIteration });
      if (pass) edge(head, 'proceed', pass, epsilon(group));
      return head;
    }
    const state = this.waiting(step, 'normal');
    const after = this.withoutPassedNots(place, sink);
    edge(state, 'take', after, take);
    if (pass) this.passGreedily(place, state, pass);
    if (!ignore) return state;
    if (!pass && !(isHead(place) && group?.firstIteration && group.step.optional)) {
      edge(state, 'ignore', state, ignore);
      return state;
    }
    // A run that waits here has decided against passing, or every event would fork it anew.
    const twin = this.state(step.name, 'normal');
    edge(twin, 'take', after, take);
    edge(twin, 'ignore', twin, ignore);
    this.stopAtPrecedingNots(twin, place);
    edge(state, 'ignore', twin, ignore);
    return state;
  }

  private passGreedily({ step, group }: Place<C>, state: ReferenceState<C>, pass: ReferenceState<C>): void {
    const until = step.greedy && step.until !== undefined ? holds(step.until) : undefined;
    if (until) edge(state, 'proceed', this.beforeGreedy.get(pass) ?? pass, and(epsilon(group), until));
    edge(state, 'proceed', pass, until ? and(epsilon(group), not(until)) : epsilon(group));
  }

  private loop(place: Place<C>, sink: ReferenceState<C>): ReferenceState<C> {
    const { step, group } = place;
    if (step.group) return this.groupLoop(place, sink);
    const taken = unless(step.until, take(step, group));
    const ignored = unless(step.until, ignore(place, inner(place)));
    const state = this.waiting(step, 'normal');
    if (step.greedy && step.until !== undefined) this.beforeGreedy.set(sink, this.copyOf(sink));
    this.passGreedily(place, state, sink);
    if (step.greedy) for (const one of sink.edges) one.guard = and(one.guard, not(take(step, group)));
    edge(state, 'take', state, taken);
    this.stopAtNextNot(state, place);
    if (!ignored) return state;
    const twin = this.state(step.name, 'normal');
    edge(twin, 'take', state, taken);
    edge(twin, 'ignore', twin, ignored);
    this.stopAtNextNot(twin, place);
    edge(state, 'ignore', twin, ignored);
    return state;
  }

  private groupLoop({ step, next, group }: Place<C>, sink: ReferenceState<C>): ReferenceState<C> {
    const back = this.state('', 'normal');
    const head = this.list(step.group!, back, next, { step, firstIteration: false });
    edge(head, 'proceed', sink, epsilon(group));
    edge(back, 'proceed', head, epsilon(group));
    return head;
  }

  /** An optional step that was taken lifts the notFollowedBy before it for the rest: its sink without those stops. */
  private withoutPassedNots(place: Place<C>, sink: ReferenceState<C>): ReferenceState<C> {
    const nots = precedingNots(place);
    if (nots.length === 0 || !place.step.optional) return sink;
    const lifted = new Set(nots.map((one) => one.name));
    const copies = new Map<ReferenceState<C>, ReferenceState<C>>();
    const copyOf = (state: ReferenceState<C>): ReferenceState<C> => {
      const known = copies.get(state);
      if (known) return known;
      const copy = this.state(state.step, state.kind);
      copies.set(state, copy);
      for (const { action, to, guard } of state.edges) {
        if (action !== 'proceed') edge(copy, action, to === state ? copy : to, guard);
        else if (to.kind !== 'stop') edge(copy, action, copyOf(to), guard);
        else if (!lifted.has(to.step)) edge(copy, action, to, guard);
      }
      return copy;
    };
    return copyOf(sink);
  }

  private copyOf(state: ReferenceState<C>): ReferenceState<C> {
    const copy = this.state(state.step, state.kind);
    for (const { action, to, guard } of state.edges) edge(copy, action, to === state ? copy : to, guard);
    return copy;
  }

  private stopAtPrecedingNots(state: ReferenceState<C>, place: Place<C>): void {
    for (const step of precedingNots(place)) {
      const forbidden = take(step, place.group);
      edge(state, 'proceed', this.stop(step, forbidden), forbidden);
    }
  }

  /** A loop that is under way is already subject to the notFollowedBy after it. */
  private stopAtNextNot(state: ReferenceState<C>, { next, group }: Place<C>): void {
    if (!next?.not || next.contiguity === 'strict') return;
    const forbidden = take(next, group);
    edge(state, 'proceed', this.stop(next, forbidden), forbidden);
  }

  private stop(step: ReferenceStep<C>, forbidden: Guard<C>): ReferenceState<C> {
    const known = this.stops.get(step.name);
    if (known) return known;
    const state = this.state(step.name, 'stop');
    edge(state, 'take', state, forbidden);
    this.stops.set(step.name, state);
    return state;
  }

  private waiting(step: ReferenceStep<C>, kind: 'normal' | 'pending'): ReferenceState<C> {
    if (!step.times) return this.state(step.name, kind, step.withinPreviousMs);
    return this.state(step.name, kind, this.named.has(step.name) ? step.times.withinMs : undefined);
  }

  private state(step: string, kind: ReferenceState<C>['kind'], windowMs = 0): ReferenceState<C> {
    this.named.add(step);
    return { step, kind, edges: [], windowMs };
  }
}

function edge<C>(
  from: ReferenceState<C>,
  action: ReferenceEdge<C>['action'],
  to: ReferenceState<C>,
  guard: Guard<C>,
): void {
  from.edges.push({ action, to, guard });
}

function precedingNots<C>({ before }: Place<C>): ReferenceStep<C>[] {
  const reach = before.findIndex((step) => !step.optional && !(step.not && step.contiguity !== 'strict'));
  return before.slice(0, reach < 0 ? before.length : reach).filter((step) => step.not);
}

function isHead<C>({ before, group }: Place<C>): boolean {
  return group !== undefined && before.length === 0;
}

/** How the first of a step's events follows what came before. */
function outer<C>(place: Place<C>): Contiguity {
  const { step, group } = place;
  if (!isHead(place)) return step.contiguity ?? 'strict';
  return group!.firstIteration ? (group!.step.contiguity ?? 'strict') : (group!.step.inner ?? 'relaxed');
}

/** How the repeats of a step follow each other. */
function inner<C>(place: Place<C>): Contiguity {
  return (isHead(place) ? place.group!.step.inner : place.step.inner) ?? 'relaxed';
}

/** The until of a group closes every edge inside it. */
function take<C>(step: ReferenceStep<C>, group: GroupPlace<C> | undefined): Guard<C> {
  return unless(group?.step.until, where(step));
}

function ignore<C>({ step, group }: Place<C>, contiguity: Contiguity): Guard<C> | undefined {
  if (contiguity === 'strict') return undefined;
  return unless(group?.step.until, contiguity === 'any' ? ALWAYS : not(where(step)));
}

function epsilon<C>(group: GroupPlace<C> | undefined): Guard<C> {
  return unless(group?.step.until, ALWAYS);
}

function where<C>({ where }: ReferenceStep<C>): Guard<C> {
  return where === undefined ? ALWAYS : holds(where);
}

function holds<C>(condition: C): Guard<C> {
  return (ask) => ask(condition);
}
function not<C>(guard: Guard<C>): Guard<C> {
  return (ask) => !guard(ask);
}
function and<C>(a: Guard<C>, b: Guard<C>): Guard<C> {
  return (ask) => a(ask) && b(ask);
}
function unless<C, G extends Guard<C> | undefined>(until: C | undefined, guard: G): G | Guard<C> {
  return until === undefined || guard === undefined ? guard : and(not(holds(until)), guard);
}
