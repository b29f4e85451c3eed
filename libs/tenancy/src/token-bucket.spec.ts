import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.js';

const quota = fc.record({
  perSecond: fc.double({ min: 0.01, max: 100_000, noNaN: true }),
  burst: fc.integer({ min: 1, max: 10_000 }),
});
const takes = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 5_000 }), count: fc.integer({ min: 1, max: 50 }) }),
  {
    maxLength: 200,
  },
);

describe('token bucket', () => {
  test('full at the beginning: burst tokens at once, then none', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, 1_000);
    expect([1, 2, 3].map(() => bucket.take(1_000))).toEqual([
      { allowed: true, remaining: 2, retryAfterMs: 0 },
      { allowed: true, remaining: 1, retryAfterMs: 0 },
      { allowed: true, remaining: 0, retryAfterMs: 0 },
    ]);
    expect(bucket.take(1_000)).toEqual({ allowed: false, remaining: 0, retryAfterMs: 100 });
  });

  test('refused: nothing is taken', () => {
    const bucket = new TokenBucket({ perSecond: 1, burst: 5 }, 0);
    expect(bucket.take(0, 4).remaining).toBe(1);
    expect(bucket.take(0, 2)).toEqual({ allowed: false, remaining: 1, retryAfterMs: 1_000 });
    expect(bucket.take(0, 1).allowed).toBe(true);
  });

  test('more than the burst: can never be taken', () => {
    expect(new TokenBucket({ perSecond: 1, burst: 5 }, 0).take(0, 6)).toEqual({
      allowed: false,
      remaining: 5,
      retryAfterMs: Infinity,
    });
  });

  test('time going backwards: adds nothing and does no harm', () => {
    const bucket = new TokenBucket({ perSecond: 1, burst: 1 }, 10_000);
    expect(bucket.take(10_000).allowed).toBe(true);
    expect(bucket.take(0).allowed).toBe(false);
    expect(bucket.take(10_999).allowed).toBe(false);
    expect(bucket.take(11_000).allowed).toBe(true);
  });

  test.each([
    { perSecond: 0, burst: 1 },
    { perSecond: 1, burst: 0 },
    { perSecond: Number.NaN, burst: 1 },
  ])('quota $perSecond/s, burst $burst: refused', (bad) => {
    expect(() => new TokenBucket(bad, 0)).toThrow(RangeError);
  });

  test('any sequence: never more than burst + time × rate in any stretch from the beginning', () => {
    expect(
      fc.check(
        fc.property(quota, takes, (limits, sequence) => {
          const bucket = new TokenBucket(limits, 0);
          let now = 0;
          let taken = 0;
          for (const { afterMs, count } of sequence) {
            now += afterMs;
            if (bucket.take(now, count).allowed) taken += count;
            if (taken > limits.burst + (now / 1000) * limits.perSecond + 1e-6 * (1 + taken)) return false;
          }
          return true;
        }),
      ).failed,
    ).toBe(false);
  });

  test('any refusal: coming again after retryAfterMs is allowed, a moment earlier is not', () => {
    expect(
      fc.check(
        fc.property(quota, takes, (limits, sequence) => {
          let now = 0;
          const bucket = new TokenBucket(limits, now);
          for (const { afterMs, count } of sequence) {
            now += afterMs;
            const { allowed, retryAfterMs } = bucket.take(now, count);
            if (allowed || retryAfterMs === Infinity) continue;
            if (retryAfterMs > 2 && bucket.take(now + retryAfterMs - 2, count).allowed) return false;
            now += retryAfterMs + 1;
            if (!bucket.take(now, count).allowed) return false;
          }
          return true;
        }),
      ).failed,
    ).toBe(false);
  });

  test('any sequence: remaining is whole, from 0 to burst', () => {
    expect(
      fc.check(
        fc.property(quota, takes, (limits, sequence) => {
          const bucket = new TokenBucket(limits, 0);
          let now = 0;
          return sequence.every(({ afterMs, count }) => {
            const { remaining } = bucket.take((now += afterMs), count);
            return Number.isInteger(remaining) && remaining >= 0 && remaining <= limits.burst;
          });
        }),
      ).failed,
    ).toBe(false);
  });
});
