/** All windows of an entity type: what to do with the state of an entity, which is given with each call. */
import type { Doubles } from './doubles.js';
import type { EntityPlan, Reading } from '../plan/entity-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import { Group } from './group.js';
import { Picks } from './picks.js';
import { compileReading, type ReadValue } from './readings.js';
import { Layout, type WindowState } from './window-state.js';

export class Windows {
  readonly groups: readonly Group[];
  /** Of the windows without the event itself, then with it. */
  readonly before: readonly PlacedValue[];
  readonly after: readonly PlacedValue[];
  private readonly layout = new Layout();
  private readonly picks = new Map<string, Picks>();
  private readonly allPicks: readonly Picks[];
  private readonly nothingAside: Doubles;
  /** Of an entity that has none of its own: worked out for one event, nothing stays in it. */
  private readonly scratch: WindowState;

  constructor(plan: EntityPlan) {
    this.groups = plan.groups.map((group, i) => {
      const read = { before: isRead(i, plan.before), after: isRead(i, [...plan.after, ...aboveOf(plan)]) };
      return new Group(group, read, this.picksOf(group, read.before), this.layout);
    });
    this.before = plan.before.map((reading) => ({ at: reading.at, read: compileReading(reading, this.groups) }));
    this.after = plan.after.map((reading) => ({ at: reading.at, read: compileReading(reading, this.groups) }));
    this.allPicks = [...this.picks.values()];
    this.nothingAside = this.layout.makeAside();
    this.scratch = this.makeState(this.nothingAside);
  }

  makeAside(): Doubles {
    return this.layout.makeAside();
  }

  /** With everything to be worked out. */
  makeState(aside: Doubles = this.nothingAside): WindowState {
    return this.layout.make(aside);
  }

  scratchState(aside: Doubles = this.nothingAside): WindowState {
    this.scratch.aside = aside;
    return this.scratch;
  }

  /** Before windows are moved to another moment, or rows have changed. */
  forgetPicks(): void {
    for (let i = 0; i < this.allPicks.length; i++) this.allPicks[i]!.forget();
  }

  /** Groups with the same condition and delay look at the same rows, with the event's own or without. */
  private picksOf({ filter, delayMs, window }: GroupPlan, withoutOwn: boolean): Picks {
    const key = JSON.stringify([filter, delayMs, withoutOwn]);
    const known = this.picks.get(key) ?? new Picks(filter, delayMs);
    this.picks.set(key, known);
    known.reachTo(window.kind === 'sliding' ? window.ms : Infinity);
    return known;
  }
}

export interface PlacedValue {
  /** Place in the values. */
  readonly at: number;
  readonly read: ReadValue;
}

function isRead(group: number, readings: readonly Reading[]): boolean {
  return readings.some((reading) => reading.group === group || (reading.op === 'ratio' && reading.argument === group));
}

function aboveOf({ derived }: EntityPlan): Reading[] {
  return derived.flatMap(({ above }) => above ?? []);
}

const ofPlans = new WeakMap<EntityPlan, Windows>();

export function windowsOf(plan: EntityPlan): Windows {
  const windows = ofPlans.get(plan) ?? new Windows(plan);
  ofPlans.set(plan, windows);
  return windows;
}
