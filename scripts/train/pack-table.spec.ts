import { describe, expect, it } from 'vitest';
import { MODEL_FEATURES } from '../../packs/card-payments/src/features.js';
import { packTable } from './pack-table.js';

describe('packTable', () => {
  it('a small world: a row for each payment after the first days, in the order of time, with the pack’s features', () => {
    const { features, columns, labels, timesMs } = packTable('card-payments', { accounts: 60, fillDays: 3, days: 12 });
    expect(features.map(({ name }) => name)).toEqual(MODEL_FEATURES.features.map(({ name }) => name));
    expect(labels.length).toBeGreaterThan(500);
    for (const column of columns) expect(column).toHaveLength(labels.length);
    expect(timesMs![0]).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 8));
    expect([...timesMs!]).toEqual([...timesMs!].sort((a, b) => a - b));
    expect(new Set(labels)).toEqual(new Set([0, 1]));
  });

  it('a pack without a simulator: refused', () => {
    expect(() => packTable('sparkov')).toThrow('makes no history of its own');
  });
});
