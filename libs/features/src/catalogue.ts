/**
 * The catalogue of features: what models, policies and people call them. Its order is the order of a feature vector and
 * of `EntitySignal.values`; both are stored and travel inside models, so a released feature set never changes: a change
 * is a new `FEATURE_SET`.
 */
import { type EntityType } from './facts.js';
import { STATISTICS } from './statistics.js';

export const FEATURE_SET = 'v1';

/** `minor`: money in minor units as it was sent. `flag`: 1 or 0. */
export type FeatureUnit = 'count' | 'minor' | 'ratio' | 'seconds' | 'days' | 'km/h' | 'flag' | 'number';

export interface FeatureDefinition {
  /** Lower snake case, unique; an entity's feature begins with its type. */
  readonly name: string;
  /** What it is computed from: the transaction alone, or one entity's history. */
  readonly of: 'transaction' | EntityType;
  readonly unit: FeatureUnit;
  /** The value where there is no history or the transaction lacks what it needs. */
  readonly default: number;
  /** For people. `{value}` and `{habit}` stand for the value and what is usual, both with their unit. */
  readonly sentence: string;
  /** Place in the vector. */
  readonly index: number;
}

type Draft = readonly [name: string, unit: FeatureUnit, sentence: string];
type Statistic = keyof typeof STATISTICS;

const TRANSACTION: readonly Draft[] = [
  ['amount_log', 'number', 'size of the amount (logarithm of minor units): {value}; usual: {habit}'],
  ['amount_round', 'flag', 'the amount is a round hundred: {value}'],
  ['hour_sin', 'number', 'hour of day (sine): {value}'],
  ['hour_cos', 'number', 'hour of day (cosine): {value}'],
  ['night', 'flag', 'between midnight and six (UTC): {value}'],
  ['weekend', 'flag', 'on a Saturday or Sunday (UTC): {value}'],
  ['card_not_present', 'flag', 'the card was not present: {value}'],
  ['declined', 'flag', 'the payment system had declined it: {value}'],
  ['returned', 'flag', 'a refund or reversal: {value}'],
  ['country_mismatch', 'flag', 'card and merchant are of different countries: {value}'],
  ['ip_country_mismatch', 'flag', 'card and IP address are of different countries: {value}'],
  ['account_age_days', 'days', 'the account is {value} old; usual: {habit}'],
  ['without_device', 'flag', 'no device was given: {value}'],
];

/** What is kept of every entity type, in `EntitySignal.values` order. */
const VELOCITY: readonly (readonly [...Draft, Statistic])[] = [
  ['count_10m', 'count', '{value} payments in the last 10 minutes; usual: {habit}', 'count10m'],
  ['count_1h', 'count', '{value} payments in the last hour; usual: {habit}', 'count1h'],
  ['count_24h', 'count', '{value} payments in the last 24 hours; usual: {habit}', 'count24h'],
  ['count_7d', 'count', '{value} payments in the last 7 days; usual: {habit}', 'count7d'],
  ['sum_1h', 'minor', '{value} spent in the last hour; usual: {habit}', 'sum1h'],
  ['sum_24h', 'minor', '{value} spent in the last 24 hours; usual: {habit}', 'sum24h'],
  ['sum_7d', 'minor', '{value} spent in the last 7 days; usual: {habit}', 'sum7d'],
  ['declined_10m', 'count', '{value} declined payments in the last 10 minutes; usual: {habit}', 'declined10m'],
  ['declined_1h', 'count', '{value} declined payments in the last hour; usual: {habit}', 'declined1h'],
  ['since_last_s', 'seconds', '{value} since the payment before; usual: {habit}', 'sinceLast'],
  ['known_days', 'days', 'first seen {value} ago; usual: {habit}', 'age'],
];

const AMOUNT_HABIT: readonly (readonly [...Draft, Statistic])[] = [
  ['mean_30d', 'minor', 'earlier payments of 30 days were {value} on average; usual: {habit}', 'mean30d'],
  ['std_30d', 'minor', 'earlier payments of 30 days vary by {value}; usual: {habit}', 'deviation30d'],
  ['max_7d', 'minor', 'the largest earlier payment of 7 days was {value}; usual: {habit}', 'max7d'],
  ['amount_ratio', 'ratio', 'the amount is {value} times the average; usual: {habit}', 'amountRatio'],
  ['amount_z', 'number', 'the amount is {value} deviations from the average; usual: {habit}', 'amountDeviations'],
  ['returned_7d', 'count', '{value} refunds or reversals in the last 7 days; usual: {habit}', 'returned7d'],
];

const TRAVEL: readonly (readonly [...Draft, Statistic])[] = [
  ['countries_24h', 'count', 'merchants in {value} countries in the last 24 hours; usual: {habit}', 'countries24h'],
  ['speed_kmh', 'km/h', 'travelled at {value} since the payment before; usual: {habit}', 'speed'],
];

