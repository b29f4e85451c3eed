/**
 * One entity: its events, what is known of their labels, and its windows as of the newest moment that was asked for.
 * Events and labels go in, in any order; values come out, each as a scan over all that has come would give it.
 */
import { ID, TIME } from '../plan/columns.js';
import type { EntityPlan } from '../plan/entity-plan.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import type { FeaturePlan } from '../plan/feature-plan.js';
import { EntityRows } from './entity-rows.js';
import { Group } from './group.js';
import { type LabelChange, LabelLog, NO_LABEL } from './label-log.js';
import { countAbove, read } from './readings.js';

const NONE = -1;
/** Up to so many, windows are worked out at each event. */
const FEW_EVENTS = 8;

export class EntityState {
  readonly plan: EntityPlan;
  readonly rows: EntityRows;
  /** Its own windows; undefined while it has so few events that working them out each time costs no more. */
  private own: readonly Group[] | undefined;
  readonly labels: LabelLog | undefined;
  /** Labels stand in the rows as they were known at this moment. */
  private labelsAtMs = -Infinity;
  /** The newest of them. */
  private lastKnownAtMs = -Infinity;
  /** The moment that the windows stand at. */
  private atMs = -Infinity;

  constructor(
    readonly features: FeaturePlan,
    type: string,
    eventsExpected?: number,
  ) {
    this.plan = features.entity(type);
    this.rows = new EntityRows(this.plan.width, eventsExpected);
    this.labels = this.plan.labelColumn < 0 ? undefined : new LabelLog();
  }

  /** Whether the event with this time and id is held. */
  has(facts: Float64Array): boolean {
    return this.rows.has(facts[TIME]!, facts[ID]!);
  }

  /**
   * Takes an event in and gives the values at it, in the plan's order: valid until the next call for any entity of the
   * plan. Undefined, and nothing changes, for a repeat (same time and id).
   */
  advance(facts: Float64Array, event: FeatureEvent): Float64Array | undefined {
    const own = this.insert(facts);
    return own < 0 ? undefined : this.valuesAt(own, event);
  }

  /** Takes an event in. @returns its row, or -1 for a repeat, which changes nothing */
  insert(facts: Float64Array): number {
    const { rows, plan, labels } = this;
    const time = facts[TIME]!;
    const id = facts[ID]!;
    let place = rows.placeOf(time, id);
    if (place < 0) return -1;
    // First, so that even an event too old to be kept can be evaluated until the next one comes.
    if (this.trim()) place = rows.placeOf(time, id);
    let base = rows.insertAt(place, time);
    const { data } = rows;
    for (let i = 0; i < plan.columns.length; i++) data[base++] = facts[plan.columns[i]!]!;
    if (labels !== undefined) {
      const view = labels.isEmpty ? NO_LABEL : labels.viewOf(id, this.labelsAtMs);
      data[base] = this.features.columns.labelFlags(view);
    }
    if (this.own !== undefined) {
      if (place + 1 < rows.end) for (const group of this.own) group.rowInserted(place);
    } else if (rows.length > FEW_EVENTS) this.own = makeGroups(this.plan);
    return place;
  }

  /** The values at an event that was just put in; valid until the next call for any entity of the plan. */
  valuesAt(own: number, event: FeatureEvent): Float64Array {
    const { rows, plan } = this;
    const atMs = rows.timeOf(own);
    if (this.labels !== undefined) this.moveLabels(atMs);
    const groups = this.groupsAt(atMs, own);
    const { values } = this.features;
    const base = rows.baseOf(own);
    for (let i = 0; i < plan.before.length; i++) {
      const reading = plan.before[i]!;
      values[reading.at] = read(reading, groups, rows, atMs, base, own);
    }
    for (let i = 0; i < groups.length; i++) groups[i]!.take(rows, own);
    return this.finish(groups, atMs, base, event, own);
  }

  /** The values as of a moment, without an event of their own: what compares an event with the window is NaN then. */
  valuesAsOf(atMs: number): Float64Array {
    const { rows, plan } = this;
    if (this.labels !== undefined) this.moveLabels(atMs);
    const groups = this.groupsAt(atMs, NONE);
    for (const reading of plan.before) this.features.values[reading.at] = read(reading, groups, rows, atMs, NONE, NONE);
    return this.finish(groups, atMs, NONE, undefined, NONE);
  }

