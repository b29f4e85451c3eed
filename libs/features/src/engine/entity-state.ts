/**
 * One entity: its events, what is known of their labels, and its windows as of the newest moment that was asked for.
 * Events and labels go in, in any order; values come out, each as a scan over all that has come would give it.
 */
import type { Doubles } from './doubles.js';
import { ID, TIME } from '../plan/columns.js';
import type { EntityPlan, Reading } from '../plan/entity-plan.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import type { FeaturePlan } from '../plan/feature-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import type { EntityPast } from '../past/entity-past.js';
import { type PastReadings, pastReadingsOf } from '../past/past-readings.js';
import { EntityRows } from './entity-rows.js';
import { type Aside, NOTHING_ASIDE } from './group.js';
import { type LabelChange, LabelLog, NO_LABEL } from './label-log.js';
import { countAbove, type PlacedValue } from './readings.js';
import { AT_MS, type WindowState } from './window-state.js';
import { type Windows, windowsOf } from './windows.js';

const NONE = -1;
const NO_CHANGES: readonly LabelChange[] = [];
/** For `heldNumbers`: what a store of a window, or a label, usually takes. */
const STORE_NUMBERS = 64;
const LABEL_NUMBERS = 32;

export class EntityState {
  readonly plan: EntityPlan;
  readonly rows: EntityRows;
  private readonly windows: Windows;
  /** Undefined while it has so few events that working them out each time costs no more. */
  private own: WindowState | undefined;
  /** Of events that were let go; undefined while there are none, or nothing asks for them. */
  private aside: Doubles | undefined;
  /** Undefined while nothing is known. Kept whether or not features ask: those that are added later find it. */
  labels: LabelLog | undefined;
  /** Counts what was let go because there was more than is kept; undefined while there was not. @internal */
  past: EntityPast | undefined;
  /** Time of the latest event that had been let go when this was written, `-Infinity` for none: see `backFill`. */
  letGoUntil = -Infinity;
  /** Of a window without an end something is missing for good: what it asks for was let go before it was asked for. */
  lacksPast = false;

  constructor(
    readonly features: FeaturePlan,
    type: string,
    eventsExpected?: number,
  ) {
    this.plan = features.entity(type);
    this.windows = windowsOf(this.plan);
    this.rows = new EntityRows(this.plan.width, eventsExpected);
  }

