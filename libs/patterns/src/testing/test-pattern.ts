/** Random patterns in all the forms that tests need: for the engine, for people, and what came out as text that compares. */
import fc from 'fast-check';
import { type TransactionLike, transactionType } from '#cel';
import type { AdvanceResult, MatchedStep } from '../advance.js';
import { checkSteps, TOO_MANY_STATES } from '../check-steps.js';
import { sequenceText } from '../conformance/sequence-text.js';
import { keeperOf } from '../keep-event.js';
import { createAutomaton, type PatternAutomaton, patternSchema } from '../pattern-automaton.js';
import type { Step } from '../pattern-definition.js';
import type { Predicates } from '../predicates.js';
import type { TestPattern, TestStep } from './arbitrary-pattern.js';
import type { ReferenceOutput } from './reference-matcher.js';
import { conditionText } from './test-condition.js';

/**
 * Without bounds that could change what is found, and without what a document is refused for because nobody can have meant
 * it: it means something nevertheless.
 */
export function compiledFrom(
  { steps, skip, withinMs, eachMs }: TestPattern,
  { sessionMs = 0, predicates }: CompiledFromOptions = {},
): PatternAutomaton<TransactionLike> {
  const written = steps.map(engineStep);
  const problems = checkSteps({ steps: written, skip, withinMs, eachMs });
  // One in many thousands; it is refused, so there is nothing to compare.
  fc.pre(!problems.some(({ detail }) => detail === TOO_MANY_STATES));
  if (problems.length > 0) throw new Error(problems.map(({ detail }) => detail).join('; '));
  const taken = transactionType('matched event');
  return createAutomaton({
    steps: written,
    skip,
    withinMs,
    eachMs,
    sessionMs,
    schema: patternSchema(transactionType('event'), taken, written),
    limits: { runsPerEntity: 1_000_000, eventsPerRun: 1_000, matchesPerEvent: 1_000_000 },
    reportExpired: true,
    keeper: keeperOf(taken, new Set([`${taken.name}.channel`])),
    predicates,
  });
}

export interface CompiledFromOptions {
  readonly sessionMs?: number;
  /** Shared with other patterns. */
  readonly predicates?: Predicates<TransactionLike>;
}

function engineStep({ where, until, group, ...step }: TestStep): Step {
  const written = {
    ...step,
    where: where && conditionText(where),
    until: until && conditionText(until),
    group: group?.map(engineStep),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) as unknown as Step;
}

/** The sequence, its window and skip strategy, and its conditions, a line each. */
export function patternText({ steps, skip, withinMs, eachMs }: TestPattern): string {
  const window = withinMs > 0 ? `within ${withinMs} ms` : eachMs > 0 ? `within {each: ${eachMs} ms}` : 'no window';
  const skipping = 'step' in skip ? `${skip.kind}(${skip.step})` : skip.kind;
  const head = `${sequenceText(steps)}   ${window}, skip ${skipping}`;
  return [head, ...conditionLines(steps)].join('\n');
}

function conditionLines(steps: readonly TestStep[]): string[] {
  return steps.flatMap(({ name, where, until, group }) => [
    ...(where ? [`  ${name}: ${conditionText(where)}`] : []),
    ...(until ? [`  until of ${name}: ${conditionText(until)}`] : []),
    ...(group ? conditionLines(group) : []),
  ]);
}

/** Matches and time-outs, sorted. */
export function referenceTexts({ matches, timeouts }: ReferenceOutput<TransactionLike>): string[] {
  const text = (taken: ReferenceOutput<TransactionLike>['matches'][number]): string => {
    const byStep = Map.groupBy(taken, ([step]) => step);
    return [...byStep].map(([step, list]) => `${step}=${list.map(([, event]) => event.id).join('+')}`).join(' ');
  };
  const ended = timeouts.map(({ taken, atMs }) => `${text(taken)} timed out at ${atMs}`);
  return [...matches.map(text), ...ended].sort();
}

/** As `referenceTexts`. */
export function engineTexts({
  matches,
  expired,
}: Pick<AdvanceResult<TransactionLike>, 'matches' | 'expired'>): string[] {
  const text = (steps: readonly MatchedStep<TransactionLike>[]): string =>
    steps.map(({ step, events }) => `${step}=${events.map(({ id }) => id).join('+')}`).join(' ');
  const ended = expired.map(({ steps, atMs }) => `${text(steps)} timed out at ${atMs}`);
  return [...matches.map(({ steps }) => text(steps)), ...ended].sort();
}

export function transaction(id: string, occurredAtMs: number, channel: string, amountMinor: number): TransactionLike {
  return { id, occurredAtMs, channel, amountMinor, currency: 'USD', outcome: 'authorised', attributes: [] };
}
