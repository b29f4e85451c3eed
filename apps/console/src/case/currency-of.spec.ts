import { describe, expect, it } from 'vitest';
import type { MatchView, TimelineItem } from '../api/contract.js';
import { matchedCurrency, sessionCurrency } from './currency-of.js';

const detailOf = (...currencies: string[]) => ({
  transaction: { id: 'txn_now', currency: 'EUR' },
  timeline: currencies.map((currency, i) => ({ transaction_id: `txn_${i}`, currency }) as TimelineItem),
});
const matchOf = (type: MatchView['entity']['type']) => ({ entity: { type, id: 'x' } }) as MatchView;

describe('currency of a session', () => {
  it.each([
    ['account', ['EUR', 'EUR'], 'EUR'],
    ['card', ['EUR', 'JPY'], undefined],
    ['merchant', ['EUR', 'JPY'], 'EUR'],
    ['device', ['EUR'], undefined],
    ['ip', ['EUR'], undefined],
  ] as const)('%s with payments in %s → %s', (type, currencies, expected) => {
    expect(sessionCurrency(detailOf(...currencies), type)).toBe(expected);
  });
});

describe('currency of a matched payment', () => {
  it.each([
    ['account', 'txn_1', 'JPY'],
    ['account', 'txn_now', 'EUR'],
    ['device', 'txn_of_another_account', undefined],
    ['merchant', 'txn_of_another_account', 'EUR'],
  ] as const)('on the %s, %s → %s', (type, id, expected) => {
    expect(matchedCurrency(detailOf('EUR', 'JPY'), matchOf(type), id)).toBe(expected);
  });
});
