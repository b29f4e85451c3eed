/**
 * Everything that can be said of one event from its entity's history, in one backward look over the columns. Windows
 * reach from `time - length` (exclusive) to the event's time (inclusive, with all that happened in the same millisecond),
 * so the order of arrival makes no difference.
 *
 * Counts, sums and declines include the event itself; habits (mean, deviation, largest) are of the earlier payments, so
 * that an event is compared with what was usual before it. Sums and habits are of money spent: neither declined nor returned.
 */
import { type EntityHistory } from './entity-history.js';
import {
  AMOUNT,
  COUNTRY_SHIFT,
  DECLINED,
  latitudeOf,
  longitudeOf,
  NO_LOCATION,
  NOT_SPENT,
  RETURNED,
  TAGS,
} from './facts.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, WINDOW_MAX_MS } from './layout.js';
import { ScratchMap } from './scratch-map.js';

/** Places in the result of `computeStatistics`. */
export const STATISTICS = {
  count10m: 0,
  count1h: 1,
  count24h: 2,
  count7d: 3,
  sum1h: 4,
  sum24h: 5,
  sum7d: 6,
  mean30d: 7,
  deviation30d: 8,
  max7d: 9,
  declined10m: 10,
  declined1h: 11,
  returned7d: 12,
  countries24h: 13,
  sinceLast: 14,
  age: 15,
  amountRatio: 16,
  amountDeviations: 17,
  speed: 18,
  distinctFirst24h: 19,
  distinctSecond24h: 20,
  distinctThird24h: 21,
  newFirst: 22,
  newSecond: 23,
} as const;
export const STATISTICS_LENGTH = 24;

const S = STATISTICS;
const EARTH_RADIUS_KM = 6371;
/** Times closer than this count as this, so that two payments in one second don't make infinite speed. */
const SPEED_TIME_MIN_MS = MINUTE_MS;

const seen = new ScratchMap(4096);
/** Spent, declined and returned of the run that was summed last, without the event itself. */
const run = { count: 0, sum: 0, max: 0, declined: 0, returned: 0 };

/** Fills `out` (length `STATISTICS_LENGTH`) for the event at `index` of `history`; NaN where there is nothing to say. */
export function computeStatistics(history: EntityHistory, index: number, out: Float64Array): void {
  const { data, start, capacity, layout } = history;
  const self = start + index;
  const time = data[self]!;
  const amount = data[AMOUNT * capacity + self]!;
  const tags = data[TAGS * capacity + self]!;
  const spent = (tags & NOT_SPENT) === 0 ? 1 : 0;
  const declined = tags & DECLINED ? 1 : 0;
  const end = lastAt(data, self, start + history.length, time) + 1;

  const from10m = firstAfter(data, start, end, time - 10 * MINUTE_MS);
  const from1h = firstAfter(data, start, from10m, time - HOUR_MS);
  const from24h = firstAfter(data, start, from1h, time - DAY_MS);
  const from7d = firstAfter(data, start, from24h, time - 7 * DAY_MS);
  const from30d = firstAfter(data, start, from7d, time - WINDOW_MAX_MS);

  out[S.count10m] = end - from10m;
  out[S.count1h] = end - from1h;
  out[S.count24h] = end - from24h;
  out[S.count7d] = end - from7d;

  run.count = run.sum = run.declined = run.returned = 0;
  run.max = -1;
  addRun(history, from10m, end, self);
  out[S.declined10m] = run.declined + declined;
  addRun(history, from1h, from10m, self);
  out[S.declined1h] = run.declined + declined;
  out[S.sum1h] = run.sum + spent * amount;
  addRun(history, from24h, from1h, self);
  out[S.sum24h] = run.sum + spent * amount;
  addRun(history, from7d, from24h, self);
  out[S.sum7d] = run.sum + spent * amount;
  out[S.max7d] = run.max < 0 ? NaN : run.max;
  out[S.returned7d] = run.returned + (tags & RETURNED ? 1 : 0);
  addRun(history, from30d, from7d, self);

  const mean = run.count === 0 ? NaN : run.sum / run.count;
  const deviation = run.count < 2 ? NaN : deviationOf(history, from30d, end, self, mean, run.count);
  out[S.mean30d] = mean;
  out[S.deviation30d] = deviation;
  out[S.amountRatio] = mean > 0 ? amount / mean : NaN;
  out[S.amountDeviations] = deviation > 0 ? (amount - mean) / deviation : NaN;

  out[S.sinceLast] = end - start < 2 ? NaN : (time - data[self === end - 1 ? end - 2 : end - 1]!) / 1000;
  out[S.age] = (time - Math.min(time, history.firstSeenAt)) / DAY_MS;
  out[S.speed] = layout.locationColumn < 0 ? NaN : speedTo(history, self, end);
  out[S.countries24h] = distinct(data, TAGS * capacity, from24h, end, COUNTRY_SHIFT);
  for (let i = 0; i < layout.counterparts; i++) {
    const base = (layout.counterpartsFrom + i) * capacity;
    out[S.distinctFirst24h + i] = distinct(data, base, from24h, end, 0);
    if (i < 2) out[S.newFirst + i] = isNew(data, base, start, end, self);
  }
}

