import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { entityOf } from '../testing/signals.js';
import { modelReasons } from './reasons.js';
import type { ScoredRow } from './scored-row.js';

/** By feature: its value, and what it adds to the log-odds. */
function row(features: Readonly<Record<string, readonly [value: number, weight: number]>>): ScoredRow {
  const vector = new Float64Array(FEATURES.features.length).fill(Number.NaN);
  const names = Object.keys(features);
  for (const name of names) vector[FEATURES.feature(name)!.index] = features[name]![0];
  const columns = {
    set: FEATURES,
    features: names.map((name) => FEATURES.feature(name)!),
    typicalValues: names.map(() => 1),
  };
  return {
    columns: columns as unknown as ScoredRow['columns'],
    vector,
    contributions: names.map((name) => features[name]![1]),
  };
}

const entities = (oneCurrency: boolean) =>
  (['account', 'merchant', 'card'] as const).map((type) => ({ ...entityOf(type), oneCurrency }));
const say = (features: Parameters<typeof row>[0], oneCurrency = true) =>
  modelReasons(row(features), 'USD', entities(oneCurrency)).map(({ code, text, weight }) => [code, text, weight]);

describe('model reasons', () => {
  it('features that say nearly the same → one reason, with the strongest’s sentence and the weight of all', () => {
    expect(
      say({
        card_count_10m: [9, 0.9],
        card_count_1h: [12, 1.1],
        card_count_24h: [14, 0.6],
        card_count_7d: [20, -0.4],
        device_accounts_24h: [5, 0.5],
      }),
    ).toEqual([
      ['UNUSUAL_VELOCITY', 'This card: 12 payments in the last hour; usual: 1', 2.2],
      ['DEVICE_RISK', 'This device: 5 accounts in the last 24 hours; usual: 1', 0.5],
    ]);
  });

  it('many groups → the four that raised the score most; what lowered it, or hardly moved it, is no reason', () => {
    const codes = say({
      card_declined_1h: [5, 0.3],
      country_mismatch: [1, 0.9],
      device_accounts_24h: [3, 0.8],
      account_age_days: [0.5, 0.7],
      night: [1, 0.4],
      card_not_present: [1, 0.05],
      ip_count_24h: [2, -3],
    }).map(([code]) => code);
    expect(codes).toEqual(['LOCATION_RISK', 'DEVICE_RISK', 'ACCOUNT_RISK', 'UNUSUAL_TIME']);
  });

  it('payments in one currency → money, and the payer’s own average as the habit of the amount', () => {
    const features = {
      amount_log: [Math.log1p(51_100), 2] as const,
      account_mean_30d: [2310, 0.1] as const,
      merchant_sum_7d: [100_100, 0.9] as const,
      merchant_count_7d: [2, 0] as const,
    };
    expect(say(features)).toEqual([
      ['UNUSUAL_AMOUNT', 'The amount is 511.00 USD; usual: 23.10 USD', 2.1],
      ['MERCHANT_RISK', 'This merchant: 1,001.00 USD spent in the last 7 days', 0.9],
    ]);
    expect(say(features, false)).toEqual([
      ['UNUSUAL_AMOUNT', 'The amount is 511.00 USD', 2.1],
      ['MERCHANT_RISK', 'This merchant: 2 payments in the last 7 days', 0.9],
    ]);
  });

  it('what is missing raised the score → the reason says so, after what is known', () => {
    expect(say({ account_age_days: [Number.NaN, 0.9] })).toEqual([
      ['ACCOUNT_RISK', 'Age of the account: not known', 0.9],
    ]);
    expect(say({ account_age_days: [Number.NaN, 0.9], account_known_days: [1, 0.2] })[0]![1]).toBe(
      'This account: first seen 24 hours ago; usual: 24 hours',
    );
  });
});
