import { describe, expect, it } from 'vitest';
import { readTextFiles } from '#kernel';
import { isInOneCurrency, readFeatures, sentenceOf } from './index.js';
import { transaction } from './testing/transactions.js';

const plan = readFeatures(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR'));

describe('sentences', () => {
  const formatMinor = (minor: number) => `${(minor / 100).toFixed(2)} EUR`;
  const vectorOf = (values: Readonly<Record<string, number>>): Float64Array => {
    const vector = new Float64Array(plan.features.length).fill(NaN);
    for (const [name, value] of Object.entries(values)) vector[plan.feature(name)!.index] = value;
    return vector;
  };
  const say = (name: string, values: Readonly<Record<string, number>>, habit?: number, oneCurrency = true) =>
    sentenceOf(
      plan.feature(name)!,
      { features: plan, vector: vectorOf(values) },
      {
        formatMinor,
        oneCurrency,
        ...(habit !== undefined && { habit }),
      },
    );

  it.each([
    ['card_count_1h', 14, 1, 'This card: 14 payments in the last hour; usual: 1'],
    ['card_count_1h', 1, 3, 'This card: 1 payment in the last hour; usual: 3'],
    ['ip_cards_24h', 1, undefined, 'This IP address: 1 card in the last 24 hours'],
    ['account_sum_24h', 129_900, undefined, 'This account: 1299.00 EUR spent in the last 24 hours'],
    ['account_since_last_s', 42, 86_400, 'This account: 42 seconds since the payment before; usual: 24 hours'],
    ['card_since_last_s', 1, undefined, 'This card: 1 second since the payment before'],
    ['device_known_days', 0, undefined, 'This device: first seen moments ago'],
    ['night', 1, undefined, 'The hour is between midnight and six (UTC)'],
    ['night', 0, undefined, 'The hour is not between midnight and six (UTC)'],
    ['card_new_device', 1, 0, 'This card: first payment from this device'],
    ['card_speed_kmh', 2310.4, NaN, 'This card: travelled at 2310 km/h since the payment before'],
    ['amount_log', Math.log1p(12_990), Math.log1p(900), 'The amount is 129.90 EUR; usual: 9.00 EUR'],
    ['card_amount_ratio', 3.118, 1, 'This card: the amount is 3.12 times the average payment in 30 days'],
    ['card_amount_ratio', 0.871, 1, 'This card: the amount is 87.1% of the average payment in 30 days'],
    [
      'card_amount_z',
      -0.26,
      -0.26,
      'This card: the amount is 0.26 standard deviations below the average payment in 30 days',
    ],
  ])('%s of %d, usual %d: %s', (name, value, habit, expected) => {
    expect(say(name, { [name]: value }, habit)).toBe(expected);
  });

  it.each([0, 90, 719, 721, 1439])('minute %d of the day → the time, from sine and cosine', (minute) => {
    const vector = plan.vector(transaction({ occurredAtMs: Date.UTC(2026, 10, 20, 0, minute) }), []);
    const clock = new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString().slice(11, 16);
    for (const name of ['hour_sin', 'hour_cos'])
      expect(sentenceOf(plan.feature(name)!, { features: plan, vector }, { formatMinor, oneCurrency: true })).toBe(
        `The hour of day is ${clock} (UTC)`,
      );
  });

  it('a missing value, different ones of which none was named → no sentence', () => {
    expect(say('card_count_1h', {})).toBeUndefined();
    expect(say('card_countries_24h', { card_countries_24h: 0 }, 2)).toBeUndefined();
    expect(say('card_declined_1h', { card_declined_1h: 0 })).toBe('This card: 0 declined payments in the last hour');
  });

  it('several currencies: a sum → the number of payments; other money → no figure', () => {
    const values = { card_sum_1h: 500, card_count_1h: 2, card_mean_30d: 812, card_amount_ratio: 9 };
    expect(say('card_sum_1h', values, 400, false)).toBe('This card: 2 payments in the last hour');
    for (const name of ['card_mean_30d', 'card_amount_ratio'])
      expect(say(name, values, undefined, false)).toMatch(/with this card.*: not compared, as .* several currencies$/);
    expect(say('card_count_1h', values, 1, false)).toBe('This card: 2 payments in the last hour; usual: 1');
  });

  it('one currency: a feature of an entity is, when its entity’s payments are; of the transaction always', () => {
    const entities = [
      { entityType: 'card', oneCurrency: true },
      { entityType: 'merchant', oneCurrency: false },
    ] as const;
    const inOne = (name: string) => isInOneCurrency(plan.feature(name)!, entities);
    expect(['card_sum_1h', 'merchant_sum_1h', 'account_sum_1h', 'amount_log'].map(inOne)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
