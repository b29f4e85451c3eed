import { describe, expect, it } from 'vitest';
import { DEFAULT_SPLIT, splitTable, type SplitOptions } from './split.js';
import { madeUpTable } from './testing/made-up-table.js';
import { reordered, type TrainingTable } from './training-table.js';

const HOUR_MS = 3_600_000;
const table = madeUpTable(1000);
const start = table.timesMs![0]!;
const { timesMs: _, ...timeless } = table;
const hoursOf = ({ timesMs }: TrainingTable) => [timesMs![0]!, timesMs!.at(-1)!].map((ms) => (ms - start) / HOUR_MS);
const split = (of: TrainingTable, options: Partial<SplitOptions> = {}) =>
  splitTable(of, { ...DEFAULT_SPLIT, ...options });

describe('splitTable', () => {
  it('times: the newest rows are the test, those before them validation', () => {
    const { train, validation, test, by } = split(table);
    expect([train, validation, test].map(hoursOf)).toEqual([
      [0, 649],
      [650, 799],
      [800, 999],
    ]);
    expect(by).toBe('time');
  });

  it('a gap: rows whose labels would not be known yet are in no part', () => {
    const { train, validation, test } = split(table, { gapMs: 48 * HOUR_MS });
    expect([train, validation, test].map(hoursOf)).toEqual([
      [0, 553],
      [602, 751],
      [800, 999],
    ]);
  });

  it('dates: parts begin there', () => {
    const dates = { validationFromMs: start + 500 * HOUR_MS, testFromMs: start + 900 * HOUR_MS };
    const { train, validation, test } = split(table, dates);
    expect([train, validation, test].map(hoursOf)).toEqual([
      [0, 499],
      [500, 899],
      [900, 999],
    ]);
  });

  it('rows in no order: the parts are those of the order', () => {
    const backwards = reordered(
      table,
      Uint32Array.from({ length: 1000 }, (_, i) => 999 - i),
    );
    expect(split(backwards).test.ids).toEqual(split(table).test.ids);
    expect(split(backwards).train.columns).toEqual(split(table).train.columns);
  });

  it('no times: each row in one part, drawn by the seed', () => {
    const one = split(timeless);
    expect(one.by).toBe('chance');
    const all = [one.train, one.validation, one.test].flatMap(({ ids }) => ids!);
    expect(all.toSorted()).toEqual(table.ids!.toSorted());
    expect(split(timeless).test.ids).toEqual(one.test.ids);
    expect(split(timeless, { seed: 1 }).test.ids).not.toEqual(one.test.ids);
  });

  it.each([
    ['a date after the last row', { testFromMs: start + 2000 * HOUR_MS }, 'the part for test has no rows'],
    ['a gap longer than all', { gapMs: 2000 * HOUR_MS }, 'the part for train has no rows'],
    ['shares of more than all', { validationShare: 0.6, testShare: 0.5 }, 'leave nothing to train on'],
    ['a share of 0', { testShare: 0 }, 'testShare must be above 0'],
  ])('%s: refused', (_, options, message) => {
    expect(() => split(table, options)).toThrow(message);
  });

  it('a part of one label: refused', () => {
    const labels = table.labels.map((label, row) => (row < 800 ? label : 0));
    expect(() => split({ ...table, labels })).toThrow('every row of the part for test has label 0');
  });
});
