/**
 * What an event does to the runs that stand in a state, as a tree of the predicates that decide it. Following epsilons
 * for each run and event again would find the same answers to the same questions; so a tree grows a branch the first time
 * that it is needed, and from then on a run costs a few tests. Runs in one state share the answer unless a predicate on
 * the way reads `matched`.
 */
import type { AutomatonState, Edge } from './automaton.js';
import type { Evaluation } from './evaluation.js';
import { OpenEdges } from './open-edges.js';
import type { PatternEvent } from './pattern-state.js';

/** What becomes of a run. */
export interface Transition {
  /** Nothing: it stays where it is. */
  readonly waits: boolean;
  /** An event that was forbidden: the run and its successors die, matches that are complete count. */
  readonly stops: boolean;
  /** Whether it can begin a match. */
  readonly begins: boolean;
  /** One successor each, in the automaton's order. */
  readonly moves: readonly Move[];
}

export interface Move {
  readonly takes: boolean;
  readonly target: AutomatonState;
  /** The step of an event taken. */
  readonly step: number;
  /** A match: the target is final, or what follows it may be left out. */
  readonly completes: boolean;
  /** Whether a run goes on in the target. */
  readonly goesOn: boolean;
}

/** A question, or the answer. */
export class Decision {
  yes: Decision | undefined;
  no: Decision | undefined;

  constructor(
    /** -1 where the answer is known. */
    readonly predicate: number,
    /** Whether the predicate's answer depends on the run. */
    readonly perRun: boolean,
    readonly transition: Transition | undefined,
    /** Predicate and answer, alternately, from the root to here. */
    readonly path: readonly number[],
  ) {}
}

export class DecisionTrees {
  private readonly roots: Decision[] = [];
  private readonly known = new Map<number, boolean>();
  private readonly edges: OpenEdges;
  private asked = -1;

  constructor(
    private readonly states: readonly AutomatonState[],
    private readonly evaluation: Evaluation<never> | Evaluation<PatternEvent>,
  ) {
    this.edges = new OpenEdges({
      test: (predicate) => {
        const answer = this.known.get(predicate);
        if (answer !== undefined) return answer;
        this.asked = predicate;
        throw QUESTION;
      },
    });
  }

  /** What the event at hand does to all runs in this state, or undefined where that depends on the run. */
  forAll(state: number): Transition | undefined {
    let decision = this.roots[state] ?? this.root(state);
    while (decision.transition === undefined) {
      if (decision.perRun) return undefined;
      decision = this.answer(state, decision);
    }
    return decision.transition;
  }

  /** What it does to the run that the evaluation holds. */
  forRun(state: number): Transition {
    let decision = this.roots[state] ?? this.root(state);
    while (decision.transition === undefined) decision = this.answer(state, decision);
    return decision.transition;
  }

  /**
   * Questions about the event alone: where the answer to all of them is no, the runs in this state wait. Undefined where
   * they do more even so, or where it depends on the run.
   */
  waitsUnless(state: number): readonly number[] | undefined {
    const questions: number[] = [];
    let decision = this.roots[state] ?? this.root(state);
    while (decision.transition === undefined) {
      if (decision.perRun) return undefined;
      questions.push(decision.predicate);
      decision = this.no(state, decision);
    }
    return decision.transition.waits ? questions : undefined;
  }

  private answer(state: number, decision: Decision): Decision {
    return this.evaluation.test(decision.predicate)
      ? (decision.yes ??= this.grow(state, [...decision.path, decision.predicate, 1]))
      : this.no(state, decision);
  }

  private no(state: number, decision: Decision): Decision {
    return (decision.no ??= this.grow(state, [...decision.path, decision.predicate, 0]));
  }

  private root(state: number): Decision {
    return (this.roots[state] = this.grow(state, []));
  }

  private grow(state: number, path: readonly number[]): Decision {
    this.known.clear();
    for (let i = 0; i < path.length; i += 2) this.known.set(path[i]!, path[i + 1] === 1);
    try {
      return new Decision(-1, false, this.transitionFrom(this.states[state]!), path);
    } catch (signal) {
      if (signal !== QUESTION) throw signal;
      return new Decision(this.asked, this.evaluation.isPerRun(this.asked), undefined, path);
    }
  }

  private transitionFrom(state: AutomatonState): Transition {
    const { edges } = this;
    edges.collect(state);
    if (edges.isWaiting(state)) return WAIT;
    const found = [...edges.found];
    const open = found.filter(({ target }) => target.kind !== 'stop');
    return {
      waits: false,
      stops: open.length < found.length,
      begins: open.some(({ action }) => action === 'take'),
      moves: open.map((edge) => this.moveAlong(edge)),
    };
  }

  private moveAlong({ action, target, source }: Edge): Move {
    const takes = action === 'take';
    const final = target.kind === 'final';
    const completes = final || (takes && this.edges.reachesFinal(target));
    return { takes, target, step: source.step, completes, goesOn: !final };
  }
}

const QUESTION = new Error('a predicate whose answer is not known yet');
const WAIT: Transition = { waits: true, stops: false, begins: false, moves: [] };
