/**
 * The automaton that a pattern compiles to. Runs of it are small immutable records; all that is costly to find out is
 * found out here, once. A state's edges: TAKE consumes the event, IGNORE lets it pass, PROCEED is an epsilon.
 */
import type { SkipStrategy } from './pattern-definition.js';

/** `pending`: its run is a match when its time is up. `loop-back`: leads a repeated group back to its head. */
export type StateKind = 'normal' | 'final' | 'stop' | 'pending' | 'loop-back';
export type EdgeAction = 'take' | 'ignore' | 'proceed';

/** Whether an edge is open for the event and run that the evaluation holds. */
export interface Condition {
  (evaluation: PredicateSource): boolean;
  /** Predicates without which it is never open. */
  readonly needs?: readonly number[];
}

export interface PredicateSource {
  test(predicate: number): boolean;
}

export class AutomatonState {
  readonly edges: Edge[] = [];
  /** A run that waits here dies when this much time has passed since its last event; 0 for never. */
  windowMs = 0;
  canProceed = false;
  constructor(
    readonly id: number,
    /** Which step an event taken from here belongs to; -1 where none can be taken. */
    readonly step: number,
    readonly kind: StateKind,
  ) {}

  add(action: EdgeAction, target: AutomatonState, condition: Condition): void {
    if (action === 'proceed') this.canProceed = true;
    this.edges.push({ action, source: this, target, condition });
  }
}

export interface Edge {
  readonly action: EdgeAction;
  readonly source: AutomatonState;
  readonly target: AutomatonState;
  condition: Condition;
}

export interface Automaton {
  readonly start: AutomatonState;
  readonly states: readonly AutomatonState[];
  /** Names of the steps that can hold events, in the order of the pattern. */
  readonly steps: readonly string[];
  readonly skip: SkipStrategy;
  /** From first to last event, milliseconds; 0 for no limit. */
  readonly withinMs: number;
  /** Between neighbouring events, milliseconds; 0 for no limit. */
  readonly eachMs: number;
  /** Whether what a run has taken since its first event has no say in when its time is up. */
  readonly endsByStart: boolean;
}

export const always: Condition = () => true;

export function test(predicate: number): Condition {
  return Object.assign((evaluation: PredicateSource) => evaluation.test(predicate), { needs: [predicate] });
}
export function not(condition: Condition): Condition {
  return (evaluation) => !condition(evaluation);
}
export function and(a: Condition, b: Condition): Condition {
  if (a === always) return b;
  if (b === always) return a;
  const needs = [...(a.needs ?? []), ...(b.needs ?? [])];
  return Object.assign((evaluation: PredicateSource) => a(evaluation) && b(evaluation), { needs });
}
