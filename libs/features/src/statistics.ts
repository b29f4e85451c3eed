/**
 * Everything that can be said of one event from its entity's history, in one backward look over the columns. Windows
 * reach from `time - length` (exclusive) to the event's time (inclusive, with all that happened in the same millisecond),
 * so the order of arrival makes no difference.
 *
 * Counts, sums and declines include the event itself; habits (mean, deviation, largest) are of the earlier payments, so
 * that an event is compared with what was usual before it. Sums and habits are of money spent: neither declined nor returned.
 */
import { type EntityHistory } from './entity-history.js';
import { AMOUNT, COUNTRY_SHIFT, DECLINED, NOT_SPENT, RETURNED, TAGS } from './facts.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, WINDOW_MAX_MS } from './layout.js';
import { distanceKm, NO_LOCATION } from './location.js';
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
/** Times closer than this count as this, so that two payments in one second don't make infinite speed. */
const SPEED_TIME_MIN_MS = MINUTE_MS;

const seen = new ScratchMap(4096);
/** First rows of the windows of 10 minutes, an hour, a day, a week and 30 days, and what is in each. */
const edges = new Int32Array(5);
const TOTALS = 5;
const COUNT = 0;
const SUM = 1;
const LARGEST = 2;
const DECLINES = 3;
const RETURNS = 4;
const totals = new Float64Array(edges.length * TOTALS);

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

  edges[0] = from10m;
  edges[1] = from1h;
  edges[2] = from24h;
  edges[3] = from7d;
  edges[4] = from30d;
  addUp(history, end, self);
  out[S.declined10m] = totals[DECLINES]! + declined;
  out[S.declined1h] = totals[TOTALS + DECLINES]! + declined;
  out[S.sum1h] = totals[TOTALS + SUM]! + spent * amount;
  out[S.sum24h] = totals[2 * TOTALS + SUM]! + spent * amount;
  out[S.sum7d] = totals[3 * TOTALS + SUM]! + spent * amount;
  out[S.max7d] = totals[3 * TOTALS + COUNT] === 0 ? NaN : totals[3 * TOTALS + LARGEST]!;
  out[S.returned7d] = totals[3 * TOTALS + RETURNS]! + (tags & RETURNED ? 1 : 0);
  const habitCount = totals[4 * TOTALS + COUNT]!;

  const mean = habitCount === 0 ? NaN : totals[4 * TOTALS + SUM]! / habitCount;
  const deviation = habitCount < 2 ? NaN : deviationOf(history, from30d, end, self, mean, habitCount);
  out[S.mean30d] = mean;
  out[S.deviation30d] = deviation;
  out[S.amountRatio] = mean > 0 ? amount / mean : NaN;
  out[S.amountDeviations] = deviation > 0 ? (amount - mean) / deviation : NaN;

  out[S.sinceLast] = end - start < 2 ? NaN : (time - data[self === end - 1 ? end - 2 : end - 1]!) / 1000;
  out[S.age] = (time - Math.min(time, history.firstSeenAt)) / DAY_MS;
  out[S.speed] = layout.locationColumn < 0 ? NaN : speedTo(history, self, end);
  out[S.countries24h] = seen.countDistinct(data, TAGS * capacity + from24h, TAGS * capacity + end, COUNTRY_SHIFT);
  for (let i = 0; i < layout.counterparts; i++) {
    const base = (layout.counterpartsFrom + i) * capacity;
    out[S.distinctFirst24h + i] = seen.countDistinct(data, base + from24h, base + end, 0);
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

/** Adds up the rows of each window, from the shortest on, without the event itself. */
function addUp(history: EntityHistory, end: number, self: number): void {
  const { data, capacity } = history;
  const amounts = AMOUNT * capacity;
  const tagged = TAGS * capacity;
  let count = 0;
  let sum = 0;
  let largest = 0;
  let declines = 0;
  let returns = 0;
  let row = end - 1;
  for (let window = 0; window < edges.length; window++) {
    const edge = edges[window]!;
    for (; row >= edge; row--) {
      if (row === self) continue;
      const tags = data[tagged + row]!;
      if ((tags & NOT_SPENT) === 0) {
        const amount = data[amounts + row]!;
        count++;
        sum += amount;
        if (amount > largest) largest = amount;
      } else if (tags & DECLINED) declines++;
      else returns++;
    }
    const at = window * TOTALS;
    totals[at + COUNT] = count;
    totals[at + SUM] = sum;
    totals[at + LARGEST] = largest;
    totals[at + DECLINES] = declines;
    totals[at + RETURNS] = returns;
  }
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
    return (distanceKm(here, there) / elapsed) * HOUR_MS;
  }
  return NaN;
}
