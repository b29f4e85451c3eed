import { expect, it } from 'vitest';
import { decisionOf, NOW } from '../testing/records.js';
import { BUCKET_MS, CountBatch, totalsOf } from './decision-counts.js';

it('counts: by outcome, rung, latency and declined money, in the bucket of the answer', () => {
  const batch = new CountBatch();
  for (const latencyMs of [1, 8, 8, 30, 9000]) batch.answered(decisionOf({ latencyMs }));
  batch.answered(
    decisionOf({ outcome: 'decline', answeredBy: 'stand_in', latencyMs: 8, transaction: { amountMinor: 500 } }),
  );
  batch.revised(decisionOf({}));
  batch.answered(decisionOf({ decidedAtMs: NOW + BUCKET_MS }));
  batch.answered(decisionOf({ transaction: { currency: 'JPY' } }));

  const rows = batch.rows();
  expect(rows.map(({ bucketMs, currency, declinedMinor }) => [bucketMs, currency, declinedMinor])).toEqual([
    [NOW, 'USD', 500],
    [NOW + BUCKET_MS, 'USD', 0],
    [NOW, 'JPY', 0],
  ]);
  const totals = totalsOf(rows[0]!.counts);
  expect(totals).toMatchObject({
    decisions: 6,
    outcomes: { approve: 5, challenge: 0, review: 0, decline: 1 },
    rungs: { full: 5, degraded: 0, stand_in: 1 },
    revised: 1,
  });
  expect([0.1, 0.5, 0.8, 0.99].map((q) => totals.latencyMs(q))).toEqual([2, 10, 30, 5000]);
});

it('counts of nothing: zeroes, and no latency', () => {
  const totals = totalsOf([]);
  expect(totals.decisions).toBe(0);
  expect(totals.latencyMs(0.5)).toBeUndefined();
});
