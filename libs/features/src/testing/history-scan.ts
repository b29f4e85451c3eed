/** The oracle: what every aggregate means, as a plain scan over all that has come. Slow and obvious on purpose. */
import { hash53 } from '../hash.js';
import { distanceKm, NO_LOCATION, packLocation } from '../location.js';
import type { FeatureEvent } from '../plan/feature-event.js';

const STRENGTHS = ['step_up', 'customer', 'early_warning', 'analyst', 'chargeback'];

export interface ScannedLabel {
  readonly transactionId: string;
  readonly source: string;
  readonly verdict: string;
  readonly occurredAtMs: number;
  readonly knownAtMs: number;
}

/** A feature, with functions in the place of expressions. */
export interface ScannedFeature {
  readonly aggregate: string;
  readonly of?: (event: FeatureEvent) => number | string | undefined;
  readonly where?: (event: FeatureEvent, label: { known: boolean; fraud: boolean }) => boolean;
  readonly among?: (event: FeatureEvent) => boolean;
  /** Milliseconds, or what the language says. */
  readonly window: number | 'ever' | 'day' | 'session' | { readonly last: number };
  readonly delayMs?: number;
  readonly excludesOwn?: boolean;
}

const DAY_MS = 86_400_000;
const GAP_MS = 1_800_000;

/**
 * @param come - the entity's events that have come, in any order, `own` among them
 * @param labels - that have come
 */
export function scan(
  feature: ScannedFeature,
  come: readonly FeatureEvent[],
  labels: readonly ScannedLabel[],
  own: FeatureEvent,
): number {
  const at = own.occurredAtMs;
  const until = at - (feature.delayMs ?? 0);
  const { where = () => true, among = () => true } = feature;
  const sorted = come
    .filter((event) => event.occurredAtMs <= until && !(feature.excludesOwn && event === own))
    .toSorted((a, b) => a.occurredAtMs - b.occurredAtMs || hash53(a.id) - hash53(b.id));
  const looked = inWindow(feature, sorted, until, (event) => among(event) && where(event, labelOf(event, labels, at)));
  const counted = looked.filter((event) => among(event));
  const holds = (event: FeatureEvent) => where(event, labelOf(event, labels, at));
  const events = counted.filter(holds);
  const values = events.flatMap((event) => feature.of?.(event) ?? []);
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const mean = numbers.length === 0 ? Number.NaN : total(numbers) / numbers.length;
  const deviation =
    numbers.length < 2 ? Number.NaN : Math.sqrt(total(numbers.map((n) => (n - mean) ** 2)) / numbers.length);
  const value = feature.of?.(own);
  const run = events.length === 0 ? [] : counted.slice(counted.findLastIndex((event) => !holds(event)) + 1);
  const names = values.map(String).filter((name) => name !== '');
  switch (feature.aggregate) {
    case 'count':
      return events.length;
    case 'rate':
      return events.length / ((feature.window as number) / 3_600_000);
    case 'sum':
      return total(numbers);
    case 'mean':
      return mean;
    case 'stddev':
      return deviation;
    case 'min':
      return numbers.length === 0 ? Number.NaN : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? Number.NaN : Math.max(...numbers);
    case 'distinct':
      return new Set(names).size;
    case 'entropy':
      return entropy(names);
    case 'percentile':
      return quantile(numbers, 0.9);
    case 'ratio':
      return counted.length === 0 ? Number.NaN : events.length / counted.length;
    case 'zscore':
      return deviation > 0 ? ((value as number) - mean) / deviation : Number.NaN;
    case 'rank':
      return numbers.length === 0 ? Number.NaN : rank(numbers, value as number);
    case 'is_new':
      return !value || events.length === 0 ? Number.NaN : names.includes(String(value)) ? 0 : 1;
    case 'trend':
      return slope(events.map((event) => [event.occurredAtMs, feature.of!(event) as number]));
    case 'gap_since_last':
      return events.length === 0 ? Number.NaN : (at - events.at(-1)!.occurredAtMs) / 1000;
    case 'age_since_first':
    case 'duration':
      return events.length === 0 ? Number.NaN : (at - events[0]!.occurredAtMs) / 1000;
    case 'run_length':
      return run.length;
    case 'run_age':
      return run.length === 0 ? Number.NaN : (at - run[0]!.occurredAtMs) / 1000;
    case 'haversine_speed':
      return speed(events, own);
    default:
      throw new Error(`the scan knows no ${feature.aggregate}`);
  }
}

