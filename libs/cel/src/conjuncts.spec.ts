import { describe, expect, it } from 'vitest';
import { attributesIn, comparisonOf, conjunctsOf } from './index.js';

describe('conjuncts', () => {
  it.each([
    ['event.amount > 5', ['event.amount > 5']],
    ['(a && b) && c', ['a', 'b', 'c']],
    ['a && (b || c)', ['a', 'b || c']],
    ['a && !(event.kind == "x" || c)', ['a', '!(event.kind == "x" || c)']],
    ['a && (b + c).d > 1.0', ['a', '(b + c).d > 1.0']],
    ['a || b && c', ['a || b && c']],
    ['m.exists(e, e.x > 1 && e.y == "a && b") && c', ['m.exists(e, e.x > 1 && e.y == "a && b")', 'c']],
  ])('%s → %j', (source, parts) => {
    expect(conjunctsOf(source)).toEqual(parts);
  });

  it('characters of two halves, backslashes before what looks like one: → can be read again, as they were', () => {
    const text = '😀 \\ud83d\\ude00 é \n';
    const [part] = conjunctsOf(`event.channel == ${JSON.stringify(text)} && true`);
    expect(comparisonOf(part!)).toMatchObject({ value: text });
  });
});

describe('comparison of a field with a value', () => {
  it.each([
    ["event.channel == 'web'", { field: 'event.channel', operator: '==', value: 'web' }],
    ['500 < event . amount', { field: 'event.amount', operator: '>', value: 500 }],
    ['event.card.age <= 1.5', { field: 'event.card.age', operator: '<=', value: 1.5 }],
    ['event.flag == true', { field: 'event.flag', operator: '==', value: true }],
    ["event.channel > 'web'", undefined],
    ['event.amount != 5', undefined],
    ['amount == 5', undefined],
    ['event.amount + 1 > 5', undefined],
    ['event.amount > other.amount', undefined],
  ])('%s → %j', (source, expected) => {
    expect(comparisonOf(source)).toEqual(expected);
  });
});

describe('attributes of an expression', () => {
  it.each([
    ['event.amount > 5', [], []],
    ['event.attributes.a > event.attributes["b"]', ['a', 'b'], []],
    ['has(event.attributes.a) && event.attributes.a == event.attributes.b', ['a', 'b'], ['a']],
    ['"a" in event.attributes || !has(event.attributes["b"])', [], ['a', 'b']],
    ['matched.x.exists(e, e.attributes.a == event.attributes.b)', ['b'], []],
  ])('%s → read %j, asked for %j', (source, read, askedFor) => {
    const found = attributesIn(source);
    expect([[...found.read], [...found.askedFor]]).toEqual([read, askedFor]);
  });
});
