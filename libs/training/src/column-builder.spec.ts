import { describe, expect, it } from 'vitest';
import { ColumnBuilder, type CellValue } from './column-builder.js';

function built(values: readonly CellValue[], kind?: 'number' | 'category') {
  const builder = new ColumnBuilder('x', kind);
  for (const value of values) builder.push(value);
  const { kind: found, values: numbers, texts } = builder.build();
  return { kind: found, values: [...numbers], texts };
}

describe('ColumnBuilder', () => {
  it('numbers, truths, times and big integers: numbers', () => {
    expect(built([1.5, true, 7n, new Date(1000), null]).values).toEqual([1.5, 1, 7, 1000, Number.NaN]);
  });

  it('texts that are numbers: numbers; empty and nan: missing', () => {
    expect(built(['', '1e3', ' 2', 'NaN', '-0.5'])).toMatchObject({
      kind: 'number',
      values: [Number.NaN, 1000, 2, Number.NaN, -0.5],
    });
  });

  it('texts: a category, codes in the order in which they are seen', () => {
    expect(built(['b', undefined, 'a', 'b'])).toEqual({
      kind: 'category',
      values: [0, Number.NaN, 1, 0],
      texts: ['b', 'a'],
    });
  });

  it('said to be a category: codes of numbers too', () => {
    expect(built([5411, 5812, 5411], 'category')).toMatchObject({ values: [0, 1, 0], texts: ['5411', '5812'] });
  });

  it('more rows than expected: kept', () => {
    expect(built(Array.from({ length: 5000 }, (_, i) => i)).values.at(-1)).toBe(4999);
  });

  it.each([
    ['a text among numbers', [1, 'abc'], 'column x holds a text; every other value was a number'],
    ['infinity', [1, Infinity], 'column x is Infinity'],
    ['infinity as Python writes it', ['1', '-inf'], 'column x is -Infinity'],
    ['beyond float32', [1e39], 'column x is 1e+39'],
    ['a million categories', Array.from({ length: 1_000_000 }, (_, i) => `c${i}`), 'more than 4096 different texts'],
  ])('%s: refused', (_, values, message) => {
    expect(() => built(values)).toThrow(message);
  });
});
