import { describe, expect, it } from 'vitest';
import { formatMinor } from './money.js';

describe('formatMinor', () => {
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
    expect(formatMinor(amount, currency)).toBe(expected);
  });
});
