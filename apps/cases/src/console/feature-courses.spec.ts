import { describe, expect, it } from 'vitest';
import type { ContributionV1, DecisionV1, EntitySignalV1 } from '#contracts';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { decisionOf } from '../testing/records.js';
import { FeatureCourses } from './feature-courses.js';

const NOON = Date.UTC(2026, 4, 1, 12);
const NAMES = ['account_sum_24h', 'account_count_24h', 'device_count_24h', 'amount_log'] as const;
const contribution = (feature: string, weight: number): ContributionV1 => ({
  feature,
  weight,
  value: 0,
  group: '',
  typical: Number.NaN,
});

interface Paid {
  readonly currency?: string;
  readonly device?: string;
  readonly set?: string;
  readonly moved?: readonly string[];
}

function paid(
  hour: number,
  value: number,
  { currency = 'EUR', device = 'd', set = 'v1', moved = NAMES }: Paid = {},
): DecisionV1 {
  const features = FEATURES.features.map(() => Number.NaN);
  for (const name of NAMES) features[FEATURES.feature(name)!.index] = value;
  const entity = (entityType: 'account' | 'device', entityId: string): EntitySignalV1 => ({
    entityType,
    entityId,
    values: [],
    truncated: false,
    approximate: false,
    position: 1,
    oneCurrency: true,
  });
  return decisionOf({
    features,
    featureSet: set,
    transaction: { currency, occurredAtMs: NOON + hour * 3_600_000 },
    entities: [entity('account', 'a'), entity('device', device)],
    contributions: moved.map((name, i) => contribution(name, i + 1)),
  });
}

function courseOf(name: string, decision: DecisionV1, earlier: readonly DecisionV1[]): number[] | undefined {
  const courses = new FeatureCourses(decision, earlier, (version) => (version === 'v1' ? FEATURES : undefined));
  return courses.of(FEATURES.feature(name)!)?.map(({ value }) => value);
}

describe('the course of a feature', () => {
  it('the account’s payments in their order, and this one last', () => {
    const before = [paid(-3, 1), paid(-2, 2), paid(-1, Number.NaN)];
    expect(courseOf('account_count_24h', paid(0, 7), before)).toEqual([1, 2, 7]);
  });

  it('of another device, in another currency, or by features that are not known any more: left out', () => {
    const before = [
      paid(-5, 1),
      paid(-4, 2, { device: 'other' }),
      paid(-3, 3, { currency: 'USD' }),
      paid(-2, 4, { set: 'v0' }),
      paid(-1, 5),
    ];
    expect(courseOf('device_count_24h', paid(0, 7), before)).toEqual([1, 3, 5, 7]);
    expect(courseOf('account_sum_24h', paid(0, 7), before)).toEqual([1, 2, 5, 7]);
    expect(courseOf('amount_log', paid(0, 7), before)).toEqual([1, 2, 5, 7]);
  });

  it('too few, not known now, or without weight: none', () => {
    const before = [paid(-2, 1), paid(-1, 2)];
    expect(courseOf('account_count_24h', paid(0, 7), before.slice(1))).toBeUndefined();
    expect(courseOf('account_count_24h', paid(0, Number.NaN), before)).toBeUndefined();
    expect(courseOf('account_count_24h', paid(0, 7, { moved: ['amount_log'] }), before)).toBeUndefined();
  });

  it('more than ten that moved the score: the strongest ten', () => {
    const many = FEATURES.features.map(({ name }) => name).filter((name) => !NAMES.includes(name as 'amount_log'));
    const moved = ['account_count_24h', ...many.slice(0, 9), 'device_count_24h'];
    const before = [paid(-2, 1), paid(-1, 2)];
    expect(courseOf('account_count_24h', paid(0, 7, { moved }), before)).toBeUndefined();
    expect(courseOf('device_count_24h', paid(0, 7, { moved }), before)).toEqual([1, 2, 7]);
  });
});
