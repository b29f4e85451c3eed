/** What features are called and say, for people. Words change freely: models and policies go by the names. */
import { type EntityType } from './facts.js';

export interface FeatureWords {
  readonly label: string;
  readonly sentence: string;
}

export function transactionWords(name: string): FeatureWords {
  const [label, sentence] = OF_TRANSACTION[name]!;
  return { label, sentence };
}

/** @param name without the entity type */
export function entityWords(of: EntityType, name: string): FeatureWords {
  const [label, sentence] = OF_ENTITY[name]!;
  const names = NAMES[of];
  return {
    label: label.replace(/\{(this|of|by)\}/, (_, which: keyof EntityNames) => names[which]),
    sentence: `${names.this.charAt(0).toUpperCase()}${names.this.slice(1)}: ${sentence}`,
  };
}

type EntityNames = Readonly<Record<'this' | 'of' | 'by', string>>;
type Words = Readonly<Record<string, readonly [label: string, sentence: string]>>;

const NAMES: Readonly<Record<EntityType, EntityNames>> = {
  account: { this: 'this account', of: 'of this account', by: 'by this account' },
  card: { this: 'this card', of: 'with this card', by: 'with this card' },
  device: { this: 'this device', of: 'from this device', by: 'from this device' },
  ip: { this: 'this IP address', of: 'from this IP address', by: 'from this IP address' },
  merchant: { this: 'this merchant', of: 'at this merchant', by: 'at this merchant' },
};

const OF_TRANSACTION: Words = {
  amount_log: ['Amount', 'The amount is {value}; usual: {habit}'],
  amount_round: ['Round amount', 'The amount is {a round hundred|not a round hundred}'],
  hour_sin: ['Hour of day (sine)', 'The hour of day is {value} (UTC)'],
  hour_cos: ['Hour of day (cosine)', 'The hour of day is {value} (UTC)'],
  night: ['At night (UTC)', 'The hour is {|not }between midnight and six (UTC)'],
  weekend: ['At the weekend (UTC)', 'The day is {a Saturday or Sunday|a weekday} (UTC)'],
  card_not_present: ['Card not present', 'The card was {not present|present, or there was none}'],
  declined: ['Declined by the payment system', 'The payment system {had|had not} declined it'],
  returned: ['Refund or reversal', 'This is {|not }a refund or reversal'],
  country_mismatch: [
    'Card and merchant of different countries',
    'Card and merchant are of {different countries|the same country}',
  ],
  ip_country_mismatch: [
    'Card and IP address of different countries',
    'Card and IP address are of {different countries|the same country}',
  ],
  account_age_days: ['Age of the account', 'The account is {value} old; usual: {habit}'],
  without_device: ['No device given', '{No device|A device} was given'],
};

const OF_ENTITY: Words = {
  count_10m: ['Payments {of} in 10 min', '{value} {payment|payments} in the last 10 minutes; usual: {habit}'],
  count_1h: ['Payments {of} in 1 hour', '{value} {payment|payments} in the last hour; usual: {habit}'],
  count_24h: ['Payments {of} in 24 hours', '{value} {payment|payments} in the last 24 hours; usual: {habit}'],
  count_7d: ['Payments {of} in 7 days', '{value} {payment|payments} in the last 7 days; usual: {habit}'],
  sum_1h: ['Spent {by} in 1 hour', '{value} spent in the last hour; usual: {habit}'],
  sum_24h: ['Spent {by} in 24 hours', '{value} spent in the last 24 hours; usual: {habit}'],
  sum_7d: ['Spent {by} in 7 days', '{value} spent in the last 7 days; usual: {habit}'],
  declined_10m: [
    'Declined payments {of} in 10 min',
    '{value} declined {payment|payments} in the last 10 minutes; usual: {habit}',
  ],
  declined_1h: [
    'Declined payments {of} in 1 hour',
    '{value} declined {payment|payments} in the last hour; usual: {habit}',
  ],
  since_last_s: ['Time since the previous payment {of}', '{value} since the payment before; usual: {habit}'],
  known_days: ['Time since {this} was first seen', 'first seen {value} ago; usual: {habit}'],
  mean_30d: ['Average payment {of} in 30 days', 'earlier payments of 30 days were {value} on average'],
  std_30d: ['Spread of payments {of} in 30 days', 'earlier payments of 30 days vary by {value}'],
  max_7d: ['Largest payment {of} in 7 days', 'the largest earlier payment of 7 days was {value}; usual: {habit}'],
  amount_ratio: ['Amount against the average payment {of}', 'the amount is {value} the average payment in 30 days'],
  amount_z: [
    'Distance of the amount from the average payment {of}',
    'the amount is {value} the average payment in 30 days',
  ],
  returned_7d: [
    'Refunds and reversals {of} in 7 days',
    '{value} {refund or reversal|refunds or reversals} in the last 7 days; usual: {habit}',
  ],
  countries_24h: [
    'Merchant countries {of} in 24 hours',
    'merchants in {value} {country|countries} in the last 24 hours; usual: {habit}',
  ],
  speed_kmh: ['Travel speed between payments {of}', 'travelled at {value} since the payment before; usual: {habit}'],
  merchants_24h: [
    'Merchants paid {by} in 24 hours',
    '{value} {merchant|merchants} in the last 24 hours; usual: {habit}',
  ],
  devices_24h: ['Devices used {by} in 24 hours', '{value} {device|devices} in the last 24 hours; usual: {habit}'],
  cards_24h: ['Cards used {by} in 24 hours', '{value} {card|cards} in the last 24 hours; usual: {habit}'],
  new_merchant: [
    'First payment {of} to this merchant',
    '{first payment to this merchant|has paid this merchant before}',
  ],
  new_device: [
    'First payment {of} from this device',
    '{first payment from this device|has paid from this device before}',
  ],
  accounts_24h: ['Accounts paying {of} in 24 hours', '{value} {account|accounts} in the last 24 hours; usual: {habit}'],
  new_account: [
    'First payment {of} by this account',
    '{first payment of this account|has been used by this account before}',
  ],
  payers_24h: ['Payers {of} in 24 hours', '{value} {payer|different payers} in the last 24 hours; usual: {habit}'],
};
