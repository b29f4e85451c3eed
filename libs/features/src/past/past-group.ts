/** A window that reaches back to what was let go: which buckets lie in it, and what they say together. */
import type { Doubles } from '../engine/doubles.js';
import type { EntityRows } from '../engine/entity-rows.js';
import type { GroupPlan } from '../plan/group-plan.js';
import type { Piece, Slot, SlotSum } from './slots.js';
import type { Timeline } from './timeline.js';

const HOUR_MS = 3_600_000;
/** A calendar day may have begun this long ago, and any time less. */
const DAY_AGES_MS = [1, 2, 4, 8, 16, 25].map((hours) => hours * HOUR_MS);

export class PastGroup {
  /** Whether some bucket lies in the window in part. */
  isPart = false;
  private readonly bySlot = new Map<Slot, SlotSum>();
  private readonly sums: SlotSum[] = [];
  private readonly piece = { share: 1, fromMs: 0, untilMs: 0, firstMs: 0, lastMs: 0 } satisfies Piece;
  private gathered = Number.NaN;

  constructor(private readonly plan: GroupPlan) {}

  /** At which the window begins and ends, ms; none: what was let go is not known by windows of this kind. */
  get ages(): number[] {
    const { window, delayMs } = this.plan;
    if (window.kind === 'sliding') return [delayMs, delayMs + window.ms];
    return window.kind === 'day' ? [delayMs, ...DAY_AGES_MS.map((ms) => delayMs + ms)] : [];
  }

  /** What `gather` sums up of a slot. */
  sumOf(slot: Slot): SlotSum {
    const known = this.bySlot.get(slot);
    if (known !== undefined) return known;
    const sum = slot.sum();
    this.bySlot.set(slot, sum);
    this.sums.push(sum);
    return sum;
  }

  /** The window ends with events of this time. */
  untilMs(atMs: number): number {
    return atMs - this.plan.delayMs;
  }

  /** The window begins after this. */
  fromMs(atMs: number): number {
    const { window } = this.plan;
    const untilMs = this.untilMs(atMs);
    if (window.kind === 'sliding') return untilMs - window.ms;
    return window.kind === 'day' ? window.days.startOf(untilMs) - 1 : Infinity;
  }

  reachesBack(rows: EntityRows, atMs: number): boolean {
    return rows.droppedUntil > this.fromMs(atMs);
  }

  /** @param stamp - where it is that of the last call, nothing has changed since */
  gather(timeline: Timeline<Doubles>, atMs: number, stamp: number): void {
    if (this.gathered === stamp) return;
    this.gathered = stamp;
    const { piece, sums } = this;
    const { contents, firstMs, lastMs } = timeline;
    piece.fromMs = this.fromMs(atMs);
    piece.untilMs = this.untilMs(atMs);
    let end = timeline.length;
    while (end > 0 && firstMs[end - 1]! > piece.untilMs) end--;
    let first = end;
    while (first > 0 && lastMs[first - 1]! > piece.fromMs) first--;
    for (let i = 0; i < sums.length; i++) sums[i]!.clear();
    this.isPart = false;
    // Only the first and the last bucket can lie in the window in part, as they are of different times.
    if (first < end && firstMs[first]! <= piece.fromMs) this.takePart(timeline, first++);
    if (first < end && lastMs[end - 1]! > piece.untilMs) this.takePart(timeline, --end);
    for (let i = 0; i < sums.length; i++) sums[i]!.takeWhole(contents, first, end);
  }

  private takePart(timeline: Timeline<Doubles>, place: number): void {
    const { piece, sums } = this;
    this.isPart = true;
    piece.firstMs = timeline.firstMs[place]!;
    piece.lastMs = timeline.lastMs[place]!;
    piece.share = timeline.shareOf(place, piece.fromMs, piece.untilMs);
    for (let i = 0; i < sums.length; i++) sums[i]!.takePart(timeline.contents[place]!, piece);
  }
}
