/**
 * Steps to automaton, from the last step backwards, as Flink CEP's NFACompiler does (Apache-2.0, commit 77e7ac076c35),
 * because the meaning of a pattern is defined by it: each step's states are built in front of the state that follows.
 */
import { always, and, type Automaton, AutomatonState, type Condition, not, type StateKind, test } from './automaton.js';
import { canBeEmpty, takesOneEvent } from './check-steps.js';
import type { Contiguity, SkipStrategy, Step } from './pattern-definition.js';
import {
  type GroupScope,
  isGroup,
  isHeadOfGroup,
  isHeadOfOptionalGroup,
  precedingNots,
  type StepNode,
} from './step-node.js';

/** What the builder needs of a pattern; conditions are numbers of predicates, -1 for none. */
export interface BuildInput {
  readonly steps: readonly Step[];
  readonly skip: SkipStrategy;
  readonly withinMs: number;
  readonly eachMs: number;
  /** The predicate of a step's `where` or `until`. */
  predicatesOf(step: Step, role: 'where' | 'until'): readonly number[] | undefined;
}

export function buildAutomaton(input: BuildInput): Automaton {
  const builder = new AutomatonBuilder(input);
  return builder.build();
}

class AutomatonBuilder {
  private readonly states: AutomatonState[] = [];
  private readonly stepNames: string[] = [];
  private readonly stopStates = new Map<string, AutomatonState>();
  private readonly built = new Set<string>();
  /** For greedy loops with `until`: the following state as it was before the greedy guard. */
  private readonly unguarded = new Map<AutomatonState, AutomatonState>();
  private following: StepNode | undefined;

  constructor(private readonly input: BuildInput) {
    collectStepNames(input.steps, this.stepNames);
  }

  build(): Automaton {
    const { steps, skip, withinMs, eachMs } = this.input;
    const final = this.state('', 'final');
    const start = this.chain(steps, undefined, final);
    const endsByStart = eachMs === 0 && this.states.every(({ windowMs }) => windowMs === 0);
    return { start, states: this.states, steps: this.stepNames, skip, withinMs, eachMs, endsByStart };
  }

  /** The states of a list of steps in front of `sink`; gives the first. */
  private chain(steps: readonly Step[], inGroup: GroupScope | undefined, sink: AutomatonState): AutomatonState {
    let node: StepNode | undefined;
    for (const step of steps) node = { step, previous: node, inGroup };
    let lastSink = sink;
    for (; node; node = node.previous) {
      lastSink = this.inFrontOf(lastSink, node);
      this.following = node;
    }
    return lastSink;
  }

  private inFrontOf(sink: AutomatonState, node: StepNode): AutomatonState {
    if (!node.step.not) return this.positive(sink, node);
    if (node.step.contiguity === 'strict') return this.notNext(sink, node);
    return sink.kind === 'final' ? this.trailingNot(node) : sink;
  }

  private notNext(sink: AutomatonState, node: StepNode): AutomatonState {
    const state = this.waitingState(node);
    const forbidden = this.take(node);
    state.add(sink.kind === 'final' ? 'ignore' : 'proceed', sink, not(forbidden));
    state.add('proceed', this.stopState(node), forbidden);
    return state;
  }

  /** The run waits here until its time is up, and then is a match. */
  private trailingNot(node: StepNode): AutomatonState {
    const state = this.waitingState(node, 'pending');
    const forbidden = this.take(node);
    state.add('proceed', this.stopState(node), forbidden);
    state.add('ignore', state, not(forbidden));
    return state;
  }

  private positive(sink: AutomatonState, node: StepNode): AutomatonState {
    const { times } = node.step;
    const scope = isGroup(node.step) ? { node, first: true } : undefined;
    let first: AutomatonState;
    if (times && times.to === undefined) {
      if (scope) scope.first = false;
      const loop = this.loop(this.withoutPassedNots(sink, node), node, scope);
      first = this.repeats(loop, sink, node, scope, times.from, times.from);
    } else if (times) first = this.repeats(sink, sink, node, scope, times.from, times.to!);
    else first = this.single(sink, sink, node, scope, this.take(node), this.ignore(node), node.step.optional ?? false);
    this.addStops(first, node);
    return first;
  }

  /** `from` to `to` copies; the last `to - from` can be left out. */
  private repeats(
    sink: AutomatonState,
    proceed: AutomatonState,
    node: StepNode,
    scope: GroupScope | undefined,
    from: number,
    to: number,
  ): AutomatonState {
    if (scope) scope.first = false;
    const until = this.until(node);
    const ignore = withUntil(this.innerIgnore(node), until);
    const take = until ? and(not(until), this.take(node)) : this.take(node);
    if (node.step.greedy && from !== to) guard(sink, take);
    let last = sink;
    for (let i = from; i < to; i++) {
      last = this.single(last, proceed, node, scope, take, ignore, true);
      this.addFollowingStop(last, node);
    }
    for (let i = 1; i < from; i++) {
      last = this.single(last, undefined, node, scope, take, ignore, false);
      this.addFollowingStop(last, node);
    }
    if (scope) scope.first = true;
    return this.single(last, proceed, node, scope, take, this.ignore(node), node.step.optional ?? false);
  }

