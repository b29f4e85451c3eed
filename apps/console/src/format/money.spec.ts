import { describe, expect, it } from 'vitest';
import { formatAmount, formatMoney, formatMoneyShort } from './money.js';

describe('formatAmount', () => {
  it.each([
    [12990, 'USD', '129.90'],
    [0, 'EUR', '0.00'],
    [-500, 'EUR', '-5.00'],
    [12990, 'JPY', '12,990'],
    [1234567, 'KWD', '1,234.567'],
    [250000, 'IQD', '250.000'],
    [100_000_000_000, 'USD', '1,000,000,000.00'],
    [1500, 'ZZZ', '15.00'],
  ])('%i minor units of %s → %s', (amount, currency, expected) => {
    expect(formatAmount(amount, currency)).toBe(expected);
  });
});

describe('formatMoney', () => {
  it('sentence: currency before the amount', () => {
    expect(formatMoney(1284990, 'USD')).toBe('USD 12,849.90');
  });
});

describe('formatMoneyShort', () => {
  it.each([
    [999900, 'USD', 'USD 9,999'],
    [12345, 'USD', 'USD 123.45'],
    [1284990, 'USD', 'USD 12.8K'],
    [3_200_000_000, 'JPY', 'JPY 3.2B'],
    [0, 'USD', 'USD 0'],
  ])('%i minor units of %s → %s', (amount, currency, expected) => {
    expect(formatMoneyShort(amount, currency)).toBe(expected);
  });
});
