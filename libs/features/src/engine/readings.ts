/** What a feature's value is, given the window: NaN where there is nothing to say. */
import { speedOf } from '../location.js';
import { TIME } from '../plan/columns.js';
import { passes } from '../plan/group-plan.js';
import type { Reading } from '../plan/entity-plan.js';
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

/**
 * What a value is, of the entity whose state and rows are given: at its event, whose row has this number and begins at `own`,
 * or as of a moment, where both are -1.
 */
export type ReadValue = (state: WindowState, rows: EntityRows, atMs: number, own: number, ownRow: number) => number;

export interface PlacedValue {
  /** Place in the values. */
  readonly at: number;
  readonly read: ReadValue;
}

/** A reading with what it needs at hand, since there are thousands an event. */
export function compileReading(
  { op, group: number, part: place, column, argument }: Reading,
  groups: readonly Group[],
): ReadValue {
  const group = groups[number]!;
  const part = group.parts[place] as Part;
  switch (op) {
    case 'count':
      return (state) => group.count(state);
    case 'rate':
      return (state) => group.count(state) / argument;
    case 'rate_since_first':
      return (state, rows, atMs) =>
        group.count(state) / Math.max((atMs - group.plan.delayMs - group.firstAtMs(state, rows)) / HOUR_MS, 1);
    case 'ratio': {
      const among = groups[argument]!;
      return (state) => (among.count(state) === 0 ? Number.NaN : group.count(state) / among.count(state));
    }
    case 'sum':
      return (state) => (part as Moments).sum(state);
    case 'mean':
      return (state) => (part as Moments).mean(state);
    case 'stddev':
      return (state) => (part as Moments).deviation(state);
    case 'zscore':
      return (state, rows, _atMs, own) =>
        own < 0 ? Number.NaN : zscore(part as Moments, state, rows.data[own + column]!);
    case 'extreme':
      return (state, rows) => (part as Extreme).valueIn(state, group.plan, rows, group.head(state), group.tail(state));
    case 'distinct':
      return (state) => (part as Counted).tally(state).size;
    case 'entropy':
      return (state) => (part as Counted).tally(state).entropy;
    case 'is_new':
      return (state, rows, _atMs, own) =>
        own < 0 ? Number.NaN : isNew((part as Counted).tally(state), group.count(state), rows.data[own + column]!);
    case 'percentile':
      return (state) => (part as Sorted).values(state).quantile(argument);
    case 'rank':
      return (state, rows, _atMs, own) =>
        own < 0 ? Number.NaN : (part as Sorted).values(state).rankOf(rows.data[own + column]!);
    case 'count_above':
      // Once its threshold is there.
      return () => Number.NaN;
    case 'trend':
      return (state) => (part as Trend).slope(state);
    case 'gap':
      return (state, rows, atMs, _own, ownRow) => (atMs - group.lastAtMs(state, rows, ownRow)) / argument;
    case 'since_first':
      return (state, rows, atMs) => (atMs - group.firstAtMs(state, rows)) / argument;
    case 'speed':
      return (state, rows, _atMs, own) =>
        own < 0 ? Number.NaN : speed(part as Located, state, rows.data[own + column]!, rows.data[own + TIME]!);
    case 'run_length':
      return (state) => (part as Run).length(state);
    case 'run_age':
      return (state, _rows, atMs) => (atMs - (part as Run).startedAtMs(state)) / argument;
    default:
      throw new RangeError(`there is no reading ${String(op satisfies never)}`);
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

function speed(located: Located, state: WindowState, place: number, atMs: number): number {
  return speedOf(located.place(state), located.atMs(state), place, atMs);
}
