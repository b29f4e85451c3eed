import { describe, expect, it } from 'vitest';
import type { ReasonV1 } from '#contracts';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { decisionOf } from '../testing/records.js';
import { FeatureCourses } from './feature-courses.js';
import { featureViews } from './feature-views.js';
import { Habits } from './habits.js';
import { reasonsOf } from './views.js';

describe('reasons', () => {
  const reason = (kind: ReasonV1['kind'], code: string, text: string, weight: number): ReasonV1 => ({
    kind,
    code,
    text,
    weight,
  });

  it('of all kinds: the pattern, the rule, then the model by weight; labels in words', () => {
    const reasons = [
      reason('model', 'CARD_COUNT_10M', 'This card: 2 payments in the last 10 minutes', 3),
      reason('model', 'DEVICE_KNOWN_DAYS', 'This device: first seen moments ago', 9),
      reason('model', 'UNUSUAL_VELOCITY', 'This card: 9 payments in the last hour', 4),
      reason('rule', 'LARGE_AND_RISKY', 'Rule 3: probability >= 0.25 && event.amount >= 50000', 1),
      reason('pattern', 'CARD_TESTING', 'Card testing on this card: probe ×3', 0.5),
    ];
    expect(reasonsOf(decisionOf({ reasons })).map(({ label }) => label)).toEqual([
      'Card testing',
      'Large and risky',
      'Device known days',
      'Unusual pace of payments',
      'Card count 10m',
    ]);
  });

  it.each([
    ['Rule 3: probability >= 0.25', 'Risky', 'Rule 3: probability >= 0.25'],
    ['Stand-in rule 1: event.amount > 5', 'Risky', 'Stand-in rule 1: event.amount > 5'],
    ['The sandbox card forces this answer', 'The sandbox card forces this answer', undefined],
  ])('a rule that says "%s": "%s", with the expression as a detail', (text, says, detail) => {
    const [shown] = reasonsOf(decisionOf({ reasons: [reason('rule', 'RISKY', text, 1)] }));
    expect([shown?.text, shown?.detail]).toEqual([says, detail]);
  });
});

describe('features', () => {
  const paid = (currency: string, values: Readonly<Record<string, number>>, oneCurrency = true) => {
    const features = FEATURES.features.map(() => Number.NaN);
    for (const [name, value] of Object.entries(values)) features[FEATURES.feature(name)!.index] = value;
    const account = {
      entityType: 'account' as const,
      entityId: 'a',
      values: [],
      truncated: false,
      approximate: false,
      position: 1,
      oneCurrency,
    };
    return decisionOf({ features, featureSet: 'v1', transaction: { currency }, entities: [account] });
  };
  const values = { account_sum_24h: 4200, account_count_24h: 2, amount_log: Math.log1p(900), account_amount_z: -0.26 };
  const viewOf = (name: string, earlier: readonly string[], oneCurrency = true) => {
    const decision = paid('EUR', values, oneCurrency);
    const before = earlier.map((currency) => paid(currency, values));
    const setOf = (version: string) => (version === 'v1' ? FEATURES : undefined);
    const habits = new Habits(decision, before, setOf);
    const courses = new FeatureCourses(decision, before, setOf);
    return featureViews(decision, FEATURES, habits, courses).find((view) => view.name === name)!;
  };

  it('earlier payments in the same currency: sums are money, with what is usual', () => {
    expect(viewOf('account_sum_24h', ['EUR', 'EUR', 'EUR'])).toMatchObject({
      unit: 'money',
      value: 4200,
      habit: 4200,
      sentence: 'This account: 42.00 EUR spent in the last 24 hours; usual: 42.00 EUR',
    });
    expect(viewOf('amount_log', ['EUR', 'EUR', 'EUR'])).toMatchObject({ unit: 'money', value: 900, habit: 900 });
  });

  it('its payments of 30 days in several currencies: the number of them', () => {
    expect(viewOf('account_sum_24h', ['EUR', 'EUR', 'EUR'], false)).toMatchObject({
      unit: 'mixed currencies',
      sentence: 'This account: 2 payments in the last 24 hours',
    });
  });

  it('one earlier payment in another currency, longer ago: money, and no habit of it', () => {
    const sum = viewOf('account_sum_24h', ['EUR', 'JPY', 'EUR']);
    expect(sum).toMatchObject({ unit: 'money', sentence: 'This account: 42.00 EUR spent in the last 24 hours' });
    expect(sum.habit).toBeUndefined();
    expect(viewOf('amount_log', ['EUR', 'JPY', 'EUR'])).toMatchObject({ sentence: 'The amount is 9.00 EUR' });
  });

  it('a distance from the average: no habit', () => {
    expect(viewOf('account_amount_z', ['EUR', 'EUR', 'EUR']).habit).toBeUndefined();
  });
});
