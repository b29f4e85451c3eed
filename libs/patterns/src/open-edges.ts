/**
 * Which edges a run can follow on the event at hand: depth first through the epsilons, as Flink's createDecisionGraph
 * does. Holds scratch space that is used again for every run, so that looking costs no allocation.
 */
import { always, type AutomatonState, type Edge, type PredicateSource } from './automaton.js';

export class OpenEdges {
  /** TAKE and IGNORE edges that are open, in order; valid until the next `collect`. */
  readonly found: Edge[] = [];
  private readonly stack: AutomatonState[] = [];
  private readonly passed: AutomatonState[] = [];

  constructor(private readonly source: PredicateSource) {}

  collect(from: AutomatonState): void {
    const { found, stack } = this;
    found.length = 0;
    // The source may have thrown the last time.
    stack.length = 0;
    this.passed.length = 0;
    for (let state: AutomatonState | undefined = from; state; state = stack.pop()) {
      for (const edge of state.edges) {
        if (edge.condition !== always && !edge.condition(this.source)) continue;
        if (edge.action === 'proceed') this.push(edge.target);
        else found.push(edge);
      }
    }
  }

  /** Whether the run only waits on: nothing open but the way back to where it is. */
  isWaiting(at: AutomatonState): boolean {
    const edge = this.found[0];
    return this.found.length === 1 && edge!.action === 'ignore' && edge!.target === at;
  }

  /** Whether the rest of the pattern can be left out; judged on the event that was just taken, as Flink does. */
  reachesFinal(from: AutomatonState): boolean {
    if (!from.canProceed) return false;
    const { stack } = this;
    stack.length = 0;
    this.passed.length = 0;
    for (let state: AutomatonState | undefined = from; state; state = stack.pop()) {
      for (const edge of state.edges) {
        if (edge.action !== 'proceed' || !edge.condition(this.source)) continue;
        if (edge.target.kind === 'final') {
          return true;
        }
        this.push(edge.target);
      }
    }
    return false;
  }

  /** A repeated group whose body was skipped is not entered again on the same event. */
  private push(target: AutomatonState): void {
    if (target.kind === 'loop-back') {
      if (this.passed.includes(target)) return;
      this.passed.push(target);
    }
    this.stack.push(target);
  }
}
