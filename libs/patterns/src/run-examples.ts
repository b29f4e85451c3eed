/** Runs the examples that a pattern's document carries, as its author meant them. */
import { z } from 'zod';
import type { TransactionLike } from '#cel';
import { advance, advanceTime } from './advance.js';
import { type CompiledPattern, compilePattern, type CompileOptions, type DefinitionPlace } from './compile-pattern.js';
import { exampleInstant } from './example-instant.js';
import { EXAMPLE_EVENTS_MAX, exampleEvent, type ExampleEvent } from './pattern-definition.js';
import { PatternError } from './pattern-error.js';
import type { PatternState } from './pattern-state.js';

export interface ExampleResult {
  readonly index: number;
  readonly title: string;
  readonly expected: number;
  readonly found: number;
  readonly ok: boolean;
  /** Where the document says `expected`. */
  readonly place: DefinitionPlace;
}

/**
 * Counts the matches of each example. Events are put in time order and told apart by the pattern's entity (those that
 * name none belong to one entity); after the last event time passes, so that absences come true.
 */
export function runExamples(pattern: CompiledPattern): ExampleResult[] {
  return (pattern.definition.examples ?? []).map((example, index) => {
    const events = example.events.map(transactionOf).sort((a, b) => a.occurredAtMs - b.occurredAtMs);
    const found = countMatches(pattern, events);
    const title = example.title ?? `example ${index + 1}`;
    const place = pattern.examplePlaces[index]!;
    return { index, title, expected: example.matches, found, ok: found === example.matches, place };
  });
}

/**
 * Compiles a pattern that somebody wants to save, and runs its examples.
 * @throws PatternError, also when an example gives another number of matches than it says
 */
export function checkPattern(source: unknown, options: CompileOptions = {}): CompiledPattern {
  const pattern = compilePattern(source, options);
  const failed = runExamples(pattern).filter((result) => !result.ok);
  if (failed.length === 0) return pattern;
  throw new PatternError(
    failed.map(({ title, expected, found, place }) => {
      const detail = `${title}: expected ${expected} ${expected === 1 ? 'match' : 'matches'}, found ${found}`;
      return { ...place, detail };
    }),
  );
}

function countMatches(pattern: CompiledPattern, events: readonly TransactionLike[]): number {
  const states = new Map<string, PatternState<TransactionLike> | undefined>();
  let found = 0;
  for (const event of events) {
    const entity = entityIdOf(pattern.by, event);
    const result = advance(pattern, states.get(entity), [event]);
    states.set(entity, result.state);
    found += result.matches.length;
  }
  for (const state of states.values()) found += advanceTime(pattern, state, Number.POSITIVE_INFINITY).matches.length;
  return found;
}

/** The id of the entity that a pattern by `by` follows; empty where the event has none. */
export function entityIdOf(by: CompiledPattern['by'], event: TransactionLike): string {
  switch (by) {
    case 'account':
      return event.account?.id ?? '';
    case 'card':
      return event.card?.fingerprint ?? '';
    case 'device':
      return event.device?.id ?? '';
    case 'ip':
      return event.device?.ip ?? '';
    case 'merchant':
      return event.merchant?.id ?? '';
  }
}

/**
 * Events written as in a document's examples, in time order.
 * @throws PatternError for what is no event, by its place among them
 */
export function exampleEvents(written: unknown): TransactionLike[] {
  const parsed = z.array(exampleEvent).max(EXAMPLE_EVENTS_MAX).safeParse(written);
  if (!parsed.success)
    throw new PatternError(
      parsed.error.issues.map(({ path, message }) => ({
        pointer: path.map((key) => `/${String(key)}`).join(''),
        detail: message,
      })),
    );
  return parsed.data.map(transactionOf).sort((a, b) => a.occurredAtMs - b.occurredAtMs);
}

function transactionOf(event: ExampleEvent, index: number): TransactionLike {
  const { account, card, device, merchant, location } = event;
  return {
    id: event.id ?? `event-${index + 1}`,
    occurredAtMs: exampleInstant(event.at)!,
    amountMinor: event.amount ?? 0,
    currency: event.currency ?? 'USD',
    channel: event.channel ?? 'card_not_present',
    outcome: event.outcome ?? 'authorised',
    account: account && {
      id: account.id ?? '',
      createdAtMs: account.created_at === undefined ? 0 : exampleInstant(account.created_at)!,
      email: account.email ?? '',
    },
    card: card && { fingerprint: card.fingerprint ?? '', bin: card.bin ?? '', country: card.country ?? '' },
    device: device && { id: device.id ?? '', ip: device.ip ?? '' },
    merchant: merchant && { id: merchant.id ?? '', mcc: merchant.mcc ?? '', country: merchant.country ?? '' },
    location,
    attributes: Object.entries(event.attributes ?? {}).map(([name, value]) => {
      if (typeof value === 'string') return { name, text: value };
      return typeof value === 'number' ? { name, number: value } : { name, flag: value };
    }),
  };
}
