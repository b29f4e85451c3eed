/** What each aggregate needs, and what it needs it to be. */
import type { ReadingOp } from '../plan/entity-plan.js';
import type { PartPlan } from '../plan/group-plan.js';
import { type Aggregate, AGGREGATES, type FeatureUnit } from './feature-definition.js';

export interface AggregateRule {
  /** What `of` must give; none: it has no `of`. */
  readonly of: 'number' | 'identity' | 'place' | 'none';
  readonly op: ReadingOp;
  readonly part?: PartPlan['kind'];
  readonly squares?: boolean;
  readonly unit: FeatureUnit | 'as_of' | 'time';
  /** Compares the event with the ones before it, which must not include it. */
  readonly comparesOwn?: boolean;
  /** Where `window` may be left out. */
  readonly window?: string;
  /** Needs `where`: it is what is asked. */
  readonly asks?: boolean;
  /** Can't be kept for ever in bounded state. */
  readonly bounded?: boolean;
}

export const AGGREGATE_RULES: Readonly<Record<Aggregate, AggregateRule>> = {
  count: { of: 'none', op: 'count', unit: 'count' },
  sum: { of: 'number', op: 'sum', part: 'moments', unit: 'as_of' },
  mean: { of: 'number', op: 'mean', part: 'moments', unit: 'as_of' },
  stddev: { of: 'number', op: 'stddev', part: 'moments', squares: true, unit: 'as_of' },
  min: { of: 'number', op: 'extreme', part: 'least', unit: 'as_of' },
  max: { of: 'number', op: 'extreme', part: 'most', unit: 'as_of' },
  distinct: { of: 'identity', op: 'distinct', part: 'counted', unit: 'count', bounded: true },
  percentile: { of: 'number', op: 'percentile', part: 'sorted', unit: 'as_of', bounded: true },
  rate: { of: 'none', op: 'rate', unit: 'number' },
  ratio: { of: 'none', op: 'ratio', unit: 'share', asks: true },
  zscore: { of: 'number', op: 'zscore', part: 'moments', squares: true, unit: 'deviations', comparesOwn: true },
  rank: { of: 'number', op: 'rank', part: 'sorted', unit: 'share', comparesOwn: true, bounded: true },
  trend: { of: 'number', op: 'trend', part: 'trend', unit: 'number', bounded: true },
  entropy: { of: 'identity', op: 'entropy', part: 'counted', unit: 'bits', bounded: true },
  is_new: { of: 'identity', op: 'is_new', part: 'counted', unit: 'flag', comparesOwn: true, bounded: true },
  gap_since_last: { of: 'none', op: 'gap', unit: 'time', comparesOwn: true, window: 'ever' },
  age_since_first: { of: 'none', op: 'since_first', unit: 'time', window: 'ever' },
  duration: { of: 'none', op: 'since_first', unit: 'time', window: 'session' },
  haversine_speed: {
    of: 'place',
    op: 'speed',
    part: 'located',
    unit: 'km/h',
    comparesOwn: true,
    window: '30d',
    bounded: true,
  },
  run_length: { of: 'none', op: 'run_length', part: 'run', unit: 'count', asks: true, bounded: true },
  count_above: { of: 'number', op: 'count_above', part: 'sorted', unit: 'count', bounded: true },
  run_age: { of: 'none', op: 'run_age', part: 'run', unit: 'time', asks: true, bounded: true },
};

/** `percentile(95)` → percentile and 0.95; undefined where it is none of them. */
export function parseAggregate(text: string): { readonly aggregate: Aggregate; readonly share: number } | undefined {
  const [, name = text, share] = /^(\w+)\((.+)\)$/.exec(text) ?? [];
  if ((name === 'percentile') !== (share !== undefined)) return undefined;
  const percent = Number(share ?? 0);
  if (!(percent >= 0 && percent <= 100)) return undefined;
  const aggregate = AGGREGATES.find((one) => one === name);
  return aggregate && { aggregate, share: percent / 100 };
}

export const TIME_UNIT_MS: Readonly<Partial<Record<FeatureUnit, number>>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};
