import { describe, expect, it } from 'vitest';
import { FEATURE_GROUPS, featureByName, FEATURES } from './index.js';

describe('feature groups', () => {
  it('every feature → one of the groups, and every group has a feature', () => {
    expect(new Set(FEATURES.map(({ group }) => group))).toEqual(new Set(FEATURE_GROUPS));
  });

  it.each([
    ['amount_log', 'amount'],
    ['card_amount_z', 'amount'],
    ['account_mean_30d', 'amount'],
    ['merchant_mean_30d', 'merchant'],
    ['card_count_10m', 'velocity'],
    ['account_merchants_24h', 'velocity'],
    ['device_count_10m', 'device'],
    ['card_new_device', 'device'],
    ['ip_known_days', 'network'],
    ['card_known_days', 'card'],
    ['account_cards_24h', 'card'],
    ['merchant_declined_10m', 'attempts'],
    ['account_returned_7d', 'refunds'],
    ['account_speed_kmh', 'location'],
  ])('%s → %s', (name, group) => {
    expect(featureByName(name)!.group).toBe(group);
  });
});
