import { describe, expect, it } from 'vitest';
import { formatFeature } from './feature-value.js';

describe('formatFeature', () => {
  it.each([
    [1026, 'money', 'EUR', '10.26', 'EUR'],
    [1026.5, 'money', 'JPY', '1,027', 'JPY'],
    [1, 'flag', 'EUR', 'yes', ''],
    [0, 'flag', 'EUR', 'no', ''],
    [240, 'seconds', 'EUR', '4 min', ''],
    [3.118, 'ratio', 'EUR', '3.12', '×'],
    [2.5, 'deviations', 'EUR', '2.5', 'deviations'],
    [7, '', 'EUR', '7', ''],
    [2101.4, 'days', 'EUR', '2,101', 'days'],
    [0.03, 'days', 'EUR', '43 min 12 s', ''],
  ])('%s %s → %s %s', (value, unit, currency, text, shown) => {
    expect(formatFeature(value, unit, currency)).toEqual({ text, unit: shown });
  });
});
