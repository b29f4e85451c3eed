/** What comes to an entity's state in tests: transactions, and what becomes known of them, in any order. */
import fc from 'fast-check';
import type { FeatureEvent } from '../plan/feature-event.js';
import { type EntityState, hash53Of, LABEL_SOURCES } from './feature-parts.js';
import type { ScannedLabel } from './history-scan.js';
import { transactions } from './transactions.js';

const DAY = 86_400_000;

export type Arrival = { readonly event: FeatureEvent } | { readonly label: ScannedLabel };

/** Events, with labels that become known some time after them, in the order of arrival. */
export function arrivals(max: number): fc.Arbitrary<Arrival[]> {
  const label = fc.record({
    of: fc.nat(),
    source: fc.constantFrom(...LABEL_SOURCES),
    verdict: fc.constantFrom('fraud', 'fraud', 'legitimate', 'withdrawn'),
    afterMs: fc.integer({ min: 0, max: 10 * DAY }),
    untoldMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * DAY })),
  });
  return fc.tuple(transactions(max), fc.array(label, { maxLength: 20 })).chain(([events, drawn]) => {
    const labels = drawn.map(({ of, source, verdict, afterMs, untoldMs }): Arrival & { ms: number } => {
      const { id, occurredAtMs } = events[of % events.length]!;
      const knownAtMs = occurredAtMs + afterMs;
      return {
        label: { transactionId: id, source, verdict, occurredAtMs: knownAtMs - untoldMs, knownAtMs },
        ms: knownAtMs,
      };
    });
    const inOrder: Arrival[] = [
      ...events.map((event) => ({
        event: { ...event, attributes: [] } as unknown as FeatureEvent,
        ms: event.occurredAtMs,
      })),
      ...labels,
    ].toSorted((a, b) => a.ms - b.ms);
    return fc.oneof(fc.constant(inOrder), fc.shuffledSubarray(inOrder, { minLength: inOrder.length }));
  });
}

export function addLabel(state: EntityState, { transactionId, ...label }: ScannedLabel): boolean {
  return state.label({ ...label, id: hash53Of(transactionId) } as Parameters<EntityState['label']>[0]);
}
