/** Some of the windows of an entity that keeps none, worked out from its rows at an event, one after the other. */
import type { Reading } from '../plan/entity-plan.js';
import type { EntityRows } from './entity-rows.js';
import type { Group } from './group.js';
import type { Picks } from './picks.js';
import { compileReading, type PlacedValue } from './readings.js';
import type { WindowState } from './window-state.js';

const NONE = -1;

export class WorkedOut {
  private readonly groups: readonly Group[];
  private readonly before: readonly PlacedValue[];
  private readonly after: readonly PlacedValue[];

  /**
   * @param all - the groups that readings name by their number
   * @param before - of the windows without the event's own row; `after`: with it
   * @param above - of what is counted once its threshold is there: windows that are left as they are after the event
   */
  constructor(
    all: readonly Group[],
    private readonly picks: readonly Picks[],
    { before, after, above = [] }: WorkedOutReadings,
  ) {
    const used = new Set([...before, ...after, ...above].flatMap(groupsOf));
    this.groups = all.filter((_, number) => used.has(number));
    this.before = before.map((reading) => ({ at: reading.at, read: compileReading(reading, all) }));
    this.after = after.map((reading) => ({ at: reading.at, read: compileReading(reading, all) }));
  }

  /** @param own - the event's row, with no other of its time behind it */
  readAt(rows: EntityRows, own: number, state: WindowState, values: Float64Array): void {
    const { groups, picks } = this;
    if (groups.length === 0) return;
    const atMs = rows.timeOf(own);
    for (let i = 0; i < picks.length; i++) picks[i]!.forget();
    for (let i = 0; i < groups.length; i++) groups[i]!.workOut(state, rows, atMs, groups[i]!.read.before ? own : NONE);
    this.read(this.before, rows, own, state, values);
    for (let i = 0; i < groups.length; i++) {
      const { before, after } = groups[i]!.read;
      if (before && after) groups[i]!.take(state, rows, own);
    }
    this.read(this.after, rows, own, state, values);
  }

  private read(
    placed: readonly PlacedValue[],
    rows: EntityRows,
    own: number,
    state: WindowState,
    values: Float64Array,
  ): void {
    const base = rows.baseOf(own);
    const atMs = rows.timeOf(own);
    for (let i = 0; i < placed.length; i++) {
      const { at, read } = placed[i]!;
      values[at] = read(state, rows, atMs, base, own);
    }
  }
}

export interface WorkedOutReadings {
  readonly before: readonly Reading[];
  readonly after: readonly Reading[];
  readonly above?: readonly Reading[];
}

/** Numbers of the groups that a reading looks at. */
export function groupsOf({ op, group, argument }: Reading): number[] {
  return op === 'ratio' ? [group, argument] : [group];
}
