import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregatesOf,
  ENTITY_FEATURES,
  EntityHistory,
  type EntityType,
  FEATURE_ENTITY_TYPES,
  isTruncated,
  sessionOf,
} from './index.js';
import { DAY_MS, RETENTION_MS } from './layout.js';
import { plainScan, plainSession } from './testing/plain-scan.js';
import { factsOf, transactions } from './testing/transactions.js';

const RUNS = { numRuns: 60 };

/** Transactions and an order in which they arrive: in order, shuffled, or in order with some held back. */
const arrivals = transactions(60).chain((list) =>
  fc.oneof(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
);

function named(type: EntityType, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(ENTITY_FEATURES[type].map((feature, i) => [feature.name, values[i]!]));
}

/** The features whose values differ; speed has a test of its own. */
function differences(actual: Record<string, number>, expected: Record<string, number>): string[] {
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...names].flatMap((name) => {
    if (name.endsWith('speed_kmh')) return [];
    const [got, want] = [actual[name]!, expected[name]!];
    const same = Number.isNaN(want) ? Number.isNaN(got) : Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want));
    return same ? [] : [`${name}: ${got}, by the scan ${want}`];
  });
}

describe.each(FEATURE_ENTITY_TYPES)('aggregates of %s', (type) => {
  it('any order of arrival → at every event what a plain scan of what has arrived gives', () => {
    fc.assert(
      fc.property(arrivals, (list) => {
        const history = new EntityHistory(type);
        const known: typeof list = [];
        for (const next of list) {
          const newest = Math.max(...known.map((t) => t.occurredAtMs), next.occurredAtMs);
          known.push(next);
          const index = history.insert(factsOf(next));
          if (next.occurredAtMs < newest - RETENTION_MS || isTruncated(history, index)) continue;
          expect(differences(named(type, aggregatesOf(history, index)), plainScan(type, known, next))).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

describe('currencies', () => {
  it('any order of arrival → one currency is said of the 30 days only where it is so, in order always where it is', () => {
    fc.assert(
      fc.property(arrivals, (list) => {
        const history = new EntityHistory('account');
        const known: typeof list = [];
        for (const next of list) {
          const newest = Math.max(...known.map((t) => t.occurredAtMs));
          known.push(next);
          history.insert(factsOf(next));
          const until = next.occurredAtMs;
          const window = known.filter((t) => t.occurredAtMs > until - 30 * DAY_MS && t.occurredAtMs <= until);
          const isSo = next.currency !== '' && window.every(({ currency }) => currency === next.currency);
          const isSaid = history.isInOneCurrency(factsOf(next));
          expect(isSaid).toBe(isSo && (until >= newest || isSaid));
        }
      }),
      RUNS,
    );
  });
});

describe('sessions', () => {
  it('any order of arrival → the session that joining neighbours gives', () => {
    const near = transactions(40).filter((list) => list.at(-1)!.occurredAtMs - list[0]!.occurredAtMs < RETENTION_MS);
    fc.assert(
      fc.property(
        near.chain((list) => fc.shuffledSubarray(list, { minLength: list.length })),
        (list) => {
          const history = new EntityHistory('account');
          const known: typeof list = [];
          for (const next of list) {
            known.push(next);
            expect(sessionOf(history, history.insert(factsOf(next)))).toEqual(plainSession(known, next));
          }
        },
      ),
      RUNS,
    );
  });

  it('repeats anywhere in between → the same values and the same events', () => {
    fc.assert(
      fc.property(transactions(30), fc.infiniteStream(fc.nat()), (list, picks) => {
        const once = new EntityHistory('card');
        const again = new EntityHistory('card');
        for (const [i, next] of list.entries()) {
          const index = once.insert(factsOf(next));
          expect(again.insert(factsOf(next))).toBe(index);
          const repeated = list[picks.next().value! % (i + 1)]!;
          expect(again.has(factsOf(repeated)) && again.insert(factsOf(repeated)) !== -1).toBe(false);
          expect(aggregatesOf(again, index)).toEqual(aggregatesOf(once, index));
          expect(again.length).toBe(once.length);
        }
      }),
      RUNS,
    );
  });
});
