/** A pattern ready to run: the automaton, its compiled conditions and its bounds. Immutable but for scratch space. */
import { compileExpression, type ExpressionSchema, listOf, type MessageField, type MessageType } from '#cel';
import type { Automaton } from './automaton.js';
import { buildAutomaton } from './build-automaton.js';
import { DecisionTrees } from './decision.js';
import { Evaluation, type Predicate } from './evaluation.js';
import type { EventKeeper } from './keep-event.js';
import type { SkipStrategy, Step } from './pattern-definition.js';
import type { PatternLimits } from './pattern-limits.js';
import type { PatternEvent } from './pattern-state.js';

export interface PatternAutomaton<E extends PatternEvent = PatternEvent> {
  readonly automaton: Automaton;
  readonly evaluation: Evaluation<E>;
  readonly decisions: DecisionTrees;
  readonly sessionMs: number;
  /** Index of the step that the skip strategy names, or -1. */
  readonly skipStep: number;
  readonly limits: PatternLimits;
  readonly reportExpired: boolean;
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
}

/**
 * @param input - its steps must have passed `checkSteps`
 * @throws ExpressionError for a condition that doesn't compile
 */
export function createAutomaton<E extends PatternEvent>(input: AutomatonInput<E>): PatternAutomaton<E> {
  const { steps, skip, withinMs, eachMs, sessionMs, limits, reportExpired } = input;
  const predicates: Predicate[] = [];
  const numbers = new Map<string, number>();
  for (const text of conditionsOf(steps)) {
    if (numbers.has(text)) continue;
    const expression = compileExpression(text, input.schema);
    numbers.set(text, predicates.length);
    predicates.push({ expression, iterative: readsMatched(expression.references) });
  }
  const automaton = buildAutomaton({
    steps,
    skip,
    withinMs,
    eachMs,
    predicateOf: (step, role) => (step[role] === undefined ? -1 : numbers.get(step[role])!),
  });
  const evaluation = new Evaluation<E>(predicates);
  return {
    automaton,
    evaluation,
    decisions: new DecisionTrees(automaton.states, evaluation, predicates.length),
    sessionMs,
    skipStep: 'step' in skip ? automaton.steps.indexOf(skip.step) : -1,
    limits,
    reportExpired,
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

const MATCHED = 'matched';

function readsMatched(references: ReadonlySet<string>): boolean {
  for (const reference of references) if (reference.startsWith(`${MATCHED}.`)) return true;
  return false;
}

function takingSteps(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.group ? takingSteps(step.group) : step.not ? [] : [step.name]));
}

function conditionsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [
    ...(step.where === undefined ? [] : [step.where]),
    ...(step.until === undefined ? [] : [step.until]),
    ...(step.group ? conditionsOf(step.group) : []),
  ]);
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
