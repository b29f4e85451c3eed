/** All windows of an entity type: what to do with the state of an entity, which is given with each call. */
import type { Doubles } from './doubles.js';
import type { EntityPlan } from '../plan/entity-plan.js';
import { Group } from './group.js';
import { Picks } from './picks.js';
import { Layout, type WindowState } from './window-state.js';

export class Windows {
  readonly groups: readonly Group[];
  private readonly layout = new Layout();
  private readonly picks = new Map<string, Picks>();
  private readonly allPicks: readonly Picks[];
  private readonly nothingAside: Doubles;
  /** Of an entity that has none of its own: worked out for one event, nothing stays in it. */
  private readonly scratch: WindowState;

  constructor(plan: EntityPlan) {
    this.groups = plan.groups.map((group) => new Group(group, this.picksOf(group), this.layout));
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

  /** Groups with the same condition and delay look at the same rows. */
  private picksOf({ filter, delayMs }: EntityPlan['groups'][number]): Picks {
    const key = JSON.stringify([filter, delayMs]);
    const known = this.picks.get(key) ?? new Picks(filter, delayMs);
    this.picks.set(key, known);
    return known;
  }
}

const ofPlans = new WeakMap<EntityPlan, Windows>();

export function windowsOf(plan: EntityPlan): Windows {
  const windows = ofPlans.get(plan) ?? new Windows(plan);
  ofPlans.set(plan, windows);
  return windows;
}
