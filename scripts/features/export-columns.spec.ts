import { describe, expect, it } from 'vitest';
import { RESERVED_NAMES } from '#features';
import { aboutColumns, featureColumnsOf } from './export-columns.js';

it('columns beside the features: no feature may have their names', () => {
  const names = aboutColumns(undefined).map(({ name }) => name);
  expect(names.filter((name) => !RESERVED_NAMES.includes(name))).toEqual([]);
});

describe('columns of features', () => {
  const columns = (sets: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
    featureColumnsOf(
      new Map(
        Object.entries(sets).map(([set, features]) => [
          set,
          Object.entries(features).map(([name, meaning]) => ({ name, meaning })),
        ]),
      ),
    ).map(({ column, placeIn }) => [column, Object.fromEntries(placeIn)]);

  it('the same meaning in other places: one column', () =>
    expect(columns({ old: { a: '1', b: '2' }, new: { b: '2', a: '1' } })).toEqual([
      ['b', { new: 0, old: 1 }],
      ['a', { new: 1, old: 0 }],
    ]));

  it('another meaning: a column of its own, the newest has the name, wherever that leads', () =>
    expect(
      columns({ first: { a: 'aaaaaa11' }, second: { a: 'bbbbbb' }, third: { a: 'aaaaaa22', a_bbbbbb: 'c' } }),
    ).toEqual([
      ['a', { third: 0 }],
      ['a_bbbbbb', { third: 1 }],
      ['a_bbbbbb_2', { second: 0 }],
      ['a_aaaaaa', { first: 0 }],
    ]));

  it('a set that doesn’t say what it means: means what its neighbour does', () => {
    expect(columns({ old: { a: '' }, new: { a: '1' } })).toEqual([['a', { new: 0, old: 0 }]]);
    expect(columns({ old: { a: '1' }, new: { a: '' } })).toEqual([['a', { new: 0, old: 0 }]]);
    expect(columns({ one: { a: '1' }, two: { a: '' }, three: { a: '2' } })).toEqual([
      ['a', { three: 0, two: 0 }],
      ['a_1', { one: 0 }],
    ]);
  });
});
