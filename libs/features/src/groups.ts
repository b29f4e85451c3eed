/**
 * What a feature is about, for people: reasons name each group once, so that features which say nearly the same don't take
 * all places.
 */
import type { EntityType } from './facts.js';

export const FEATURE_GROUPS = [
  'amount',
  'velocity',
  'attempts',
  'refunds',
  'account',
  'card',
  'device',
  'network',
  'merchant',
  'location',
  'time',
  'channel',
] as const;
export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

export function transactionGroup(name: string): FeatureGroup {
  return OF_TRANSACTION[name]!;
}

/** @param name without the entity type */
export function entityGroup(of: EntityType, name: string): FeatureGroup {
  return OF_EVERY_ENTITY[name] ?? (of === 'account' || of === 'card' ? ofPayer(of, name) : ITSELF[of]);
}

const OF_TRANSACTION: Readonly<Record<string, FeatureGroup>> = {
  amount_log: 'amount',
  amount_round: 'amount',
  hour_sin: 'time',
  hour_cos: 'time',
  night: 'time',
  weekend: 'time',
  card_not_present: 'channel',
  declined: 'attempts',
  returned: 'refunds',
  country_mismatch: 'location',
  ip_country_mismatch: 'location',
  account_age_days: 'account',
  without_device: 'device',
};

const OF_EVERY_ENTITY: Readonly<Record<string, FeatureGroup>> = {
  declined_10m: 'attempts',
  declined_1h: 'attempts',
  returned_7d: 'refunds',
  amount_ratio: 'amount',
  amount_z: 'amount',
};

/** What is known of a payer is about what was done with the account or card; of the others, about them. */
function ofPayer(of: 'account' | 'card', name: string): FeatureGroup {
  return OF_PAYER[name] ?? (name === 'known_days' ? of : 'velocity');
}

const OF_PAYER: Readonly<Record<string, FeatureGroup>> = {
  mean_30d: 'amount',
  std_30d: 'amount',
  max_7d: 'amount',
  countries_24h: 'location',
  speed_kmh: 'location',
  devices_24h: 'device',
  new_device: 'device',
  new_merchant: 'merchant',
  cards_24h: 'card',
};

const ITSELF: Readonly<Record<'device' | 'ip' | 'merchant', FeatureGroup>> = {
  device: 'device',
  ip: 'network',
  merchant: 'merchant',
};
