/** What the pack's features mean does not change: models are trained on them. Held against the scan that they were first specified by. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntityState, FEATURES, featureVector, readFeatures } from '#features';
import { readTextFiles } from '#kernel';
import { plainScan } from '../../libs/features/src/testing/plain-scan.js';
import { transactions } from '../../libs/features/src/testing/transactions.js';

const plan = readFeatures(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR'));
const TYPES = ['account', 'card', 'device', 'ip', 'merchant'] as const;

describe('features of card payments', () => {
  it('every feature that models and policies know → is there, with its unit', () => {
    const missing = FEATURES.filter(({ name, of, unit }) => {
      const planned = plan.feature(name);
      return planned?.of !== of || planned.unit !== unit;
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(TYPES)('%s: any order of arrival → what the scan gives', (type) => {
    const facts = new Float64Array(plan.factsLength);
    const names = plan.featuresOf(type).map(({ name }) => name);
    const arrivals = transactions(40).chain((list) =>
      fc.oneof(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(arrivals, (list) => {
        const state = new EntityState(plan, type);
        const known: typeof list = [];
        for (const next of list) {
          const event = { ...next, attributes: [] } as never;
          const newest = Math.max(...known.map((t) => t.occurredAtMs), next.occurredAtMs);
          known.push(next);
          plan.read(event, facts);
          const values = state.advance(facts, event)!;
          if (next.occurredAtMs < newest - plan.entity(type).retentionMs || state.isTruncated(next.occurredAtMs))
            continue;
          const want = plainScan(type, known, next);
          expect(differences(names, values, want)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('transactions alone → what the vector of the catalogue has', () => {
    fc.assert(
      fc.property(transactions(20), (list) => {
        for (const next of list) {
          const event = { ...next, attributes: [{ name: 'ip_country', text: 'DE' }] };
          const want = featureVector(event, []);
          const got = plan.vector(event as never, []);
          const names = FEATURES.filter(({ of }) => of === 'transaction');
          const wrong = names.filter(({ name, index }) => !isSame(got[plan.feature(name)!.index]!, want[index]!));
          expect(wrong.map(({ name }) => name)).toEqual([]);
        }
      }),
    );
  });
});

function differences(names: readonly string[], got: ArrayLike<number>, want: Record<string, number>): string[] {
  return names.flatMap((name, i) => {
    const expected = want[name];
    if (expected === undefined || isSame(got[i]!, expected)) return [];
    return [`${name}: ${got[i]}, by the scan ${expected}`];
  });
}

function isSame(got: number, want: number): boolean {
  return Number.isNaN(want) ? Number.isNaN(got) : Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want));
}
