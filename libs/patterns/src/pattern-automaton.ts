/** A pattern ready to run: the automaton, its compiled conditions and its bounds. Immutable but for scratch space. */
import { type ExpressionSchema, listOf, type MessageField, type MessageType } from '#cel';
import type { Automaton } from './automaton.js';
import { buildAutomaton } from './build-automaton.js';
import { DecisionTrees } from './decision.js';
import type { Evaluation } from './evaluation.js';
import type { EventKeeper } from './keep-event.js';
import type { SkipStrategy, Step } from './pattern-definition.js';
import type { PatternLimits } from './pattern-limits.js';
import type { PatternEvent } from './pattern-state.js';
import { MATCHED, Predicates } from './predicates.js';

export interface PatternAutomaton<E extends PatternEvent = PatternEvent> {
  readonly automaton: Automaton;
  readonly evaluation: Evaluation<E>;
  readonly decisions: DecisionTrees;
  readonly sessionMs: number;
  /** Index of the step that the skip strategy names, or -1. */
  readonly skipStep: number;
  readonly limits: PatternLimits;
  readonly reportExpired: boolean;
  /** The predicates that its conditions consist of. */
  readonly predicates: ReadonlySet<number>;
  /** Whether a match can come true by time alone. */
  readonly hasAbsences: boolean;
  /** Changes with everything that gives states their meaning. */
  readonly fingerprint: string;
  readonly keeper: EventKeeper<E>;
}

export interface AutomatonInput<E extends PatternEvent> {
  readonly steps: readonly Step[];
  readonly skip: SkipStrategy;
  readonly withinMs: number;
  readonly eachMs: number;
  readonly sessionMs: number;
  readonly schema: ExpressionSchema;
  readonly limits: PatternLimits;
  readonly reportExpired: boolean;
  readonly keeper: EventKeeper<E>;
  /** Shared with other patterns over the same events; default: its own. */
  readonly predicates?: Predicates<E> | undefined;
}

/**
 * @param input - its steps must have passed `checkSteps`
 * @throws ExpressionError for a condition that doesn't compile
 */
export function createAutomaton<E extends PatternEvent>(input: AutomatonInput<E>): PatternAutomaton<E> {
  const { steps, skip, withinMs, eachMs, sessionMs, limits, reportExpired } = input;
  const predicates = input.predicates ?? new Predicates<E>();
  const asked = new Map<string, readonly number[]>();
  const automaton = buildAutomaton({
    steps,
    skip,
    withinMs,
    eachMs,
    predicatesOf: (step, role) => {
      const condition = step[role];
      if (condition === undefined) return undefined;
      let numbers = asked.get(condition);
      if (numbers === undefined) asked.set(condition, (numbers = predicates.of(condition, input.schema)));
      return numbers;
    },
  });
  const { evaluation } = predicates;
  return {
    automaton,
    evaluation,
    decisions: new DecisionTrees(automaton.states, evaluation),
    sessionMs,
    skipStep: 'step' in skip ? automaton.steps.indexOf(skip.step) : -1,
    limits,
    reportExpired,
    predicates: new Set([...asked.values()].flat()),
    hasAbsences: automaton.states.some(({ kind }) => kind === 'pending'),
    fingerprint: fingerprintOf(JSON.stringify([steps.map(inFixedOrder), skip, withinMs, eachMs, sessionMs])),
    keeper: input.keeper,
  };
}

/**
 * Whether this event can be the first of a match. A pattern without runs for an entity needs nothing else of an event
 * for which this is false; `advance` asks by itself.
 */
export function canStart<E extends PatternEvent>(pattern: PatternAutomaton<E>, event: E): boolean {
  pattern.evaluation.setEvent(event);
  return pattern.decisions.forRun(pattern.automaton.start.id).begins;
}

/** What conditions may read: the event under test, and by `matched.step` the events that the run has taken. */
export function patternSchema(event: MessageType, taken: MessageType, steps: readonly Step[]): ExpressionSchema {
  const fields: Record<string, MessageField> = {};
  for (const [i, name] of takingSteps(steps).entries()) fields[name] = { type: listOf(taken), wire: `taken(${i})` };
  return {
    variables: {
      event: { type: event, path: 'event' },
      matched: { type: { kind: 'message', name: MATCHED, fields }, path: 'matched' },
    },
  };
}

function takingSteps(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.group ? takingSteps(step.group) : step.not ? [] : [step.name]));
}

/** A step as a list, so that how it was written makes no difference. */
function inFixedOrder(step: Step): readonly unknown[] {
  const { name, contiguity, not, where, times, inner, optional, greedy, until, group, withinPreviousMs } = step;
  const repeats = times && [times.from, times.to, times.withinMs];
  const within = group?.map(inFixedOrder);
  return [name, contiguity, not, where, repeats, inner, optional, greedy, until, within, withinPreviousMs];
}

/** 53 bits of a text (cyrb53, public domain); tells versions apart, protects nothing. */
function fingerprintOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
