/** A feature's value in words, for reasons and the console. */
import { type FeatureDefinition, featureByName } from './catalogue.js';
import type { EntityType } from './facts.js';

export interface SentenceOptions {
  /** What is usual, in the same unit; the part about it is left out where that is not known. */
  readonly habit?: number;
  /** Money for people: minor units to text with the currency. */
  readonly formatMinor: (amountMinor: number) => string;
  /** Whether the payments behind the value are all in the transaction's currency; false where that is not known. */
  readonly oneCurrency: boolean;
}

/**
 * `This card: 14 payments in the last hour; usual: 1`. A value that is missing gives undefined, and so does a count of
 * different ones where none was named. Of money that may be in
 * several currencies it names no figure: a sum gives the number of payments, the others say why.
 *
 * @param vector in catalogue order
 */
export function sentenceOf(
  feature: FeatureDefinition,
  vector: ArrayLike<number>,
  options: SentenceOptions,
): string | undefined {
  const value = vector[feature.index] ?? Number.NaN;
  if (Number.isNaN(value) || (value === 0 && DIFFERENT.test(feature.name))) return undefined;
  if (isMoneyOfMany(feature) && !options.oneCurrency) return withoutMoney(feature, vector, options);
  const { habit } = options;
  const known = habit !== undefined && !Number.isNaN(habit);
  const text = (known ? feature.sentence : feature.sentence.replace(/; usual: \{habit\}$/, ''))
    .replace(/\{([^{}|]*)\|([^{}|]*)\}/g, (_, one: string, many: string) => (value === 1 ? one : many))
    .replace('{value}', feature.unit === 'hour' ? clock(vector) : inUnit(feature, value, options));
  return known ? text.replace('{habit}', inUnit(feature, habit, options)) : text;
}

/** What is usual, in words, where the sentence speaks of a habit: `1`, `23.10 USD`, `4.5 days`. */
export function habitInWords(
  feature: FeatureDefinition,
  habit: number,
  options: Pick<SentenceOptions, 'formatMinor'>,
): string | undefined {
  if (Number.isNaN(habit) || !feature.sentence.includes('{habit}')) return undefined;
  return inUnit(feature, habit, options);
}

/** Whether what this feature adds up was all in the transaction's currency, by what the matcher said of the entity. */
export function isInOneCurrency(
  { of }: FeatureDefinition,
  entities: readonly { readonly entityType: EntityType; readonly oneCurrency: boolean }[],
): boolean {
  return of === 'transaction' || entities.some(({ entityType, oneCurrency }) => entityType === of && oneCurrency);
}

/** Whether the value comes from amounts of several payments. */
export function isMoneyOfMany({ of, unit }: FeatureDefinition): boolean {
  return of !== 'transaction' && (unit === 'minor' || unit === 'ratio' || unit === 'deviations');
}

const DIFFERENT = /_(?:countries|merchants|devices|cards|accounts|payers)_24h$/;
const HOUR_SIN = featureByName('hour_sin')!.index;
const HOUR_COS = featureByName('hour_cos')!.index;

function withoutMoney(feature: FeatureDefinition, vector: ArrayLike<number>, options: SentenceOptions): string {
  const counted = featureByName(feature.name.replace('_sum_', '_count_'))!;
  const { habit: _, ...rest } = options;
  const count = counted === feature ? undefined : sentenceOf(counted, vector, rest);
  return count ?? `${feature.label}: not compared, as payments may be in several currencies`;
}

function inUnit(
  { unit }: FeatureDefinition,
  value: number,
  { formatMinor }: Pick<SentenceOptions, 'formatMinor'>,
): string {
  switch (unit) {
    case 'minor':
      return formatMinor(Math.round(value));
    case 'log_minor':
      return formatMinor(Math.round(Math.expm1(value)));
    case 'seconds':
      return duration(value);
    case 'days':
      return duration(value * 86_400);
    case 'km/h':
      return `${short(value)} km/h`;
    case 'ratio':
      return value >= 2 ? `${short(value)} times` : `${short(value * 100)}% of`;
    case 'deviations': {
      const size = short(Math.abs(value));
      return `${size} ${size === '1' ? 'standard deviation' : 'standard deviations'} ${value < 0 ? 'below' : 'above'}`;
    }
    case 'count':
    case 'number':
    case 'flag':
    case 'hour':
      return short(value);
    default:
      return unit satisfies never;
  }
}

/** The time of day behind its sine and cosine. */
function clock(vector: ArrayLike<number>): string {
  const turns = Math.atan2(vector[HOUR_SIN]!, vector[HOUR_COS]!) / (2 * Math.PI);
  const minutes = Math.round((turns < 0 ? turns + 1 : turns) * 1440) % 1440;
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function duration(seconds: number): string {
  if (seconds >= 172_800) return plural(seconds / 86_400, 'day');
  if (seconds >= 7200) return plural(seconds / 3600, 'hour');
  if (seconds >= 120) return plural(seconds / 60, 'minute');
  return seconds < 1 ? 'moments' : plural(seconds, 'second');
}

function plural(value: number, unit: string): string {
  const text = short(value);
  return `${text} ${text === '1' ? unit : `${unit}s`}`;
}

/** Two significant decimals below ten, one below a hundred, none above. */
function short(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}
