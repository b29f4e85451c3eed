/**
 * The windows of an entity with few events, which keeps none of them: all are worked out at each event, in passes that are
 * compiled for its plan, and what no pass can say by what windows are made of otherwise.
 */
import type { EntityPlan, Reading } from '../plan/entity-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import { compileScan, isScanned, type Scan, type ScannedReading } from '../scan/compile-scan.js';
import type { EntityRows } from './entity-rows.js';
import type { Group } from './group.js';
import type { Picks } from './picks.js';
import type { WindowState } from './window-state.js';
import { WorkedOut } from './worked-out.js';

/** Of one pass. A function of many more grows too large for V8 to optimise. */
const READINGS_MAX = 128;

export class ScannedWindows {
  private readonly scans: readonly Scan[];
  private readonly rest: WorkedOut;

  /** @param isAsked - whether a pass may be asked for this */
  constructor(
    plan: EntityPlan,
    groups: readonly Group[],
    picks: readonly Picks[],
    isAsked: (reading: Reading) => boolean = () => true,
  ) {
    const inPass = (reading: Reading) => isScanned(reading, plan.groups[reading.group]!) && isAsked(reading);
    const { before, after, derived } = plan;
    const scanned = [
      ...before.filter(inPass).map((reading) => ({ reading, withOwn: false })),
      ...after.filter(inPass).map((reading) => ({ reading, withOwn: true })),
    ];
    const asideAt = (group: GroupPlan) => groups[plan.groups.indexOf(group)]!.asideAt;
    this.scans = partsOf(scanned, plan.groups).map((part) => compileScan(plan, part, asideAt));
    const outside = (reading: Reading) => !inPass(reading);
    const above = derived.flatMap((value) => value.above ?? []);
    this.rest = new WorkedOut(groups, picks, { before: before.filter(outside), after: after.filter(outside), above });
  }

  /**
   * Writes the values at an event.
   * @param own - its row, with no other of its time behind it
   * @param state - to work in; windows that are counted above a threshold are in it afterwards
   */
  readAt(rows: EntityRows, own: number, state: WindowState, values: Float64Array): void {
    const { scans } = this;
    for (let i = 0; i < scans.length; i++) scans[i]!(rows, own, state.aside, values);
    this.rest.readAt(rows, own, state, values);
  }
}

/** Readings of the same condition stay side by side, so that few passes add up the same. */
function partsOf(readings: readonly ScannedReading[], groups: readonly GroupPlan[]): ScannedReading[][] {
  const conditions = groups.map(({ filter, delayMs }) => JSON.stringify([filter, delayMs]));
  const numbers = new Map([...new Set(conditions)].map((condition, number) => [condition, number]));
  const orderOf = ({ reading: { group } }: ScannedReading) => numbers.get(conditions[group]!)!;
  const inOrder = readings.toSorted((a, b) => orderOf(a) - orderOf(b));
  const parts: ScannedReading[][] = [];
  for (let from = 0; from < inOrder.length; from += READINGS_MAX) parts.push(inOrder.slice(from, from + READINGS_MAX));
  return parts;
}
