/** All windows of an entity type: what to do with the state of an entity, which is given with each call. */
import type { Doubles } from './doubles.js';
import type { EntityPlan, Reading } from '../plan/entity-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import { readsAside } from '../scan/compile-scan.js';
import { Group } from './group.js';
import { Picks } from './picks.js';
import { compileReading, type PlacedValue } from './readings.js';
import { ScannedWindows } from './scanned-windows.js';
import { Layout, type WindowState } from './window-state.js';
import { groupsOf } from './worked-out.js';

export class Windows {
  readonly groups: readonly Group[];
  /** Those of which no length in time is known beforehand, and which end. */
  readonly unmeasured: readonly Group[];
  /** Of the windows without the event itself, then with it. */
  readonly before: readonly PlacedValue[];
  readonly after: readonly PlacedValue[];
  private readonly layout = new Layout();
  /** What groups look at, each condition once. */
  readonly picks: readonly Picks[];
  private readonly picksByKey = new Map<string, Picks>();
  private readonly nothingAside: Doubles;
  /** Of an entity that has none of its own: worked out for one event, nothing stays in it. */
  private readonly scratch: WindowState;
  private scannedWhole: ScannedWindows | undefined;
  private scannedBesideAside: ScannedWindows | undefined;

  constructor(private readonly plan: EntityPlan) {
    this.groups = plan.groups.map((group, i) => {
      const read = { before: isRead(i, plan.before), after: isRead(i, [...plan.after, ...aboveOf(plan)]) };
      return new Group(group, read, this.picksOf(group, read.before), this.layout);
    });
    this.unmeasured = this.groups.filter(({ plan: { window } }) => window.kind === 'last' || window.kind === 'session');
    this.before = plan.before.map((reading) => ({ at: reading.at, read: compileReading(reading, this.groups) }));
    this.after = plan.after.map((reading) => ({ at: reading.at, read: compileReading(reading, this.groups) }));
    this.picks = [...this.picksByKey.values()];
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

  /** Those of entities that keep no windows: compiled for the first of them, as many plans never see one. */
  scanned(hasAside: boolean): ScannedWindows {
    const { plan, groups, picks } = this;
    if (!hasAside) return (this.scannedWhole ??= new ScannedWindows(plan, groups, picks));
    const isAsked = (reading: Reading) => !readsAside(reading, plan.groups[reading.group]!);
    return (this.scannedBesideAside ??= new ScannedWindows(plan, groups, picks, isAsked));
  }

  /** Before windows are moved to another moment, or rows have changed. */
  forgetPicks(): void {
    for (let i = 0; i < this.picks.length; i++) this.picks[i]!.forget();
  }

  /** Groups with the same condition and delay look at the same rows, with the event's own or without. */
  private picksOf({ filter, delayMs, window }: GroupPlan, withoutOwn: boolean): Picks {
    const key = JSON.stringify([filter, delayMs, withoutOwn]);
    const known = this.picksByKey.get(key) ?? new Picks(filter, delayMs);
    this.picksByKey.set(key, known);
    known.reachTo(window.kind === 'sliding' ? window.ms : Infinity);
    return known;
  }
}

function isRead(group: number, readings: readonly Reading[]): boolean {
  return readings.some((reading) => groupsOf(reading).includes(group));
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
