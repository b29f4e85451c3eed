/** A feature's value in words, for reasons and the console. */
import { type FeatureDefinition, type FeatureUnit } from './catalogue.js';

export interface SentenceOptions {
  /** What is usual, in the same unit; the part about it is left out where that is not known. */
  readonly habit?: number;
  /** Money for people: minor units to text with the currency. */
  readonly formatMinor: (amountMinor: number) => string;
}

/** `This card: 14 payments in the last hour; usual: 1`. A value that is missing gives undefined. */
export function sentenceOf(feature: FeatureDefinition, value: number, options: SentenceOptions): string | undefined {
  if (Number.isNaN(value)) return undefined;
  const { habit } = options;
  const known = habit !== undefined && !Number.isNaN(habit);
  const template = known ? feature.sentence : feature.sentence.replace('; usual: {habit}', '');
  const text = template.replace('{value}', inUnit(feature.unit, value, options));
  return known ? text.replace('{habit}', inUnit(feature.unit, habit, options)) : text;
}

function inUnit(unit: FeatureUnit, value: number, options: SentenceOptions): string {
  switch (unit) {
    case 'flag':
      return value > 0 ? 'yes' : 'no';
    case 'minor':
      return options.formatMinor(Math.round(value));
    case 'seconds':
      return duration(value);
    case 'days':
      return duration(value * 86_400);
    case 'km/h':
      return `${short(value)} km/h`;
    case 'count':
    case 'ratio':
    case 'number':
      return short(value);
    default:
      return unit satisfies never;
  }
}

function duration(seconds: number): string {
  if (seconds >= 172_800) return `${short(seconds / 86_400)} days`;
  if (seconds >= 7200) return `${short(seconds / 3600)} hours`;
  if (seconds >= 120) return `${short(seconds / 60)} minutes`;
  return `${short(seconds)} seconds`;
}

/** Two significant decimals below ten, one below a hundred, none above. */
function short(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}
