import { describe, expect, it } from 'vitest';
import { formatMoney, formatMoneyShort } from './money.js';

describe('formatMoney', () => {
  it('as everywhere: the amount, then the currency', () => {
    expect(formatMoney(1284990, 'USD')).toBe('12,849.90 USD');
  });
});

describe('formatMoneyShort', () => {
  it.each([
    [999900, 'USD', '9,999 USD'],
    [12345, 'USD', '123.45 USD'],
    [1284990, 'USD', '12.8K USD'],
    [3_200_000_000, 'JPY', '3.2B JPY'],
    [0, 'USD', '0 USD'],
  ])('%i minor units of %s → %s', (amount, currency, expected) => {
    expect(formatMoneyShort(amount, currency)).toBe(expected);
  });
});
