/** A feature's value in words, for reasons and the console. */
import type { FeatureSet } from './feature-set.js';
import { TRANSACTION } from './plan/feature-event.js';
import type { PlannedFeature } from './plan/feature-plan.js';

export interface SentenceOptions {
  /** What is usual, in the same unit; the part about it is left out where that is not known. */
  readonly habit?: number;
  /** Money for people: minor units to text with the currency. */
  readonly formatMinor: (amountMinor: number) => string;
  /** Whether the payments behind the value are all in the transaction's currency; false where that is not known. */
  readonly oneCurrency: boolean;
}

export interface FeatureValues {
  readonly features: FeatureSet;
  /** In the order of `features`; NaN for what is missing. */
  readonly vector: ArrayLike<number>;
}

/**
 * `This card: 14 payments in the last hour; usual: 1`. A value that is missing gives undefined, and so does a count of
 * different ones where none was named. Of money that may be in
 * several currencies it names no figure: a sum gives the number of payments, the others say why.
 */
export function sentenceOf(
  feature: PlannedFeature,
  { features, vector }: FeatureValues,
  options: SentenceOptions,
): string | undefined {
  const value = vector[feature.index] ?? Number.NaN;
  if (Number.isNaN(value) || (value === 0 && feature.aggregate === 'distinct')) return undefined;
  if (isMoneyOfMany(feature) && !options.oneCurrency) return withoutMoney(feature, { features, vector }, options);
  const { habit } = options;
  const known = habit !== undefined && !Number.isNaN(habit);
  const text = (known ? feature.sentence : feature.sentence.replace(/; usual: \{habit\}$/, ''))
    .replace(/\{([^{}|]*)\|([^{}|]*)\}/g, (_, one: string, many: string) => (value === 1 ? one : many))
    .replace(
      '{value}',
      feature.unit === 'hour' ? clock(feature, { features, vector }) : inUnit(feature, value, options),
    );
  return known ? text.replace('{habit}', inUnit(feature, habit, options)) : text;
}

/** What is usual, in words, where the sentence speaks of a habit: `1`, `23.10 USD`, `4.5 days`. */
export function habitInWords(
  feature: PlannedFeature,
  habit: number,
  options: Pick<SentenceOptions, 'formatMinor'>,
): string | undefined {
  if (Number.isNaN(habit) || !feature.sentence.includes('{habit}')) return undefined;
  return inUnit(feature, habit, options);
}

/** Whether what this feature adds up was all in the transaction's currency, by what the matcher said of the entity. */
export function isInOneCurrency(
  { of }: PlannedFeature,
  entities: readonly { readonly entityType: string; readonly oneCurrency: boolean }[],
): boolean {
  return of === TRANSACTION || entities.some(({ entityType, oneCurrency }) => entityType === of && oneCurrency);
}

/** Whether the value comes from amounts of several payments. */
export function isMoneyOfMany({ of, unit }: PlannedFeature): boolean {
  return of !== TRANSACTION && (unit === 'minor' || unit === 'ratio' || unit === 'deviations');
}

/** Of a sum there is often a count over the same window, called alike. */
function withoutMoney(feature: PlannedFeature, values: FeatureValues, options: SentenceOptions): string {
  const counted = values.features.feature(feature.name.replace('_sum_', '_count_'));
  const { habit: _, ...rest } = options;
  const count = counted?.unit === 'count' ? sentenceOf(counted, values, rest) : undefined;
  return count ?? `${feature.label}: not compared, as payments may be in several currencies`;
}

function inUnit(
  { unit }: PlannedFeature,
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
    case 'minutes':
      return duration(value * 60);
    case 'hours':
      return duration(value * 3600);
    case 'days':
      return duration(value * 86_400);
    case 'km/h':
      return `${short(value)} km/h`;
    case 'share':
      return `${short(value * 100)}%`;
    case 'ratio':
      return value >= 2 ? `${short(value)} times` : `${short(value * 100)}% of`;
    case 'deviations': {
      const size = short(Math.abs(value));
      return `${size} ${size === '1' ? 'standard deviation' : 'standard deviations'} ${value < 0 ? 'below' : 'above'}`;
    }
    case 'bits':
      return `${short(value)} bits`;
    case 'count':
    case 'number':
    case 'flag':
    case 'hour':
      return short(value);
    default:
      return unit satisfies never;
  }
}

/** An hour of the day, or what is behind the sine and cosine of one: features that are called alike. */
function clock({ name, index }: PlannedFeature, { features, vector }: FeatureValues): string {
  const [sine, cosine] = ['sin', 'cos'].map((part) => features.feature(name.replace(/_(?:sin|cos)$/, `_${part}`)));
  const isAngle = sine !== undefined && cosine !== undefined && sine !== cosine;
  const hours = isAngle ? (Math.atan2(vector[sine.index]!, vector[cosine.index]!) / Math.PI) * 12 : vector[index]!;
  const minutes = (Math.round(hours * 60) + 1440) % 1440;
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
