import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFeatures, EntityState, type FeaturePlan } from '../testing/feature-parts.js';
import { NOON, transaction } from '../testing/transactions.js';
import { MomentsSlot, MomentsSum } from './summed-slots.js';

const DAY = 86_400_000;

/** Of the amounts of an account whose last six payments are kept, in the seven days before a payment. */
function planOf(): FeaturePlan {
  const head = { by: 'account', of: 'event.amount', window: '7d', current: 'exclude' };
  const sources = ['stddev', 'zscore'].map((aggregate) => ({
    name: aggregate,
    source: { ...head, feature: aggregate, aggregate },
  }));
  const compiled = compileFeatures(sources, { latenessMs: DAY, eventsMax: { account: 6 }, scannedMax: 3 });
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
}

const whole = { fromMs: 0, untilMs: 2, firstMs: 1, lastMs: 1, share: 1 };
const shares = fc.integer({ min: 1, max: DAY - 1 }).map((ms) => ms / DAY);
const amounts = fc.oneof(
  fc.nat(1_000_000),
  fc.constantFrom(0, 999, 1e15 - 1),
  fc.maxSafeNat(),
  fc.double({ min: 0.01, max: 1e6 }),
);

/** A window that both ends of lie in a bucket, of buckets with these values. */
function sumOf(buckets: readonly (readonly number[])[], first: number, last: number): MomentsSum {
  const slot = new MomentsSlot(0, 0);
  const numbers = buckets.map((values) => {
    const of = [...slot.initial];
    for (const value of values) slot.add(of, [value], 0);
    return of;
  });
  const sum = slot.sum();
  sum.takePart(numbers[0]!, { ...whole, share: first });
  sum.takePart(numbers.at(-1)!, { ...whole, share: last });
  sum.takeWhole(numbers, 1, numbers.length - 1);
  return sum;
}

describe('moments of what was let go', () => {
  it('always the same amount, part of a bucket in the window → no deviation, and no distance in deviations', () => {
    const state = new EntityState(planOf(), 'account');
    const values = Array.from({ length: 400 }, (_, i) => {
      const event = transaction({
        id: `txn_${i}`,
        amountMinor: i === 399 ? 1000 : 999,
        occurredAtMs: NOON + i * 3_700_123,
      });
      const facts = new Float64Array(state.features.factsLength);
      state.features.read(event, facts);
      return [...state.advance(facts, event)!.subarray(0, 2)];
    });
    expect(state.isApproximate(NOON + 399 * 3_700_123)).toBe(true);
    expect(values.slice(2)).toEqual(values.slice(2).map(() => [0, Number.NaN]));
  });

  it('equal numbers, many of them, huge ones and fractions → no deviation', () => {
    const counts = fc.array(fc.integer({ min: 2, max: 200 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(amounts, counts, shares, shares, (amount, of, first, last) => {
        const sum = sumOf(
          of.map((count) => Array.from({ length: count }, () => amount)),
          first,
          last,
        );
        expect(sum.n < 2 || sum.deviation === 0).toBe(true);
      }),
    );
  });

  it('any amounts → a spread that is not negative; one that differs by a unit → a deviation', () => {
    const buckets = fc.array(fc.array(amounts, { minLength: 1, maxLength: 20 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(buckets, shares, shares, (of, first, last) => {
        expect(sumOf(of, first, last).spread).toBeGreaterThanOrEqual(0);
      }),
    );
    const thousands = Array.from({ length: 12 }, () => Array.from({ length: 1000 }, () => 1_000_000));
    thousands[5]![7] = 1_000_001;
    expect(sumOf(thousands, 0.5, 0.5).deviation).toBeCloseTo(1 / Math.sqrt(11_000), 4);
  });
});
