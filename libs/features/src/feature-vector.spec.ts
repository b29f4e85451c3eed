import { describe, expect, it } from 'vitest';
import {
  aggregatesOf,
  ENTITY_FEATURES,
  EntityHistory,
  FEATURE_ENTITY_TYPES,
  FEATURE_SET,
  featureByName,
  FEATURES,
  featureVector,
  isInOneCurrency,
  sentenceOf,
} from './index.js';
import { factsOf, NOON, transaction } from './testing/transactions.js';

const feature = (vector: Float64Array, name: string) => vector[featureByName(name)!.index];

describe('feature catalogue', () => {
  it('released feature set → names and order never change', () => {
    expect({ set: FEATURE_SET, names: FEATURES.map((f) => f.name) }).toMatchSnapshot();
  });

  it('every feature: place, unique name and label, and a sentence about its value', () => {
    expect(new Set(FEATURES.map((f) => f.name)).size).toBe(FEATURES.length);
    expect(new Set(FEATURES.map((f) => f.label)).size).toBe(FEATURES.length);
    for (const [i, f] of FEATURES.entries()) {
      expect(f.index).toBe(i);
      expect(f.sentence).toMatch(/\{value\}|\{[^{}]*\|[^{}]*\}/);
      expect(f.label).toMatch(/^[A-Z][^_{}]+$/);
      expect(f.default).toBeNaN();
      expect(f.of === 'transaction' || f.name.startsWith(`${f.of}_`)).toBe(true);
    }
  });
});

describe('feature vector', () => {
  it('signals of some entities → their values in place, the others missing', () => {
    const history = new EntityHistory('card');
    const values = aggregatesOf(history, history.insert(factsOf(transaction())));
    const vector = featureVector(transaction(), [{ entityType: 'card', values }]);
    expect(vector).toHaveLength(FEATURES.length);
    expect(feature(vector, 'card_count_1h')).toBe(1);
    expect(feature(vector, 'card_sum_24h')).toBe(1000);
    expect(feature(vector, 'account_count_1h')).toBeNaN();
    for (const type of FEATURE_ENTITY_TYPES) expect(ENTITY_FEATURES[type].length).toBeGreaterThan(11);
  });

  it('values of a longer, newer set → do not spill into the next entity', () => {
    const values = Array.from({ length: 200 }, () => 7);
    const vector = featureVector(transaction(), [{ entityType: 'account', values }]);
    expect(vector[ENTITY_FEATURES.card[0]!.index]).toBeNaN();
  });

  it.each([
    ['night', { occurredAtMs: Date.UTC(2026, 10, 20, 3) }, 1],
    ['night', { occurredAtMs: NOON }, 0],
    ['weekend', { occurredAtMs: Date.UTC(2026, 10, 21, 12) }, 1],
    ['weekend', { occurredAtMs: Date.UTC(2026, 10, 20, 12) }, 0],
    ['hour_sin', { occurredAtMs: Date.UTC(2026, 10, 20, 6) }, 1],
    ['hour_cos', { occurredAtMs: NOON }, -1],
    ['card_not_present', { channel: 'card_not_present' }, 1],
    ['declined', { outcome: 'declined' }, 1],
    ['returned', { outcome: 'reversed' }, 1],
    ['country_mismatch', { merchant: { id: 'm', country: 'US' } }, 1],
    ['country_mismatch', {}, 0],
    ['country_mismatch', { merchant: { id: 'm', country: '' } }, NaN],
    ['ip_country_mismatch', { attributes: [{ name: 'ip_country', text: 'BR' }] }, 1],
    ['ip_country_mismatch', {}, NaN],
    ['account_age_days', { account: { id: 'a', createdAtMs: NOON - 86_400_000 } }, 1],
    ['account_age_days', { account: { id: 'a', createdAtMs: 0 } }, NaN],
    ['amount_log', { amountMinor: 0 }, 0],
    ['amount_round', { amountMinor: 50_000 }, 1],
    ['without_device', { device: null }, 1],
  ])('%s: %o → %d', (name, options, expected) => {
    const got = feature(featureVector(transaction(options), []), name)!;
    expect(Math.round(got * 1e9) / 1e9).toEqual(expected);
  });
});

describe('sentences', () => {
  const formatMinor = (minor: number) => `${(minor / 100).toFixed(2)} EUR`;
  const vectorOf = (values: Readonly<Record<string, number>>): Float64Array => {
    const vector = new Float64Array(FEATURES.length).fill(NaN);
    for (const [name, value] of Object.entries(values)) vector[featureByName(name)!.index] = value;
    return vector;
  };
  const say = (name: string, values: Readonly<Record<string, number>>, habit?: number, oneCurrency = true) =>
    sentenceOf(featureByName(name)!, vectorOf(values), {
      formatMinor,
      oneCurrency,
      ...(habit !== undefined && { habit }),
    });

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
    const vector = featureVector(transaction({ occurredAtMs: Date.UTC(2026, 10, 20, 0, minute) }), []);
    const clock = new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString().slice(11, 16);
    for (const name of ['hour_sin', 'hour_cos'])
      expect(sentenceOf(featureByName(name)!, vector, { formatMinor, oneCurrency: true })).toBe(
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
    const inOne = (name: string) => isInOneCurrency(featureByName(name)!, entities);
    expect(['card_sum_1h', 'merchant_sum_1h', 'account_sum_1h', 'amount_log'].map(inOne)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
