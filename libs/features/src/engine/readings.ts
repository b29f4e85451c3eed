/** What a feature's value is, given the window: NaN where there is nothing to say. */
import { distanceKm, NO_LOCATION } from '../location.js';
import { TIME } from '../plan/columns.js';
import { passes } from '../plan/group-plan.js';
import { OPS, type Reading } from '../plan/entity-plan.js';
import type { EntityRows } from './entity-rows.js';
import type { Group } from './group.js';
import type { Counted } from './counted.js';
import type { Extreme } from './extreme.js';
import type { Moments } from './moments.js';
import type { Located } from './located.js';
import type { Part } from './part.js';
import type { Sorted } from './sorted.js';
import type { Run } from './run.js';
import type { Tally } from './tally.js';
import type { Trend } from './trend.js';
import type { WindowState } from './window-state.js';

const HOUR_MS = 3_600_000;
/** Times closer than this count as this, so that two payments in one second don't make infinite speed. */
const SPEED_TIME_MIN_MS = 60_000;

/**
 * @param own - where the row of the event at hand begins, -1 when there is none
 * @param ownRow - that row's number, or -1
 * @param atMs - its time, or the moment that is asked for
 */
export function read(
  reading: Reading,
  groups: readonly Group[],
  state: WindowState,
  rows: EntityRows,
  atMs: number,
  own: number,
  ownRow: number,
): number {
  const group = groups[reading.group]!;
  const { argument } = reading;
  const part = group.parts[reading.part] as Part;
  switch (reading.op) {
    case OPS.count:
      return group.count(state);
    case OPS.rate:
      return group.count(state) / argument;
    case OPS.rate_since_first:
      return group.count(state) / Math.max((atMs - group.plan.delayMs - group.firstAtMs(state, rows)) / HOUR_MS, 1);
    case OPS.ratio: {
      const of = groups[argument]!.count(state);
      return of === 0 ? Number.NaN : group.count(state) / of;
    }
    case OPS.sum:
      return (part as Moments).sum(state);
    case OPS.mean:
      return (part as Moments).mean(state);
    case OPS.stddev:
      return (part as Moments).deviation(state);
    case OPS.zscore:
      return own < 0 ? Number.NaN : zscore(part as Moments, state, rows.data[own + reading.column]!);
    case OPS.extreme:
      return (part as Extreme).valueIn(state, group.plan, rows, group.head(state), group.tail(state));
    case OPS.distinct:
      return (part as Counted).tally(state).size;
    case OPS.entropy:
      return (part as Counted).tally(state).entropy;
    case OPS.is_new:
      return own < 0
        ? Number.NaN
        : isNew((part as Counted).tally(state), group.count(state), rows.data[own + reading.column]!);
    case OPS.percentile:
      return (part as Sorted).values(state).quantile(argument);
    case OPS.rank:
      return own < 0 ? Number.NaN : (part as Sorted).values(state).rankOf(rows.data[own + reading.column]!);
    case OPS.count_above:
      // Once its threshold is there.
      return Number.NaN;
    case OPS.trend:
      return (part as Trend).slope(state);
    case OPS.gap:
      return group.count(state) === 0 ? Number.NaN : (atMs - group.lastAtMs(state, rows, ownRow)) / argument;
    case OPS.since_first:
      return (atMs - group.firstAtMs(state, rows)) / argument;
    case OPS.speed:
      return own < 0
        ? Number.NaN
        : speed(part as Located, state, rows.data[own + TIME]!, rows.data[own + reading.column]!);
    case OPS.run_length:
      return (part as Run).length(state);
    case OPS.run_age:
      return (atMs - (part as Run).startedAtMs(state)) / argument;
    default:
      throw new RangeError(`there is no reading ${String(reading.op satisfies never)}`);
  }
}

/** Values of the window above a threshold; without the event's own where the reading's argument is 1. */
export function countAbove(
  reading: Reading,
  groups: readonly Group[],
  state: WindowState,
  { data }: EntityRows,
  own: number,
  threshold: number,
): number {
  if (Number.isNaN(threshold)) return Number.NaN;
  const { plan, parts } = groups[reading.group]!;
  const values = (parts[reading.part] as Sorted).values(state);
  const above = values.length - values.countUpTo(threshold);
  const isOwn = reading.argument === 1 && own >= 0 && plan.delayMs === 0 && passes(plan.filter, data, own);
  return isOwn && data[own + reading.column]! > threshold ? above - 1 : above;
}

function zscore(moments: Moments, state: WindowState, value: number): number {
  const deviation = moments.deviation(state);
  return deviation > 0 ? (value - moments.mean(state)) / deviation : Number.NaN;
}

function isNew(tally: Tally, events: number, value: number): number {
  if (value === 0 || events === 0) return Number.NaN;
  return tally.has(value) ? 0 : 1;
}

/** Kilometres an hour. */
function speed(located: Located, state: WindowState, atMs: number, place: number): number {
  const before = located.place(state);
  if (place === NO_LOCATION || before === NO_LOCATION) return Number.NaN;
  return (distanceKm(before, place) / Math.max(atMs - located.atMs(state), SPEED_TIME_MIN_MS)) * HOUR_MS;
}
