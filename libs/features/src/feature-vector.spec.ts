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
  sentenceOf,
} from './index.js';
import { factsOf, NOON, transaction } from './testing/transactions.js';

const feature = (vector: Float64Array, name: string) => vector[featureByName(name)!.index];

describe('feature catalogue', () => {
  it('released feature set → names and order never change', () => {
    expect({ set: FEATURE_SET, names: FEATURES.map((f) => f.name) }).toMatchSnapshot();
  });

  it('every feature: place, unique name, and a sentence about its value', () => {
    expect(new Set(FEATURES.map((f) => f.name)).size).toBe(FEATURES.length);
    for (const [i, f] of FEATURES.entries()) {
      expect(f.index).toBe(i);
      expect(f.sentence).toContain('{value}');
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
  const money = { formatMinor: (minor: number) => `${(minor / 100).toFixed(2)} EUR` };
  it.each([
    ['card_count_1h', 14, 1, 'This card: 14 payments in the last hour; usual: 1'],
    ['account_sum_24h', 129_900, undefined, 'This account: 1299.00 EUR spent in the last 24 hours'],
    ['account_since_last_s', 42, 86_400, 'This account: 42 seconds since the payment before; usual: 24 hours'],
    ['night', 1, undefined, 'between midnight and six (UTC): yes'],
    ['card_speed_kmh', 2310.4, NaN, 'This card: travelled at 2310 km/h since the payment before'],
  ])('%s', (name, value, habit, expected) => {
    const options = habit === undefined ? money : { ...money, habit };
    expect(sentenceOf(featureByName(name)!, value, options)).toBe(expected);
  });
  it('a missing value → no sentence', () => {
    expect(sentenceOf(featureByName('card_count_1h')!, NaN, money)).toBeUndefined();
  });
});