/** As the strongest source that stood at `atMs` said. */
export function labelOf(event: FeatureEvent, labels: readonly ScannedLabel[], atMs: number) {
  const known = labels
    .filter(({ transactionId, knownAtMs }) => transactionId === event.id && knownAtMs <= atMs)
    .toSorted((a, b) => a.knownAtMs - b.knownAtMs);
  const stands = (label: ScannedLabel, i: number): boolean =>
    label.verdict !== 'withdrawn' &&
    !known.some(
      ({ source, verdict, occurredAtMs }, j) =>
        source === label.source && verdict === 'withdrawn' && (j > i || occurredAtMs >= label.occurredAtMs),
    );
  const standing = new Map(known.filter(stands).map((label) => [label.source, label.verdict]));
  const strongest = STRENGTHS.findLast((source) => standing.has(source));
  return { known: strongest !== undefined, fraud: standing.get(strongest ?? '') === 'fraud' };
}

function inWindow(
  { window }: ScannedFeature,
  sorted: readonly FeatureEvent[],
  until: number,
  passes: (event: FeatureEvent) => boolean,
): readonly FeatureEvent[] {
  if (window === 'ever') return sorted;
  if (window === 'day') return sorted.filter((event) => event.occurredAtMs >= Math.floor(until / DAY_MS) * DAY_MS);
  if (typeof window === 'number') return sorted.filter((event) => event.occurredAtMs > until - window);
  if (typeof window === 'object') return sorted.filter(passes).slice(-window.last);
  let next = until;
  const session: FeatureEvent[] = [];
  for (const event of sorted.toReversed()) {
    if (next - event.occurredAtMs > GAP_MS) break;
    next = event.occurredAtMs;
    session.unshift(event);
  }
  return session;
}

function total(of: readonly number[]): number {
  return of.reduce((sum, value) => sum + value, 0);
}

function entropy(names: readonly string[]): number {
  if (names.length === 0) return Number.NaN;
  const counts = [...new Set(names)].map((name) => names.filter((other) => other === name).length / names.length);
  return -total(counts.map((share) => share * Math.log2(share)));
}

function quantile(numbers: readonly number[], p: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = p * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? low) - low);
}

function rank(numbers: readonly number[], value: number): number {
  const below = numbers.filter((n) => n < value).length;
  return (below + numbers.filter((n) => n === value).length / 2) / numbers.length;
}

/** By the day; of whole milliseconds and amounts without any rounding, as neighbours may be a millisecond and a million apart. */
function slope(points: readonly (readonly [number, number])[]): number {
  const sum = (of: (x: bigint, y: bigint) => bigint) =>
    points.reduce((all, [ms, y]) => all + of(BigInt(ms), BigInt(y)), 0n);
  const n = BigInt(points.length);
  const [x, y] = [sum((ms) => ms), sum((_, value) => value)];
  const spread = n * sum((ms) => ms * ms) - x * x;
  return spread > 0n ? (DAY_MS * Number(n * sum((ms, value) => ms * value) - x * y)) / Number(spread) : Number.NaN;
}

function speed(events: readonly FeatureEvent[], own: FeatureEvent): number {
  const placeOf = ({ location }: FeatureEvent) => (location ? packLocation(location.lat, location.lon) : NO_LOCATION);
  const before = events.findLast((event) => placeOf(event) !== NO_LOCATION);
  if (before === undefined || placeOf(own) === NO_LOCATION) return Number.NaN;
  const hours = Math.max(own.occurredAtMs - before.occurredAtMs, 60_000) / 3_600_000;
  return distanceKm(placeOf(before), placeOf(own)) / hours;
}