  private single(
    sink: AutomatonState,
    proceed: AutomatonState | undefined,
    node: StepNode,
    scope: GroupScope | undefined,
    take: Condition,
    ignore: Condition | undefined,
    optional: boolean,
  ): AutomatonState {
    if (scope) return this.group(sink, optional ? proceed : undefined, node, scope);
    const state = this.waitingState(node);
    const afterTake = this.withoutPassedNots(sink, node);
    this.addTake(state, afterTake, take, node);
    if (optional && proceed) this.proceedPast(state, proceed, node);
    if (ignore) {
      let waiting = state;
      if (optional || isHeadOfOptionalGroup(node)) {
        waiting = this.state(node.step.name, 'normal');
        this.addTake(waiting, afterTake, take, node);
        waiting.add('ignore', waiting, ignore);
        this.addStops(waiting, node);
      }
      state.add('ignore', waiting, ignore);
    }
    return state;
  }

  /**
   * A choice waits as one step, for an event with which an alternative begins; from there an epsilon leads to the
   * alternative. Of those that take a single event the first that holds has it; longer ones run side by side, because
   * only later events tell which of them comes true.
   */
  private addTake(state: AutomatonState, target: AutomatonState, take: Condition, node: StepNode): void {
    if (!node.step.choice) return state.add('take', target, take);
    const { following } = this;
    let open = take;
    for (const branch of node.step.group!) {
      const head = this.chain([branch], { node, first: true }, target);
      this.following = following;
      state.add('proceed', head, takesOneEvent(branch) ? open : take);
      if (takesOneEvent(branch)) open = and(open, not(this.begins(branch)));
    }
  }

  private proceedPast(state: AutomatonState, proceed: AutomatonState, node: StepNode): void {
    const open = this.open(node);
    const until = node.step.greedy ? this.until(node) : undefined;
    if (!until) return state.add('proceed', proceed, open);
    state.add('proceed', this.unguarded.get(proceed) ?? proceed, and(open, until));
    state.add('proceed', proceed, and(open, not(until)));
  }

  private group(
    sink: AutomatonState,
    proceed: AutomatonState | undefined,
    node: StepNode,
    scope: GroupScope,
  ): AutomatonState {
    const { following } = this;
    const head = this.chain(node.step.group!, scope, sink);
    if (proceed) head.add('proceed', proceed, this.open(node));
    this.following = following;
    return head;
  }

  private loop(sink: AutomatonState, node: StepNode, scope: GroupScope | undefined): AutomatonState {
    if (scope) return this.loopingGroup(sink, node, scope);
    const until = this.until(node);
    const ignore = withUntil(this.innerIgnore(node), until);
    const take = until ? and(not(until), this.take(node)) : this.take(node);
    const state = this.waitingState(node);
    const open = this.open(node);
    if (node.step.greedy) {
      if (until) {
        const copy = this.copy(sink);
        state.add('proceed', copy, and(open, until));
        this.unguarded.set(sink, copy);
      }
      state.add('proceed', sink, until ? and(open, not(until)) : open);
      guard(sink, this.take(node));
    } else state.add('proceed', sink, open);
    this.addTake(state, state, take, node);
    this.addFollowingStop(state, node);
    if (ignore) {
      const waiting = this.state(node.step.name, 'normal');
      this.addTake(waiting, state, take, node);
      waiting.add('ignore', waiting, ignore);
      state.add('ignore', waiting, ignore);
      this.addFollowingStop(waiting, node);
    }
    return state;
  }

  private loopingGroup(sink: AutomatonState, node: StepNode, scope: GroupScope): AutomatonState {
    const { following } = this;
    const open = this.open(node);
    // Marked only where its epsilons could lead round in a circle: elsewhere each of several ways back counts.
    const back = this.state('', node.step.group!.every(canBeEmpty) ? 'loop-back' : 'normal');
    const head = this.chain(node.step.group!, scope, back);
    head.add('proceed', sink, open);
    back.add('proceed', head, open);
    this.following = following;
    return head;
  }

  /** After a notFollowedBy and an optional step that was taken, the forbidden event is allowed again. */
  private withoutPassedNots(sink: AutomatonState, node: StepNode): AutomatonState {
    const nots = precedingNots(node);
    if (nots.length === 0 || !node.step.optional) return sink;
    return this.copyWithoutStops(sink, new Set(nots.map((one) => this.stopState(one))), new Map());
  }

  private copyWithoutStops(
    state: AutomatonState,
    stops: ReadonlySet<AutomatonState>,
    copies: Map<AutomatonState, AutomatonState>,
  ): AutomatonState {
    const known = copies.get(state);
    if (known) return known;
    const copy = this.bareCopy(state);
    copies.set(state, copy);
    for (const edge of state.edges) {
      if (edge.action !== 'proceed') copy.add(edge.action, edge.target === state ? copy : edge.target, edge.condition);
      else if (edge.target.kind !== 'stop') {
        copy.add('proceed', this.copyWithoutStops(edge.target, stops, copies), edge.condition);
      } else if (!stops.has(edge.target)) copy.add('proceed', edge.target, edge.condition);
    }
    return copy;
  }

