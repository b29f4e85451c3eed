/** One pass over an entity's rows for many readings, as a function that is compiled once for all entities of a plan. */
import { type Doubles, makeDoubles } from '../engine/doubles.js';
import type { EntityRows } from '../engine/entity-rows.js';
import { addMoment, deviationAt, deviationOf, sumOf } from '../engine/exact-sum.js';
import { speedOf } from '../location.js';
import type { EntityPlan, Reading } from '../plan/entity-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import { ScratchMap } from '../scratch-map.js';
import { emitReading } from './emit-reading.js';
import { ScanCode } from './scan-code.js';
import { sessionEdge } from './session-edge.js';

/**
 * Writes the values at an event into `values`, from its row and those before it.
 * @param aside - what windows without an end say of rows that were let go
 * @param own - the event's row, with no other of its time behind it; there are no more rows than the plan's `scannedMax`
 */
export type Scan = (rows: EntityRows, own: number, aside: Doubles, values: Float64Array) => void;

export interface ScannedReading {
  readonly reading: Reading;
  /** Whether the window has the event's own row in it. */
  readonly withOwn: boolean;
}

/**
 * Whether a pass works it out: all but what needs the values of a window in an order, or how often each is there; and but sums
 * over the last events, from which one may have to be taken out again.
 */
export function isScanned({ op }: Reading, { window }: GroupPlan): boolean {
  return !UNSCANNED.has(op) && !(window.kind === 'last' && OF_SUMS.has(op));
}

const OF_SUMS: ReadonlySet<Reading['op']> = new Set(['sum', 'mean', 'stddev', 'zscore']);
const UNSCANNED: ReadonlySet<Reading['op']> = new Set(['percentile', 'rank', 'count_above', 'entropy', 'trend']);

/** @param asideAt - where in `aside` it is said of a group; -1 for nowhere */
export function compileScan(
  plan: EntityPlan,
  readings: readonly ScannedReading[],
  asideAt: (group: GroupPlan) => number,
): Scan {
  const { groups, width, scannedMax, eventsMax } = plan;
  const code = new ScanCode(width, distancesOf(groups, readings), asideAt);
  for (const { reading, withOwn } of readings) code.value(reading.at, emitReading(code, groups, reading, withOwn));
  const places = placesFor(Math.min(scannedMax, eventsMax + 1));
  const different = Array.from({ length: code.different }, () => new ScratchMap(places));
  const source = `'use strict'; return (rows, own, aside, values) => {\n${code.toString()}\n};`;
  const exact = makeDoubles(code.exactSums.length);
  const used = { days: code.days, different, exact, ...FUNCTIONS };
  // The code is assembled by ScanCode from a closed set of forms and the plan's numbers; nothing that a user wrote is in it.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  const build = new Function(...Object.keys(used), source) as (...used: unknown[]) => Scan;
  return build(...Object.values(used));
}

const FUNCTIONS = { addMoment, deviationAt, deviationOf, sessionEdge, speedOf, sumOf };

/** Whether it asks for what aggregates say of rows that were let go, where there are such: no pass goes on with these. */
export function readsAside({ part }: Reading, { window }: GroupPlan): boolean {
  return window.kind === 'ever' && part >= 0;
}

/** How far before the event windows end that are as long each time. */
function distancesOf(groups: readonly GroupPlan[], readings: readonly ScannedReading[]): number[] {
  const distances = readings.flatMap(({ reading: { group, op } }) => {
    const { window, delayMs } = groups[group]!;
    if (window.kind === 'sliding') return window.ms + delayMs;
    // The last row is the first that is looked at, and then there is no need to go on.
    const isToTheEnd = window.kind === 'last' || (window.kind === 'ever' && op !== 'gap');
    return isToTheEnd ? Infinity : [];
  });
  return [...new Set(distances)].sort((a, b) => a - b);
}

/** Twice as many places as rows, in a power of two. */
function placesFor(rows: number): number {
  return 2 ** Math.ceil(Math.log2(2 * Math.max(rows, 1)));
}