  /** About how many numbers it holds beside its rows. */
  get heldNumbers(): number {
    const { own, aside, labels, past } = this;
    const ofWindows = own === undefined ? 0 : own.numbers.length + own.stores.length * STORE_NUMBERS;
    return ofWindows + (aside?.length ?? 0) + (labels?.size ?? 0) * LABEL_NUMBERS + (past?.heldNumbers ?? 0);
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

  /** Nothing of before this time was counted, Unix milliseconds: windows that reach there are flagged. */
  beginAt(timeMs: number): void {
    if (timeMs > this.rows.droppedUntil) this.rows.droppedUntil = timeMs;
  }

  /** Takes an event in. @returns its row, or -1 for a repeat, which changes nothing */
  insert(facts: Float64Array): number {
    const { rows, plan } = this;
    const time = facts[TIME]!;
    const id = facts[ID]!;
    let place = rows.placeOf(time, id);
    if (place < 0) return -1;
    // First, so that even an event too old to be kept can be evaluated until the next one comes.
    if (this.trim()) place = rows.placeOf(time, id);
    let base = rows.insertAt(place, time);
    const { data } = rows;
    for (let i = 0; i < plan.columns.length; i++) data[base++] = facts[plan.columns[i]!]!;
    if (plan.labelColumn >= 0) {
      if (this.past !== undefined && place === rows.first) this.takeBack(this.past, id);
      const { labels } = this;
      data[base] = this.features.columns.labelFlags(labels === undefined ? NO_LABEL : labels.viewOf(id, labels.atMs));
    }
    if (this.own !== undefined) {
      if (place + 1 < rows.end) for (const group of this.windows.groups) group.rowInserted(this.own, place);
    } else if (rows.length > plan.scannedMax) this.own = this.windows.makeState(this.aside);
    return place;
  }

  /** The values at an event that was just put in; valid until the next call for any entity of the plan. */
  valuesAt(own: number, event: FeatureEvent): Float64Array {
    const { rows } = this;
    const atMs = rows.timeOf(own);
    this.showLabelsAsOf(atMs);
    const { groups } = this.windows;
    const base = rows.baseOf(own);
    const isAmongEqual = own + 1 < rows.end && rows.timeOf(own + 1) === atMs;
    if (this.own === undefined && this.past === undefined && !isAmongEqual) {
      const scratch = this.windows.scratchState(this.aside);
      this.windows.scanned(this.aside !== undefined).readAt(rows, own, scratch, this.features.values);
      return this.finish(scratch, base, event);
    }
    const state = this.stateAt(atMs, own);
    this.readAll(this.windows.before, state, atMs, base, own);
    if (this.past !== undefined) this.readPast(this.past, state, atMs, own);
    if (isAmongEqual) this.takeAmongEqual(state, atMs);
    else for (let i = 0; i < groups.length; i++) groups[i]!.take(state, rows, own);
    this.readAll(this.windows.after, state, atMs, base, own);
    return this.finish(state, base, event);
  }

  /** The values as of a moment, without an event of their own: what compares an event with the window is NaN then. */
  valuesAsOf(atMs: number): Float64Array {
    this.showLabelsAsOf(atMs);
    const state = this.stateAt(atMs, NONE);
    this.readAll(this.windows.before, state, atMs, NONE, NONE);
    if (this.past !== undefined) this.readPast(this.past, state, atMs, NONE);
    this.readAll(this.windows.after, state, atMs, NONE, NONE);
    return this.finish(state, NONE, undefined);
  }

  /**
   * Takes in what became known of a transaction of this entity: where features ask for labels, whether or not it is held (yet).
   * @returns false when nothing changes by it
   */
  label(change: LabelChange): boolean {
    const { rows } = this;
    const ofPast = this.past?.label(rows, change);
    if (ofPast !== undefined) return ofPast;
    const isAskedFor = this.plan.labelColumn >= 0;
    if (!isAskedFor && rows.find(change.id) < 0) return false;
    const labels = (this.labels ??= new LabelLog());
    if (!labels.add(change)) return false;
    if (isAskedFor && change.knownAtMs <= labels.atMs) this.showLabel(labels, change.id);
    labels.boundStrays((id) => rows.find(id) >= 0);
    return true;
  }

  /** Whether a value as of this moment leaves out what was let go. */
  isTruncated(atMs: number): boolean {
    const { rows, plan, past } = this;
    if (this.lacksPast) return true;
    if (rows.droppedUntil === -Infinity) return false;
    const fromMs = atMs - plan.lookBackMs;
    if (past === undefined ? rows.droppedUntil > fromMs : past.lacks(rows, fromMs)) return true;
    if (past !== undefined && this.pastReadings.isShort(past, rows, atMs)) return true;
    const { unmeasured } = this.windows;
    if (unmeasured.length === 0) return false;
    const state = this.own ?? this.stateAt(atMs, NONE);
    return unmeasured.some((group) => group.reachesBack(state, rows));
  }

  /** Whether a value as of this moment is an estimate of what was let go. */
  isApproximate(atMs: number): boolean {
    return this.past !== undefined && this.pastReadings.isEstimate(this.past, this.rows, atMs);
  }

  /** @internal */
  get pastReadings(): PastReadings {
    return pastReadingsOf(this.plan, this.windows.groups, this.features.columns);
  }

  /** What was let go, defaults, and what is worked out of other values. */
  private finish(state: WindowState, base: number, event: FeatureEvent | undefined): Float64Array {
    const { plan, features } = this;
    const { values } = features;
    const { past } = this;
    if (past !== undefined) this.pastReadings.read(false, values);
    const { defaults } = plan;
    for (let i = 0; i < defaults.length; i++) if (Number.isNaN(values[i])) values[i] = defaults[i]!;
    if (plan.derived.length > 0)
      features.derive(plan, event, (reading, threshold) => this.countAbove(reading, threshold, state, base));
    if (past !== undefined) this.pastReadings.end();
    return values;
  }

  private countAbove(reading: Reading, threshold: number, state: WindowState, base: number): number {
    const kept = countAbove(reading, this.windows.groups, state, this.rows, base, threshold);
    return this.past === undefined ? kept : this.pastReadings.countAbove(reading, threshold, kept);
  }

  private readPast(past: EntityPast, state: WindowState, atMs: number, own: number): void {
    const { pastReadings, rows } = this;
    pastReadings.begin(past, state, rows, { atMs, own: own < 0 ? NONE : rows.baseOf(own) });
    pastReadings.read(true, this.features.values);
  }

  private readAll(placed: readonly PlacedValue[], state: WindowState, atMs: number, base: number, own: number): void {
    const { rows } = this;
    const { values } = this.features;
    for (let i = 0; i < placed.length; i++) {
      const { at, read } = placed[i]!;
      values[at] = read(state, rows, atMs, base, own);
    }
  }

  /** The windows as of a moment, without the event's own row. */
  private stateAt(atMs: number, own: number): WindowState {
    const { rows, windows } = this;
    const { groups } = windows;
    const state = this.own ?? windows.scratchState(this.aside);
    windows.forgetPicks();
    if (this.own === undefined || atMs < state.numbers[AT_MS]!)
      for (let i = 0; i < groups.length; i++) groups[i]!.workOut(state, rows, atMs, own);
    else for (let i = 0; i < groups.length; i++) groups[i]!.moveTo(state, rows, atMs, own);
    state.numbers[AT_MS] = atMs;
    return state;
  }

  /** Rows of the same instant come after the event's own, and are in already. */
  private takeAmongEqual(state: WindowState, atMs: number): void {
    this.windows.forgetPicks();
    for (const group of this.windows.groups) if (group.plan.delayMs === 0) group.workOut(state, this.rows, atMs, NONE);
  }

  /** What windows without an end have put aside, also where that is nothing; none while nothing was let go. @internal */
  *asides(): Generator<{ readonly key: string; readonly aside: Aside }> {
    if (this.rows.droppedUntil === -Infinity) return;
    for (const group of this.windows.groups)
      if (group.plan.window.kind === 'ever')
        yield { key: group.plan.key, aside: (this.aside && group.asideOf(this.aside)) ?? NOTHING_ASIDE };
  }

  /** For the groups that are asked for, of those with a window without an end. @internal */
  setAside(isGroup: (plan: GroupPlan) => boolean, aside: Aside): void {
    for (const group of this.windows.groups)
      if (group.plan.window.kind === 'ever' && isGroup(group.plan)) group.setAside(this.ownAside(), aside);
  }

  private ownAside(): Doubles {
    if (this.aside === undefined) {
      this.aside = this.windows.makeAside();
      if (this.own !== undefined) this.own.aside = this.aside;
    }
    return this.aside;
  }

  /** Whether anything was let go. */
  private trim(): boolean {
    const { rows, plan, labels } = this;
    const oldest = rows.lastAt - plan.retentionMs;
    if (!this.isOver(oldest)) return false;
    const aside = plan.keepsAside ? this.ownAside() : undefined;
    const past = this.past !== undefined || rows.length > plan.eventsMax ? this.pastToCount() : undefined;
    const { own } = this;
    const { groups } = this.windows;
    while (this.isOver(oldest)) {
      if (aside !== undefined) for (let i = 0; i < groups.length; i++) groups[i]!.putAside(aside, rows);
      if (own !== undefined) for (let i = 0; i < groups.length; i++) groups[i]!.drop(own, rows);
      const known = labels === undefined ? NO_CHANGES : labels.take(rows.data[rows.baseOf(rows.first) + ID]!);
      past?.count(rows, known);
      rows.dropFirst();
    }
    return true;
  }

  /** Made when there is more than is kept for the first time, and let go when all of it is too old. */
  private pastToCount(): EntityPast | undefined {
    const { rows, plan } = this;
    if (this.past?.isOver(rows.lastAt) === true) this.past = undefined;
    if (this.past === undefined && rows.length > plan.eventsMax && !this.pastReadings.plan.isEmpty)
      this.past = this.pastReadings.makePast();
    return this.past;
  }

  private isOver(oldest: number): boolean {
    const { rows, plan } = this;
    return rows.length > plan.eventsMax || rows.firstAtMs < oldest;
  }

  /** What became known of a payment when it had been let go, or was thought to be, and that is here again for a moment. */
  private takeBack(past: EntityPast, id: number): void {
    for (const change of past.labels.take(id)) (this.labels ??= new LabelLog()).add(change);
  }

  private showLabelsAsOf(atMs: number): void {
    const { labels } = this;
    if (labels === undefined || this.plan.labelColumn < 0) return;
    for (const id of labels.moveTo(atMs)) this.showLabel(labels, id);
  }

  private showLabel(labels: LabelLog, id: number): void {
    const row = this.rows.find(id);
    if (row < 0) return;
    const at = this.rows.baseOf(row) + this.plan.labelColumn;
    const flags = this.features.columns.labelFlags(labels.viewOf(id, labels.atMs));
    if (this.rows.data[at] === flags) return;
    this.rows.data[at] = flags;
    if (this.own === undefined) return;
    for (const group of this.windows.groups) if (group.plan.readsLabels) group.invalidate(this.own);
  }
}
