/** Patterns over events of any fields, from canonical steps, without a document: for benches and tests of the engine itself. */
import { type MessageType, NUMBER, STRING } from '#cel';
import { createAutomaton, type PatternAutomaton, patternSchema } from '../pattern-automaton.js';
import type { SkipStrategy, Step } from '../pattern-definition.js';
import type { PatternEvent } from '../pattern-state.js';
import type { Predicates } from '../predicates.js';

export interface PlainPattern<E extends PatternEvent> {
  readonly steps: readonly Step[];
  readonly skip?: SkipStrategy;
  readonly withinMs: number;
  /** Shared between patterns. */
  readonly predicates?: Predicates<E>;
  /** Of the events, for conditions. */
  readonly fields: Readonly<Record<string, 'number' | 'string'>>;
}

/** Bounds that nothing reaches; events are kept as they are and stored as JSON. */
export function plainPattern<E extends PatternEvent>({
  steps,
  skip,
  withinMs,
  fields,
  predicates,
}: PlainPattern<E>): PatternAutomaton<E> {
  const named = (name: string): MessageType => ({
    kind: 'message',
    name,
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, type]) => [
        field,
        { type: type === 'number' ? NUMBER : STRING, wire: field },
      ]),
    ),
  });
  return createAutomaton<E>({
    steps,
    skip: skip ?? { kind: 'none' },
    withinMs,
    eachMs: 0,
    sessionMs: 0,
    schema: patternSchema(named('event'), named('taken'), steps),
    limits: { runsPerEntity: 1_000_000, eventsPerRun: 10_000, matchesPerEvent: 1_000_000 },
    reportExpired: false,
    predicates,
    keeper: {
      keep: (event) => event,
      write: (out, texts, event) => texts.text(out, JSON.stringify(event)),
      read: (input, texts) => JSON.parse(texts.text(input)) as E,
    },
  });
}