/** Whether a window of the event at `index` reaches to where events were let go. */
export function isTruncated(history: EntityHistory, index: number): boolean {
  return history.droppedUntil > history.data[history.start + index]! - WINDOW_MAX_MS;
}

/** The last row at `time`, from `row`, which is at that time, on. */
function lastAt(data: Float64Array, row: number, end: number, time: number): number {
  while (row + 1 < end && data[row + 1] === time) row++;
  return row;
}

/** The first row of [start, end) later than `time`, or `end`; looks from the end, in doubling steps, as most windows are short. */
function firstAfter(times: Float64Array, start: number, end: number, time: number): number {
  let step = 1;
  let high = end;
  while (high > start && times[high - 1]! > time) {
    high = Math.max(start, high - step);
    step <<= 1;
  }
  // Either high is start, or the row before it is not later: the answer lies in [high, previous high].
  let low = high;
  let top = Math.min(end, high + (step >> 1));
  while (low < top) {
    const middle = (low + top) >> 1;
    if (times[middle]! > time) top = middle;
    else low = middle + 1;
  }
  return low;
}

function addRun(history: EntityHistory, from: number, to: number, self: number): void {
  const { data, capacity } = history;
  const amounts = AMOUNT * capacity;
  const tagged = TAGS * capacity;
  let { count, sum, max, declined, returned } = run;
  for (let row = from; row < to; row++) {
    if (row === self) continue;
    const tags = data[tagged + row]!;
    if ((tags & NOT_SPENT) === 0) {
      const amount = data[amounts + row]!;
      count++;
      sum += amount;
      if (amount > max) max = amount;
    } else if (tags & DECLINED) declined++;
    else returned++;
  }
  run.count = count;
  run.sum = sum;
  run.max = max;
  run.declined = declined;
  run.returned = returned;
}

/** Population deviation in a second pass, which stays exact where a sum of squares would cancel out. */
function deviationOf(
  history: EntityHistory,
  from: number,
  to: number,
  self: number,
  mean: number,
  count: number,
): number {
  const { data, capacity } = history;
  const amounts = AMOUNT * capacity;
  const tagged = TAGS * capacity;
  let squares = 0;
  for (let row = from; row < to; row++) {
    if (row === self || (data[tagged + row]! & NOT_SPENT) !== 0) continue;
    const off = data[amounts + row]! - mean;
    squares += off * off;
  }
  return Math.sqrt(squares / count);
}

/** Different values other than 0 in rows [from, to) of a column. */
function distinct(data: Float64Array, base: number, from: number, to: number, shift: number): number {
  seen.clear();
  for (let row = from; row < to; row++) {
    const value = shift === 0 ? data[base + row]! : data[base + row]! >> shift;
    if (value !== 0) seen.numberOf(value);
  }
  return seen.size;
}

/** 1 when no other event up to this time has this one's counterpart; NaN without a counterpart or any other event. */
function isNew(data: Float64Array, base: number, start: number, end: number, self: number): number {
  const value = data[base + self]!;
  if (value === 0 || end - start < 2) return NaN;
  for (let row = end - 1; row >= start; row--) if (row !== self && data[base + row] === value) return 0;
  return 1;
}

/** Kilometres an hour from the place of the newest other event that has one; NaN where either has none. */
function speedTo(history: EntityHistory, self: number, end: number): number {
  const { data, capacity, layout, start } = history;
  const base = layout.locationColumn * capacity;
  const here = data[base + self]!;
  if (here === NO_LOCATION) return NaN;
  for (let row = end - 1; row >= start; row--) {
    const there = data[base + row]!;
    if (row === self || there === NO_LOCATION) continue;
    const elapsed = Math.max(data[self]! - data[row]!, SPEED_TIME_MIN_MS);
    return here === there ? 0 : (distanceKm(here, there) / elapsed) * HOUR_MS;
  }
  return NaN;
}

/** Haversine great-circle distance. */
function distanceKm(a: number, b: number): number {
  const radians = Math.PI / 180;
  const latA = latitudeOf(a) * radians;
  const latB = latitudeOf(b) * radians;
  const sinLat = Math.sin((latB - latA) / 2);
  const sinLon = Math.sin(((longitudeOf(b) - longitudeOf(a)) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(latA) * Math.cos(latB) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
