import { describe, expect, it } from 'vitest';
import type { TransactionV1 } from '#contracts';
import {
  eventHash,
  eventProblems,
  labelFrom,
  renderEvent,
  transactionEvent,
  transactionEventRequest,
  type TransactionEventRequest,
} from './transaction-event.js';

const NOW = Date.UTC(2026, 10, 20);
const transaction = {
  id: 'txn_1',
  tenantId: 'ten_1',
  occurredAtMs: NOW - 86_400_000,
  amountMinor: 12_990,
  account: { id: 'acc-1', createdAtMs: 0, email: '' },
  livemode: false,
  declared: [{ entityType: 'email', entityId: 'hash-of-jane' }],
} as unknown as TransactionV1;
const at = '2026-11-19T12:00:00Z';

describe('the label of a report', () => {
  const id = (request: TransactionEventRequest, key?: string, nowMs = NOW): string =>
    labelFrom(transaction, request, nowMs, key).id;

  it('neither key nor time → one of its own each time', () => {
    expect(id({ type: 'refunded', amount: 100 })).not.toBe(id({ type: 'refunded', amount: 100 }));
  });
  it('a time and no key → the same for the same report, however its time is written', () => {
    const first = id({ type: 'refunded', occurred_at: at, amount: 100 });
    for (const written of ['2026-11-19T12:00:00.000Z', '2026-11-19T13:00:00+01:00'])
      expect(id({ type: 'refunded', occurred_at: written, amount: 100 }, undefined, NOW + 5)).toBe(first);
    for (const over of [{ amount: 200 }, { note: 'second' }, { type: 'captured' as const }])
      expect(id({ type: 'refunded', occurred_at: at, amount: 100, ...over })).not.toBe(first);
  });
  it('a key → the key alone', () => {
    expect(id({ type: 'refunded' }, 'k', NOW)).toBe(id({ type: 'refunded' }, 'k', NOW + 1));
    expect(id({ type: 'refunded' }, 'k')).not.toBe(id({ type: 'refunded' }, 'l'));
  });
  it.each([
    ['chargeback', 'fraud'],
    ['chargeback_reversed', 'unknown'],
    ['early_fraud_warning', 'fraud'],
    ['early_fraud_warning_withdrawn', 'unknown'],
    ['customer_denied', 'fraud'],
    ['customer_withdrawn', 'unknown'],
  ] as const)('%s → %s, with weight: it counts', (type, verdict) => {
    const label = labelFrom(transaction, { type }, NOW, 'k');
    expect([label.event, label.verdict]).toEqual([type, verdict]);
    expect(label.weight).toBeGreaterThan(0);
  });
  it('answered with what was recorded', () => {
    const label = labelFrom(transaction, { type: 'refunded', amount: 100, note: 'partly' }, NOW, undefined);
    const answer = { type: 'refunded', amount: 100, note: 'partly', transaction: 'txn_1' };
    expect(transactionEvent.parse(renderEvent(label))).toMatchObject(answer);
    expect(label.entities.at(-1)).toEqual({ entityType: 'email', entityId: 'hash-of-jane' });
    expect(renderEvent(labelFrom(transaction, { type: 'captured' }, NOW, 'k'))).toMatchObject({ amount: 12_990 });
  });
});

it('hash of a report: equal for bodies that mean the same, and of one transaction', () => {
  const hash = (of: string, request: TransactionEventRequest): string => eventHash(of, request).toString('hex');
  const first = hash('txn_1', { type: 'refunded', occurred_at: at });
  expect(hash('txn_1', { type: 'refunded', occurred_at: '2026-11-19T12:00:00.000Z' })).toBe(first);
  expect(hash('txn_2', { type: 'refunded', occurred_at: at })).not.toBe(first);
  expect(hash('txn_1', { type: 'refunded' })).not.toBe(first);
});

describe('a report that can not be true', () => {
  const codes = (over: Partial<TransactionEventRequest>, of = transaction): string[] =>
    eventProblems(of, { type: 'refunded', ...over }, NOW).map(({ pointer, code }) => `${pointer} ${code}`);

  it.each<[string, Partial<TransactionEventRequest>, string[]]>([
    ['now, the whole', {}, []],
    ['a little ahead', { occurred_at: new Date(NOW + 299_000).toISOString() }, []],
    ['in years', { occurred_at: '2099-01-01T00:00:00Z' }, ['/occurred_at too_far_ahead']],
    ['long before the payment', { occurred_at: '2020-01-01T00:00:00Z' }, ['/occurred_at before_payment']],
    ['with a tip', { amount: 15_000 }, []],
    ['far more than was paid', { amount: 99_999_999 }, ['/amount too_big']],
  ])('%s → %j', (_name, over, problems) => {
    expect(codes(over)).toEqual(problems);
  });
  it('a payment of nothing → any amount', () => {
    expect(codes({ amount: 500 }, { ...transaction, amountMinor: 0 })).toEqual([]);
  });
});

it.each(['pan 4242424242424242', 'a\ud800', 'a\0'])('the note %j → refused', (note) => {
  expect(transactionEventRequest.safeParse({ type: 'captured', note }).success).toBe(false);
});