  private copy(state: AutomatonState): AutomatonState {
    const copy = this.bareCopy(state);
    for (const edge of state.edges) copy.add(edge.action, edge.target === state ? copy : edge.target, edge.condition);
    return copy;
  }

  private bareCopy(state: AutomatonState): AutomatonState {
    const copy = new AutomatonState(this.states.length, state.step, state.kind);
    this.states.push(copy);
    return copy;
  }

  private addStops(state: AutomatonState, node: StepNode): void {
    for (const one of precedingNots(node)) state.add('proceed', this.stopState(one), this.take(one));
  }

  /** A loop is already subject to the notFollowedBy after it; its group's `until` closes this edge as all others. */
  private addFollowingStop(state: AutomatonState, node: StepNode): void {
    const next = this.following;
    if (!next?.step.not || next.step.contiguity === 'strict') return;
    const until = this.groupUntil(node);
    const forbidden = this.where(next);
    state.add('proceed', this.stopState(next), until ? and(not(until), forbidden) : forbidden);
  }

  private stopState(node: StepNode): AutomatonState {
    const { name } = node.step;
    let stop = this.stopStates.get(name);
    if (!stop) {
      stop = this.state(name, 'stop');
      stop.add('take', stop, this.take(node));
      this.stopStates.set(name, stop);
    }
    return stop;
  }

  /** A state in which a run waits for the step's event, with the step's own time limit. */
  private waitingState(node: StepNode, kind: StateKind = 'normal'): AutomatonState {
    const { name, times, withinPreviousMs } = node.step;
    const isFirstBuilt = !this.built.has(name);
    const state = this.state(name, kind);
    if (!times) state.windowMs = withinPreviousMs ?? 0;
    else if (!isFirstBuilt) state.windowMs = times.withinMs ?? 0;
    return state;
  }

  private state(name: string, kind: StateKind): AutomatonState {
    this.built.add(name);
    const state = new AutomatonState(this.states.length, this.stepNames.indexOf(name), kind);
    this.states.push(state);
    return state;
  }

  private take(node: StepNode): Condition {
    const where = this.where(node);
    const until = this.groupUntil(node);
    return until ? and(not(until), where) : where;
  }

  private where(node: StepNode): Condition {
    return node.step.choice ? this.begins(node.step) : this.ownWhere(node.step);
  }

  /** Whether an event can be the first of this step; of a choice, of any alternative. */
  private begins(step: Step): Condition {
    if (step.choice) return step.group!.map((branch) => this.begins(branch)).reduce(either);
    return step.group ? this.begins(step.group[0]!) : this.ownWhere(step);
  }

  private ownWhere(step: Step): Condition {
    return this.input.predicatesOf(step, 'where')?.map(test).reduce(and, always) ?? always;
  }

  private until(node: StepNode): Condition | undefined {
    return this.input.predicatesOf(node.step, 'until')?.map(test).reduce(and, always);
  }

  private groupUntil(node: StepNode): Condition | undefined {
    const around = node.inGroup?.node;
    if (!around) return undefined;
    const until = this.until(around);
    const further = around.step.choice ? this.groupUntil(around) : undefined;
    return until && further ? either(until, further) : (until ?? further);
  }

  /** Epsilons inside a group with `until` close once it holds. */
  private open(node: StepNode): Condition {
    const until = this.groupUntil(node);
    return until ? not(until) : always;
  }

  private ignore(node: StepNode): Condition | undefined {
    let contiguity = node.step.contiguity ?? 'strict';
    if (isHeadOfGroup(node)) {
      const { step } = node.inGroup!.node;
      contiguity = node.inGroup!.first ? (step.contiguity ?? 'strict') : (step.inner ?? 'relaxed');
    }
    return withUntil(this.ignoreFor(contiguity, node), this.groupUntil(node));
  }

  private innerIgnore(node: StepNode): Condition | undefined {
    const step = isHeadOfGroup(node) ? node.inGroup!.node.step : node.step;
    return withUntil(this.ignoreFor(step.inner ?? 'relaxed', node), this.groupUntil(node));
  }

  private ignoreFor(contiguity: Contiguity, node: StepNode): Condition | undefined {
    if (contiguity === 'strict') return undefined;
    return contiguity === 'any' ? always : not(this.where(node));
  }
}

function collectStepNames(steps: readonly Step[], names: string[]): void {
  for (const step of steps) {
    if (step.group) collectStepNames(step.group, names);
    else if (!step.not) names.push(step.name);
  }
}

function either(a: Condition, b: Condition): Condition {
  return (evaluation) => a(evaluation) || b(evaluation);
}

function withUntil(ignore: Condition | undefined, until: Condition | undefined): Condition | undefined {
  return ignore && until ? and(not(until), ignore) : ignore;
}

/** Greedy: what follows may only begin with an event that the loop would not take. */
function guard(state: AutomatonState, take: Condition): void {
  for (const edge of state.edges) edge.condition = and(edge.condition, not(take));
}
