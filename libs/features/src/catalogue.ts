/**
 * The catalogue of features: what models, policies and people call them. Its order is the order of a feature vector and
 * of `EntitySignal.values`; both are stored and travel inside models, so a released feature set never changes: a change
 * is a new `FEATURE_SET`.
 */
import { type EntityType } from './facts.js';
import { entityGroup, transactionGroup, type FeatureGroup } from './groups.js';
import { STATISTICS } from './statistics.js';
import { entityWords, transactionWords } from './words.js';

export const FEATURE_SET = 'v1';

/**
 * `minor`: money in minor units as it was sent, whatever the currency. `log_minor`: its logarithm. `ratio`: times.
 * `deviations`: standard deviations. `flag`: 1 or 0.
 */
export type FeatureUnit =
  'count' | 'minor' | 'log_minor' | 'ratio' | 'deviations' | 'seconds' | 'days' | 'km/h' | 'flag' | 'hour' | 'number';

export interface FeatureDefinition {
  /** Lower snake case, unique; an entity's feature begins with its type. */
  readonly name: string;
  /** What it is computed from: the transaction alone, or one entity's history. */
  readonly of: 'transaction' | EntityType;
  readonly unit: FeatureUnit;
  /** What it is about; of one group, reasons name the feature that says most. */
  readonly group: FeatureGroup;
  /** The value where there is no history or the transaction lacks what it needs. */
  readonly default: number;
  /** What it is, for people: a heading without a value. */
  readonly label: string;
  /**
   * What its value says, for people. `{value}` and `{habit}` stand for the value and what is usual, both with their unit;
   * of `{one|many}` the first is for a value of 1. Without `{habit}`: what is usual says nothing to a person.
   */
  readonly sentence: string;
  /** Place in the vector. */
  readonly index: number;
}

type Draft = readonly [name: string, unit: FeatureUnit];
type Statistic = keyof typeof STATISTICS;

const TRANSACTION: readonly Draft[] = [
  ['amount_log', 'log_minor'],
  ['amount_round', 'flag'],
  ['hour_sin', 'hour'],
  ['hour_cos', 'hour'],
  ['night', 'flag'],
  ['weekend', 'flag'],
  ['card_not_present', 'flag'],
  ['declined', 'flag'],
  ['returned', 'flag'],
  ['country_mismatch', 'flag'],
  ['ip_country_mismatch', 'flag'],
  ['account_age_days', 'days'],
  ['without_device', 'flag'],
];

/** What is kept of every entity type, in `EntitySignal.values` order. */
const VELOCITY: readonly (readonly [...Draft, Statistic])[] = [
  ['count_10m', 'count', 'count10m'],
  ['count_1h', 'count', 'count1h'],
  ['count_24h', 'count', 'count24h'],
  ['count_7d', 'count', 'count7d'],
  ['sum_1h', 'minor', 'sum1h'],
  ['sum_24h', 'minor', 'sum24h'],
  ['sum_7d', 'minor', 'sum7d'],
  ['declined_10m', 'count', 'declined10m'],
  ['declined_1h', 'count', 'declined1h'],
  ['since_last_s', 'seconds', 'sinceLast'],
  ['known_days', 'days', 'age'],
];

const AMOUNT_HABIT: readonly (readonly [...Draft, Statistic])[] = [
  ['mean_30d', 'minor', 'mean30d'],
  ['std_30d', 'minor', 'deviation30d'],
  ['max_7d', 'minor', 'max7d'],
  ['amount_ratio', 'ratio', 'amountRatio'],
  ['amount_z', 'deviations', 'amountDeviations'],
  ['returned_7d', 'count', 'returned7d'],
];

const TRAVEL: readonly (readonly [...Draft, Statistic])[] = [
  ['countries_24h', 'count', 'countries24h'],
  ['speed_kmh', 'km/h', 'speed'],
];

// The order of the counterparts is that of the columns in layout.ts: first, second, third.
const BY_ENTITY: Readonly<Record<EntityType, readonly (readonly [...Draft, Statistic])[]>> = {
  account: [
    ...VELOCITY,
    ...AMOUNT_HABIT,
    ...TRAVEL,
    ['merchants_24h', 'count', 'distinctFirst24h'],
    ['devices_24h', 'count', 'distinctSecond24h'],
    ['cards_24h', 'count', 'distinctThird24h'],
    ['new_merchant', 'flag', 'newFirst'],
    ['new_device', 'flag', 'newSecond'],
  ],
  card: [
    ...VELOCITY,
    ...AMOUNT_HABIT,
    ...TRAVEL,
    ['merchants_24h', 'count', 'distinctFirst24h'],
    ['devices_24h', 'count', 'distinctSecond24h'],
    ['new_merchant', 'flag', 'newFirst'],
    ['new_device', 'flag', 'newSecond'],
  ],
  device: [
    ...VELOCITY,
    ['accounts_24h', 'count', 'distinctFirst24h'],
    ['cards_24h', 'count', 'distinctSecond24h'],
    ['new_account', 'flag', 'newFirst'],
  ],
  ip: [...VELOCITY, ['accounts_24h', 'count', 'distinctFirst24h'], ['cards_24h', 'count', 'distinctSecond24h']],
  merchant: [...VELOCITY, ...AMOUNT_HABIT, ['payers_24h', 'count', 'distinctFirst24h']],
};

/** The order of entity types in the vector; that of the contracts. */
export const FEATURE_ENTITY_TYPES: readonly EntityType[] = ['account', 'card', 'device', 'ip', 'merchant'];

/** Every feature of `FEATURE_SET`, in vector order: the transaction's, then each entity type's. */
export const FEATURES: readonly FeatureDefinition[] = [
  ...TRANSACTION.map(([name, unit]) => {
    return { name, of: 'transaction' as const, unit, group: transactionGroup(name), ...transactionWords(name) };
  }),
  ...FEATURE_ENTITY_TYPES.flatMap((of) =>
    BY_ENTITY[of].map(([name, unit]) => {
      return { name: `${of}_${name}`, of, unit, group: entityGroup(of, name), ...entityWords(of, name) };
    }),
  ),
].map((feature, index) => ({ ...feature, default: NaN, index }));

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
  BY_ENTITY[type].map(([, , statistic]) => STATISTICS[statistic]),
);

function perType<T>(make: (type: EntityType) => T): Readonly<Record<EntityType, T>> {
  return Object.fromEntries(FEATURE_ENTITY_TYPES.map((type) => [type, make(type)])) as Record<EntityType, T>;
}
