import { describe, expect, it } from 'vitest';
import { readFeatures } from './compile-features.js';
import { EntityState } from './engine/entity-state.js';
import { fill } from './fill.js';
import { hash53 } from './hash.js';
import { NOON, transaction } from './testing/transactions.js';

const plan = readFeatures([
  {
    path: 'f.yaml',
    text: `
by: card
features:
  - { feature: card_sum, aggregate: sum, of: event.amount, window: 1d }
  - { feature: card_frauds, aggregate: count, source: labels, where: label.fraud, window: 1d }
`,
  },
]);
const HOUR_MS = 3_600_000;
const payments = [0, 1, 2].map((i) =>
  transaction({ id: `t${i}`, occurredAtMs: NOON + i * HOUR_MS, amountMinor: 10 ** i }),
);
const fraud = {
  id: hash53('t0'),
  source: 'chargeback',
  verdict: 'fraud',
  occurredAtMs: NOON,
  knownAtMs: NOON + HOUR_MS,
} as const;
const valuesOf = (state: EntityState, hours: number): number[] => [
  ...state.valuesAsOf(NOON + hours * HOUR_MS).subarray(0, 2),
];

describe('fill', () => {
  it('transactions and labels of the past → the state that taking them one by one leaves', () => {
    const state = new EntityState(plan, 'card');
    expect(fill(state, { transactions: payments, labels: [fraud] })).toBe(3);
    expect([0.5, 1.5, 3, 25.5].map((hours) => valuesOf(state, hours))).toEqual([
      [1, 0],
      [11, 1],
      [111, 1],
      [100, 0],
    ]);
  });

  it('page by page, in another order, and some of it twice → the same', () => {
    const state = new EntityState(plan, 'card');
    fill(state, { transactions: payments.slice(1), labels: [fraud] });
    fill(state, { transactions: payments, labels: [fraud] });
    expect(valuesOf(state, 3)).toEqual([111, 1]);
  });
});
