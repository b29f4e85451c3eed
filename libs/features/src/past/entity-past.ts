/**
 * What was let go of one entity because there was more than is kept: counted in buckets of time, for the windows that reach
 * back to it. Bounded, however much it was; an entity that never had more has none.
 */
import type { Doubles } from '../engine/doubles.js';
import type { EntityRows } from '../engine/entity-rows.js';
import type { LabelChange } from '../engine/label-log.js';
import { TIME } from '../plan/columns.js';
import { passes } from '../plan/group-plan.js';
import type { DistinctSketch } from './distinct-sketch.js';
import { LetGoLabels } from './let-go-labels.js';
import type { PastPlan, Sketch, SketchPlan } from './past-plan.js';
import type { Timeline } from './timeline.js';
import type { ValueDigest } from './value-digest.js';

/** For `heldNumbers`: what a sketch takes when it is full, in numbers of eight bytes, and what a bucket takes beside. */
const SKETCH_NUMBERS = 70;
const BUCKET_NUMBERS = 5;

export class EntityPast {
  readonly numbers: Timeline<Doubles>;
  readonly sketches: readonly Timeline<Sketch>[];
  readonly labels = new LetGoLabels();
  /** Time of the latest event that is counted here. */
  countedUntilMs = -Infinity;
  /** Events of this time and before were let go without being counted here, or not for all that is asked now. */
  lacksUntilMs = -Infinity;
  /** What was found of the values that were read last. */
  found = { atMs: Number.NaN, isEstimate: false, isShort: false };

  constructor(readonly plan: PastPlan) {
    this.numbers = plan.makeNumbers();
    this.sketches = plan.sketches.map((sketch) => plan.makeSketch(sketch));
  }

  /** About how many numbers it holds. */
  get heldNumbers(): number {
    const ofSketches = this.sketches.reduce((sum, { length }) => sum + length * (SKETCH_NUMBERS + BUCKET_NUMBERS), 0);
    return this.numbers.length * (this.plan.length + BUCKET_NUMBERS) + ofSketches + this.labels.heldNumbers;
  }

  /** Nothing of it is of use any more. */
  isOver(newestMs: number): boolean {
    return this.countedUntilMs < newestMs - this.plan.keepMs;
  }

  /** Whether something later than this was let go without being counted. */
  lacks({ droppedUntil }: EntityRows, fromMs: number): boolean {
    return Math.max(this.lacksUntilMs, droppedUntil > this.countedUntilMs ? droppedUntil : -Infinity) > fromMs;
  }

  /** The oldest row is about to be let go: counts it, unless no window could reach it. @param known - what is known of it */
  count(rows: EntityRows, known: readonly LabelChange[]): void {
    const { data, lastAt: newestMs, droppedUntil } = rows;
    const base = rows.baseOf(rows.first);
    const timeMs = data[base + TIME]!;
    if (timeMs < newestMs - this.plan.keepMs) return;
    if (droppedUntil > this.countedUntilMs) this.lacksUntilMs = Math.max(this.lacksUntilMs, droppedUntil);
    this.countedUntilMs = Math.max(this.countedUntilMs, timeMs);
    this.countNumbers(data, base, newestMs);
    const { sketches } = this.plan;
    for (let i = 0; i < sketches.length; i++) this.sketch(sketches[i]!, this.sketches[i]!, { data, base, newestMs });
    if (known.length === 0 || this.plan.labelled.length === 0) return;
    for (const change of known) this.labels.put(change, timeMs);
    this.boundLabels(newestMs);
  }

  /**
   * Something became known of a transaction.
   * @returns whether anything changes by it; undefined where it can't be one that was let go
   */
  label(rows: EntityRows, change: LabelChange): boolean | undefined {
    const { paidAtMs, id } = change;
    if (this.plan.labelled.length === 0 || paidAtMs === undefined || paidAtMs > rows.droppedUntil) return undefined;
    if (rows.has(paidAtMs, id)) return undefined;
    if (paidAtMs < rows.lastAt - this.plan.keepMs || !this.labels.put(change, paidAtMs)) return false;
    this.boundLabels(rows.lastAt);
    return true;
  }

  private countNumbers(data: Doubles, base: number, newestMs: number): void {
    const { conditions, slots } = this.plan;
    if (slots.length === 0) return;
    const numbers = this.numbers.at(data[base + TIME]!, newestMs);
    for (let i = 0; i < conditions.length; i++) {
      const { filter, slots: counted } = conditions[i]!;
      if (filter === undefined || !passes(filter, data, base)) continue;
      for (let j = 0; j < counted.length; j++) counted[j]!.add(numbers, data, base);
    }
  }

  private sketch(plan: SketchPlan, timeline: Timeline<Sketch>, { data, base, newestMs }: Row): void {
    if (!passes(plan.filter, data, base)) return;
    const value = data[base + plan.column]!;
    const timeMs = data[base + TIME]!;
    if (plan.kind === 'values') {
      if (value === value) (timeline.at(timeMs, newestMs) as ValueDigest).add(value);
    } else if ((value | 0) !== 0) (timeline.at(timeMs, newestMs) as DistinctSketch).add(value);
  }

  /** What is known longest is no longer told apart, but counted. */
  private boundLabels(newestMs: number): void {
    this.labels.forgetBefore(newestMs - this.plan.keepMs);
    for (let shed = this.labels.shed(); shed !== undefined; shed = this.labels.shed()) {
      const numbers = this.numbers.at(shed.paidAtMs, newestMs);
      for (const { slot, worth } of this.plan.labelled) numbers[slot.at]! += worth[shed.standing]!;
    }
  }
}

interface Row {
  readonly data: Doubles;
  readonly base: number;
  readonly newestMs: number;
}
