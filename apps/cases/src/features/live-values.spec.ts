import { describe, expect, it } from 'vitest';
import { featurePackOf } from '#tenancy';
import { liveValuesOf, type LoggedVector } from './live-values.js';

const TEXT = `
by: card
features:
  - { feature: card_count, aggregate: count, window: 1h, default: 0 }
  - { feature: card_mean, aggregate: mean, of: event.amount, window: 30d }
`;
const { plan } = featurePackOf([{ path: 'f.yaml', text: TEXT }]);
const earlier = featurePackOf([{ path: 'f.yaml', text: TEXT.replace('1h', '2h') }]).plan;
const setOf = (version: string) => [plan, earlier].find((set) => set.version === version);
const row = (transactionId: string, values: readonly number[], featureSet = plan.version): LoggedVector => ({
  transactionId,
  featureSet,
  values,
});

describe('what features say now', () => {
  it('many values: how they lie, how many are known, the newest as an example', () => {
    const rows = Array.from({ length: 10 }, (_, i) => row(`t${i}`, [i, i === 0 || i === 5 ? Number.NaN : i * 10]));
    const live = liveValuesOf(plan.features, rows, setOf);
    expect(live.get('card_count')).toEqual({
      decisions: 10,
      present: 1,
      default: 0.1,
      min: 0,
      median: 4,
      max: 9,
      top: null,
      example: { transaction_id: 't0', value: 0 },
    });
    expect(live.get('card_mean')).toMatchObject({
      present: 0.8,
      default: null,
      min: 10,
      median: 40,
      max: 90,
      example: { transaction_id: 't1', value: 10 },
    });
  });

  it('few values: each with its share, most frequent first', () => {
    const rows = [3, 0, 3, 3].map((value, i) => row(`t${i}`, [value, 1]));
    expect(liveValuesOf(plan.features, rows, setOf).get('card_count')!.top).toEqual([
      { value: 3, share: 0.75 },
      { value: 0, share: 0.25 },
    ]);
  });

  it('never known: present in none, and no example', () => {
    const live = liveValuesOf(plan.features, [row('t', [0, Number.NaN])], setOf).get('card_mean');
    expect(live).toMatchObject({ decisions: 1, present: 0, median: null, top: [], example: null });
  });

  it('values of an earlier definition of a name: count for nothing; those that mean the same count', () => {
    const rows = [row('new', [1, 10]), row('old', [99, 20], earlier.version), row('lost', [7, 7], 'nobody knows')];
    const live = liveValuesOf(plan.features, rows, setOf);
    expect(live.get('card_count')).toMatchObject({ decisions: 1, max: 1 });
    expect(live.get('card_mean')).toMatchObject({ decisions: 2, max: 20 });
  });

  it('no decisions: nothing to say', () => expect(liveValuesOf(plan.features, [], setOf).size).toBe(0));
});
