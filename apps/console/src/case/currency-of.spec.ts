import { describe, expect, it } from 'vitest';
import type { DecisionSummary, EntityView, MatchView, TimelineItem } from '../api/contract.js';
import { matchedCurrency, sessionCurrency } from './currency-of.js';

const detailOf = (...known: EntityView['type'][]) => ({
  transaction: { id: 'txn_now', currency: 'EUR', occurred_at: '2026-03-31T12:00:00Z' },
  timeline: [{ transaction_id: 'txn_1', currency: 'JPY' } as TimelineItem],
  elsewhere: [{ transaction_id: 'txn_beside', currency: 'CHF' } as DecisionSummary],
  entities: (['account', 'merchant', 'device'] as const).map((type) => ({
    type,
    id: type,
    truncated: false,
    approximate: false,
    ...(known.includes(type) && { currency: 'EUR' }),
  })),
});
const matchOf = (type: EntityView['type']) => ({ entity: { type, id: 'x' } }) as MatchView;
const eventOf = (id: string, occurredAt = '2026-03-30T12:00:00Z') => ({
  transaction_id: id,
  occurred_at: occurredAt,
  amount: 1,
});

describe('currency of a session', () => {
  it('of an entity whose payments were all in one → that; else, and of an entity that is not there → none', () => {
    expect(sessionCurrency(detailOf('merchant'), 'merchant')).toBe('EUR');
    expect(sessionCurrency(detailOf('merchant'), 'account')).toBeUndefined();
    expect(sessionCurrency(detailOf('merchant'), 'ip')).toBeUndefined();
  });
});

describe('currency of a matched payment', () => {
  it.each([
    ['account', eventOf('txn_1'), 'JPY'],
    ['account', eventOf('txn_now'), 'EUR'],
    ['device', eventOf('txn_beside'), 'CHF'],
    ['merchant', eventOf('txn_of_another_account'), 'EUR'],
    ['merchant', eventOf('txn_of_long_ago', '2026-02-27T12:00:00Z'), undefined],
    ['device', eventOf('txn_of_another_account'), undefined],
  ] as const)('on the %s, %o → %s', (type, event, expected) => {
    expect(matchedCurrency(detailOf('merchant'), matchOf(type), event)).toBe(expected);
  });
});
