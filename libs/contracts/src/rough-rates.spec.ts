import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { minorDigits } from './money.js';
import { referenceAmount, roughUsd, UNITS_PER_USD, type Exchange } from './rough-rates.js';

const inUsd: Exchange = { referenceCurrency: 'USD', unitsPerUsd: {} };

describe('rough rates', () => {
  it('every currency that a payment may be in: one rate, above zero; and no others', () => {
    const listed = readFileSync(new URL('money.ts', import.meta.url), 'utf8').match(/\b[A-Z]{3}\b/g)!;
    const currencies = [...new Set(listed)].filter((code) => minorDigits(code) !== undefined);
    expect(Object.keys(UNITS_PER_USD).toSorted()).toEqual(currencies.toSorted());
    for (const [currency, units] of Object.entries(UNITS_PER_USD))
      expect([currency, units > 0]).toEqual([currency, true]);
  });

  it.each([
    [200_000, 'USD', 200_000],
    [200_000, 'JPY', 135_135],
    [200_000, 'SEK', 21_277],
    [200_000, 'KWD', 65_574],
  ])('%d minor units of %s are about %d cents', (amount, currency, cents) => {
    expect(referenceAmount(inUsd, amount, currency)).toBe(cents);
  });

  it('another reference → its minor units; its own amounts stay exact', () => {
    const inYen: Exchange = { referenceCurrency: 'JPY', unitsPerUsd: {} };
    expect(referenceAmount(inYen, 12_345, 'JPY')).toBe(12_345);
    expect(referenceAmount(inYen, 10_000, 'USD')).toBe(14_800);
    expect(referenceAmount(inYen, 1000, 'KWD')).toBe(485);
  });

  it('a rate of one’s own → comes before the table, on both sides', () => {
    const own: Exchange = { referenceCurrency: 'EUR', unitsPerUsd: { SEK: 10, EUR: 0.5 } };
    expect(roughUsd(own, 100_000, 'SEK')).toBe(100);
    expect(referenceAmount(own, 100_000, 'SEK')).toBe(5000);
  });

  it('what is no currency → NaN', () => {
    expect(referenceAmount(inUsd, 1, 'XXX')).toBeNaN();
    expect(roughUsd(inUsd, 1, '')).toBeNaN();
  });
});
