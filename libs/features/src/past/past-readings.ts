/**
 * Values of windows that reach back to what was let go: what the rows say, and what is counted of the past. Of buckets that lie
 * in a window in part, their share of time counts.
 */
import type { EntityRows } from '../engine/entity-rows.js';
import type { Group } from '../engine/group.js';
import type { WindowState } from '../engine/window-state.js';
import type { Columns } from '../plan/columns.js';
import type { EntityPlan, Reading } from '../plan/entity-plan.js';
import { type Look, PastReadingCompiler, type ReadPast } from './compile-past-reading.js';
import { EntityPast } from './entity-past.js';
import { PastGroup } from './past-group.js';
import { PastPlan } from './past-plan.js';

export class PastReadings {
  readonly plan: PastPlan;
  private readonly before: readonly PlacedPast[];
  private readonly after: readonly PlacedPast[];
  private readonly above = new Map<Reading, PlacedAbove>();
  private look: Look | undefined;
  private stamp = 0;

  constructor(entity: EntityPlan, groups: readonly Group[], columns: Columns) {
    this.plan = new PastPlan(entity, columns);
    const pasts = groups.map(({ plan }) => new PastGroup(plan));
    const compiler = new PastReadingCompiler(this.plan, groups, pasts);
    const placed = (readings: readonly Reading[]) =>
      readings
        .map((reading) => ({ reading, past: pasts[reading.group]! }))
        .filter(({ past }) => past.ages.length > 0)
        .map(({ reading, past }) => ({ at: reading.at, past, read: compiler.compile(reading) }));
    this.before = placed(entity.before);
    this.after = placed(entity.after);
    for (const { above } of entity.derived)
      if (above !== undefined && pasts[above.group]!.ages.length > 0)
        this.above.set(above, { past: pasts[above.group]!, count: compiler.countAbove(above) });
  }

  makePast(): EntityPast {
    return new EntityPast(this.plan);
  }

  /** Another moment, or another entity; -1 for no event of its own. */
  begin(past: EntityPast, state: WindowState, rows: EntityRows, of: { atMs: number; own: number }): void {
    const stamp = ++this.stamp;
    this.look = { past, state, rows, ...of, stamp, isEstimate: false, isShort: false };
  }

  /** Those without the event itself, or with it, in `values` in the place of what the rows alone say. */
  read(isBefore: boolean, values: Float64Array): void {
    const look = this.look!;
    const placed = isBefore ? this.before : this.after;
    for (let i = 0; i < placed.length; i++) {
      const { at, past, read } = placed[i]!;
      if (!past.reachesBack(look.rows, look.atMs)) continue;
      if (read === undefined) look.isShort = true;
      else values[at] = read(look, values[at]!);
    }
  }

  /** @param kept - what the rows alone say, the event itself included or not, as it is asked for */
  countAbove(reading: Reading, threshold: number, kept: number): number {
    const look = this.look!;
    const above = this.above.get(reading);
    if (Number.isNaN(threshold) || above === undefined || !above.past.reachesBack(look.rows, look.atMs)) return kept;
    if (above.count === undefined) {
      look.isShort = true;
      return kept;
    }
    return kept + above.count(look, threshold);
  }

  /** All values of the moment have been read. */
  end(): void {
    const { past, atMs, isEstimate, isShort } = this.look!;
    past.found = { atMs, isEstimate, isShort };
  }

  /** Whether some value as of this moment leaves out what was let go; of the moment that was read last, all is known. */
  isShort({ found, labels }: EntityPast, rows: EntityRows, atMs: number): boolean {
    if (found.atMs === atMs) return found.isShort;
    if (labels.shedUntilMs > atMs - this.plan.keepMs) return true;
    return this.some(({ past, read }) => read === undefined && past.reachesBack(rows, atMs));
  }

  /** Whether some value as of this moment is an estimate. */
  isEstimate({ found }: EntityPast, rows: EntityRows, atMs: number): boolean {
    if (found.atMs === atMs) return found.isEstimate;
    return this.some(({ past, read }) => read !== undefined && past.reachesBack(rows, atMs));
  }

  private some(is: (one: Pick<PlacedPast, 'past'> & { readonly read: unknown }) => boolean): boolean {
    const above = Array.from(this.above.values(), ({ past, count }) => ({ past, read: count }));
    return [...this.before, ...this.after, ...above].some(is);
  }
}

const ofPlans = new WeakMap<EntityPlan, PastReadings>();

export function pastReadingsOf(plan: EntityPlan, groups: readonly Group[], columns: Columns): PastReadings {
  const known = ofPlans.get(plan) ?? new PastReadings(plan, groups, columns);
  ofPlans.set(plan, known);
  return known;
}

interface PlacedPast {
  /** Place in the values. */
  readonly at: number;
  readonly past: PastGroup;
  readonly read: ReadPast | undefined;
}

interface PlacedAbove {
  readonly past: PastGroup;
  /** Of what was let go. */
  readonly count: ((look: Look, threshold: number) => number) | undefined;
}