// The order of the counterparts is that of the columns in layout.ts: first, second, third.
const BY_ENTITY: Readonly<Record<EntityType, readonly (readonly [...Draft, Statistic])[]>> = {
  account: [
    ...VELOCITY,
    ...AMOUNT_HABIT,
    ...TRAVEL,
    ['merchants_24h', 'count', '{value} merchants in the last 24 hours; usual: {habit}', 'distinctFirst24h'],
    ['devices_24h', 'count', '{value} devices in the last 24 hours; usual: {habit}', 'distinctSecond24h'],
    ['cards_24h', 'count', '{value} cards in the last 24 hours; usual: {habit}', 'distinctThird24h'],
    ['new_merchant', 'flag', 'first payment of this account to this merchant: {value}', 'newFirst'],
    ['new_device', 'flag', 'first payment of this account from this device: {value}', 'newSecond'],
  ],
  card: [
    ...VELOCITY,
    ...AMOUNT_HABIT,
    ...TRAVEL,
    ['merchants_24h', 'count', '{value} merchants in the last 24 hours; usual: {habit}', 'distinctFirst24h'],
    ['devices_24h', 'count', '{value} devices in the last 24 hours; usual: {habit}', 'distinctSecond24h'],
    ['new_merchant', 'flag', 'first payment of this card to this merchant: {value}', 'newFirst'],
    ['new_device', 'flag', 'first payment of this card from this device: {value}', 'newSecond'],
  ],
  device: [
    ...VELOCITY,
    ['accounts_24h', 'count', '{value} accounts in the last 24 hours; usual: {habit}', 'distinctFirst24h'],
    ['cards_24h', 'count', '{value} cards in the last 24 hours; usual: {habit}', 'distinctSecond24h'],
    ['new_account', 'flag', 'first payment of this account from this device: {value}', 'newFirst'],
  ],
  ip: [
    ...VELOCITY,
    ['accounts_24h', 'count', '{value} accounts in the last 24 hours; usual: {habit}', 'distinctFirst24h'],
    ['cards_24h', 'count', '{value} cards in the last 24 hours; usual: {habit}', 'distinctSecond24h'],
  ],
  merchant: [
    ...VELOCITY,
    ...AMOUNT_HABIT,
    ['payers_24h', 'count', '{value} different payers in the last 24 hours; usual: {habit}', 'distinctFirst24h'],
  ],
};

const SUBJECT: Readonly<Record<EntityType, string>> = {
  account: 'This account',
  card: 'This card',
  device: 'This device',
  ip: 'This IP address',
  merchant: 'This merchant',
};

/** The order of entity types in the vector; that of the contracts. */
export const FEATURE_ENTITY_TYPES: readonly EntityType[] = ['account', 'card', 'device', 'ip', 'merchant'];

/** Every feature of `FEATURE_SET`, in vector order: the transaction's, then each entity type's. */
export const FEATURES: readonly FeatureDefinition[] = [
  ...TRANSACTION.map((draft) => ({ of: 'transaction' as const, draft, prefix: '', subject: '' })),
  ...FEATURE_ENTITY_TYPES.flatMap((of) =>
    BY_ENTITY[of].map(([name, unit, sentence]) => ({
      of,
      draft: [name, unit, sentence] as Draft,
      prefix: `${of}_`,
      subject: `${SUBJECT[of]}: `,
    })),
  ),
].map(({ of, draft: [name, unit, sentence], prefix, subject }, index) => ({
  name: prefix + name,
  of,
  unit,
  default: NaN,
  sentence: subject + sentence,
  index,
}));

const BY_NAME: ReadonlyMap<string, FeatureDefinition> = new Map(FEATURES.map((feature) => [feature.name, feature]));

export function featureByName(name: string): FeatureDefinition | undefined {
  return BY_NAME.get(name);
}

/** The features of one entity type, in the order of `EntitySignal.values`. */
export const ENTITY_FEATURES: Readonly<Record<EntityType, readonly FeatureDefinition[]>> = perType((type) =>
  FEATURES.filter((feature) => feature.of === type),
);

/** Where the values of an entity type begin in the vector. */
export const VECTOR_OFFSET: Readonly<Record<EntityType, number>> = perType((type) => ENTITY_FEATURES[type][0]!.index);

/** For each value of an entity type, its place in the statistics. */
export const STATISTIC_OF_VALUE: Readonly<Record<EntityType, readonly number[]>> = perType((type) =>
  BY_ENTITY[type].map(([, , , statistic]) => STATISTICS[statistic]),
);

function perType<T>(make: (type: EntityType) => T): Readonly<Record<EntityType, T>> {
  return Object.fromEntries(FEATURE_ENTITY_TYPES.map((type) => [type, make(type)])) as Record<EntityType, T>;
}