  /**
   * Takes in what became known of a transaction of this entity, whether or not it is held (yet).
   * @returns false when nothing changes by it
   */
  label(change: LabelChange): boolean {
    const { labels, rows } = this;
    if (labels === undefined || !labels.add(change, this.labelsAtMs)) return false;
    if (change.knownAtMs <= this.labelsAtMs) {
      this.lastKnownAtMs = Math.max(this.lastKnownAtMs, change.knownAtMs);
      this.showLabel(change.id, this.labelsAtMs);
    }
    labels.boundStrays((id) => rows.find(id) >= 0);
    return true;
  }

  /** Whether a window as of this moment reaches to where events were let go. */
  isTruncated(atMs: number): boolean {
    const { rows, plan } = this;
    if (rows.droppedUntil === -Infinity) return false;
    return (
      rows.droppedUntil > atMs - plan.lookBackMs ||
      (this.own ?? this.groupsAt(atMs, NONE)).some((group) => group.reachesBack(rows))
    );
  }

  private finish(
    groups: readonly Group[],
    atMs: number,
    base: number,
    event: FeatureEvent | undefined,
    own: number,
  ): Float64Array {
    const { plan, rows, features } = this;
    const { values } = features;
    for (let i = 0; i < plan.after.length; i++) {
      const reading = plan.after[i]!;
      values[reading.at] = read(reading, groups, rows, atMs, base, own);
    }
    const { defaults } = plan;
    for (let i = 0; i < defaults.length; i++) if (Number.isNaN(values[i])) values[i] = defaults[i]!;
    if (plan.derived.length > 0)
      features.derive(plan, event, (reading, threshold) => countAbove(reading, groups, rows, base, threshold));
    return values;
  }

  /** The windows as of a moment. */
  private groupsAt(atMs: number, own: number): readonly Group[] {
    const { rows } = this;
    const groups = this.own ?? sharedGroups(this.plan);
    if (this.own === undefined || atMs < this.atMs) for (let i = 0; i < groups.length; i++) groups[i]!.invalidate();
    this.atMs = atMs;
    for (let i = 0; i < groups.length; i++) groups[i]!.moveTo(rows, atMs, own);
    return groups;
  }

  /** Groups that can keep what is put aside. @internal */
  ownGroups(): readonly Group[] {
    if (this.own === undefined) {
      this.own = makeGroups(this.plan);
      for (const group of this.own) group.invalidate();
    }
    return this.own;
  }

  /** @internal */
  get asideGroups(): readonly Group[] {
    return this.own?.filter(({ aside }) => aside !== undefined) ?? [];
  }

  /** Whether anything was let go. */
  private trim(): boolean {
    const { rows, plan, labels } = this;
    const oldest = rows.lastAt - plan.retentionMs;
    if (!this.isOver(oldest)) return false;
    const groups = this.own ?? (plan.keepsAside ? this.ownGroups() : []);
    while (this.isOver(oldest)) {
      for (const group of groups) group.drop(rows);
      if (labels !== undefined && !labels.isEmpty) labels.forget(rows.data[rows.baseOf(rows.first) + ID]!);
      rows.dropFirst();
    }
    return true;
  }

  private isOver(oldest: number): boolean {
    const { rows, plan } = this;
    return rows.length > plan.eventsMax || rows.firstAtMs < oldest;
  }

  private moveLabels(atMs: number): void {
    const labels = this.labels!;
    if (atMs >= this.labelsAtMs || atMs >= this.lastKnownAtMs) {
      if (labels.nextKnownAtMs <= atMs) {
        this.lastKnownAtMs = atMs;
        for (const id of labels.takeKnown(atMs)) this.showLabel(id, atMs);
      }
    } else {
      for (const id of labels.rewind(atMs)) this.showLabel(id, atMs);
      this.lastKnownAtMs = atMs;
    }
    this.labelsAtMs = atMs;
  }

  private showLabel(id: number, atMs: number): void {
    const row = this.rows.find(id);
    if (row < 0) return;
    const at = this.rows.baseOf(row) + this.plan.labelColumn;
    const flags = this.features.columns.labelFlags(this.labels!.viewOf(id, atMs));
    if (this.rows.data[at] === flags) return;
    this.rows.data[at] = flags;
    for (const group of this.own ?? []) if (group.plan.readsLabels) group.invalidate();
  }
}

const shared = new WeakMap<EntityPlan, readonly Group[]>();

/** Windows for whoever is at it; nothing stays in them. */
function sharedGroups(plan: EntityPlan): readonly Group[] {
  let groups = shared.get(plan);
  if (groups === undefined) shared.set(plan, (groups = makeGroups(plan)));
  return groups;
}

function makeGroups({ groups }: EntityPlan): Group[] {
  const made: Group[] = [];
  for (let i = 0; i < groups.length; i++) made.push(new Group(groups[i]!));
  return made;
}
