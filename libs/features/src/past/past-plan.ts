/**
 * What has to be counted of events that are let go, so that windows that reach back to them still have values: numbers, which
 * all have one row of buckets, and sketches, each with buckets of its own, as they take more. Once for an entity type.
 */
import { hash32 } from '../hash.js';
import { type Doubles, makeDoubles } from '../engine/doubles.js';
import type { Columns } from '../plan/columns.js';
import type { EntityPlan } from '../plan/entity-plan.js';
import type { Filter } from '../plan/group-plan.js';
import { DistinctSketch } from './distinct-sketch.js';
import { STANDINGS } from './let-go-labels.js';
import { type Level, levelsOf } from './levels.js';
import { makeSlot } from './make-slot.js';
import type { Slot, SlotKind } from './slots.js';
import { type Content, Timeline } from './timeline.js';
import { ValueDigest } from './value-digest.js';

/** Of numbers, a hundred bytes or so each. */
const BUCKETS_MAX = 64;
/** Of a sketch, up to half a kilobyte each: so many, and as many again for each age at which its windows begin or end. */
const SKETCH_BUCKETS = 8;
const FIRST_KEPT = 2;

export type SketchKind = 'distinct' | 'values';
export type Sketch = DistinctSketch | ValueDigest;

export class PastPlan {
  /** By condition; none: nothing is added when an event is let go. */
  readonly conditions: { readonly filter: Filter | undefined; readonly slots: Slot[] }[] = [];
  readonly slots: PlannedSlot[] = [];
  readonly sketches: SketchPlan[] = [];
  /** What a condition about labels counts, by what is known: see `LetGoLabels.sum`. */
  readonly labelled: ({ readonly slot: Slot } & LabelWorth)[] = [];
  /** What is older than this is of no use to any window, ms. */
  readonly keepMs: number;
  private readonly ages = new Set<number>();
  private readonly initial: number[] = [];
  private levels: Level[] | undefined;

  constructor(
    private readonly plan: EntityPlan,
    private readonly columns: Columns,
  ) {
    this.keepMs = plan.lookBackMs + plan.latenessMs;
  }

  /** Whether there is nothing to count. */
  get isEmpty(): boolean {
    return this.slots.length === 0 && this.sketches.length === 0;
  }

  /** Numbers of a bucket. */
  get length(): number {
    return this.initial.length;
  }

  /** The slot that counts this; `ages` are those at which a window that reads it begins and ends. */
  slot(kind: SlotKind, filter: Filter, column: number, ages: readonly number[]): Slot {
    for (const age of ages) this.ages.add(age);
    const hash = this.hashOf(kind, filter, column);
    const known = this.slots.find((one) => one.hash === hash);
    if (known !== undefined) return known.slot;
    const slot = makeSlot(kind, this.initial.length, column);
    this.initial.push(...slot.initial);
    this.slots.push({ slot, hash });
    this.addTo(slot, filter);
    return slot;
  }

  /** Place of the sketch of these values. */
  sketch(kind: SketchKind, filter: Filter, column: number, ages: readonly number[]): number {
    const hash = this.hashOf(kind, filter, column);
    let at = this.sketches.findIndex((one) => one.hash === hash);
    if (at < 0) at = this.sketches.push({ kind, filter, column, hash, ages: new Set(), levels: undefined }) - 1;
    for (const age of ages) if (age > 0) this.sketches[at]!.ages.add(age);
    return at;
  }

  /** Undefined where the condition doesn't ask for labels alone. */
  worthOf(filter: Filter): LabelWorth | undefined {
    const [bit] = filter;
    if (filter.length !== 1 || bit!.column !== this.plan.labelColumn) return undefined;
    const holds = STANDINGS.map((view) => ((this.columns.labelFlags(view) & bit!.mask) === bit!.mask ? 1 : 0));
    return { ofUnknown: holds[0]!, worth: holds.map((one) => one - holds[0]!) };
  }

  readsLabels(filter: Filter): boolean {
    return filter.some(({ column }) => column === this.plan.labelColumn);
  }

  makeNumbers(): Timeline<Doubles> {
    this.levels ??= levelsOf([...this.ages], this.keepMs, BUCKETS_MAX);
    return new Timeline(this.levels, this.content, this.keepMs);
  }

  makeSketch(sketch: SketchPlan): Timeline<Sketch> {
    const keepMs = Math.max(...sketch.ages) + this.plan.latenessMs;
    sketch.levels ??= levelsOf(
      [...sketch.ages],
      keepMs,
      Math.min(BUCKETS_MAX, SKETCH_BUCKETS * (1 + sketch.ages.size)),
    );
    return new Timeline<Sketch>(sketch.levels, SKETCHES[sketch.kind], keepMs);
  }

  private readonly content: Content<Doubles> = {
    make: () => {
      const numbers = makeDoubles(this.initial.length);
      for (let i = 0; i < this.initial.length; i++) numbers[i] = this.initial[i]!;
      return numbers;
    },
    join: (into, from) => {
      for (const { slot } of this.slots) slot.join(into, from);
    },
  };

  /** Where the condition is about labels, an event counts as one of which nothing is known: what is known comes on top. */
  private addTo(slot: Slot, filter: Filter): void {
    const labelled = this.worthOf(filter);
    if (labelled !== undefined) this.labelled.push({ slot, ...labelled });
    const taken = labelled === undefined ? filter : labelled.ofUnknown === 1 ? [] : undefined;
    const key = JSON.stringify(taken ?? null);
    const known = this.conditions.find((one) => JSON.stringify(one.filter ?? null) === key);
    if (known === undefined) this.conditions.push({ filter: taken, slots: [slot] });
    else known.slots.push(slot);
  }

  private hashOf(kind: string, filter: Filter, column: number): number {
    const { kept, labelColumn } = this.plan;
    const conditions = filter.flatMap(({ column: of, mask }): (number | string)[] =>
      of === labelColumn
        ? this.columns.labelConditionsOf(mask)
        : kept[of - FIRST_KEPT]!.bits.filter((_, bit) => mask & (1 << bit)),
    );
    return hash32(
      JSON.stringify([kind, conditions.map(String).sort(byText), column < 0 ? 0 : kept[column - FIRST_KEPT]!.hash]),
    );
  }
}

export interface LabelWorth {
  /** 1 where the condition holds for a transaction of which nothing is known, else 0. */
  readonly ofUnknown: number;
  /** What one of which something is known counts for beside that, by `STANDINGS`. */
  readonly worth: readonly number[];
}

export interface PlannedSlot {
  readonly slot: Slot;
  /** The same number for the same content. */
  readonly hash: number;
}

export interface SketchPlan {
  readonly kind: SketchKind;
  readonly filter: Filter;
  readonly column: number;
  /** The same number for the same content. */
  readonly hash: number;
  /** At which its windows begin and end. */
  readonly ages: Set<number>;
  levels: Level[] | undefined;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const SKETCHES: Readonly<Record<SketchKind, Content<Sketch>>> = {
  distinct: {
    make: () => new DistinctSketch(),
    join: (into, from) => (into as DistinctSketch).join(from as DistinctSketch),
  },
  values: { make: () => new ValueDigest(), join: (into, from) => (into as ValueDigest).join(from as ValueDigest) },
};
