import { describe, expect, it } from 'vitest';
import { formatContribution, formatCount, formatFigure, formatShare } from './figures.js';

describe('formatFigure', () => {
  it.each([
    [5, '5'],
    [0, '0'],
    [-12, '-12'],
    [12345, '12,345'],
    [0.123456, '0.123'],
    [1234.56, '1,235'],
    [null, '–'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('%s → %s', (value, expected) => expect(formatFigure(value)).toBe(expected));
});

describe('formatShare', () => {
  it.each([
    [0, '0%'],
    [1, '100%'],
    [0.125, '12.5%'],
    [0.0004, '<0.1%'],
    [0.9996, '>99.9%'],
  ])('%s → %s', (value, expected) => expect(formatShare(value)).toBe(expected));
});

describe('formatContribution', () => {
  it.each([
    [0.311, '+0.31'],
    [-0.044, '−0.04'],
    [-0.001, '+0.00'],
    [0, '+0.00'],
  ])('%s → %s', (value, expected) => expect(formatContribution(value)).toBe(expected));
});

describe('formatCount', () => {
  it('large: compact', () => expect([formatCount(9_999), formatCount(12_345)]).toEqual(['9,999', '12.3K']));
});
