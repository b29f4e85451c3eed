/** How a value is read where its window reaches back to what was let go. */
import { NO_LOCATION, speedOf } from '../location.js';
import type { Counted } from '../engine/counted.js';
import type { EntityRows } from '../engine/entity-rows.js';
import type { Group } from '../engine/group.js';
import type { Located } from '../engine/located.js';
import type { Moments } from '../engine/moments.js';
import type { Run } from '../engine/run.js';
import type { Sorted } from '../engine/sorted.js';
import type { Trend } from '../engine/trend.js';
import type { WindowState } from '../engine/window-state.js';
import { TIME } from '../plan/columns.js';
import type { Reading } from '../plan/entity-plan.js';
import type { ExtremeSum, LocatedSum, TimesSum } from './dated-slots.js';
import { DistinctCount, type DistinctSketch } from './distinct-sketch.js';
import type { EntityPast } from './entity-past.js';
import type { PastGroup } from './past-group.js';
import type { PastPlan, Sketch, SketchKind } from './past-plan.js';
import type { SlotKind, SlotSum } from './slots.js';
import { SpreadValues } from './spread-values.js';
import { type CountSum, MomentsSum, TrendSum } from './summed-slots.js';
import type { ValueDigest } from './value-digest.js';

const HOUR_MS = 3_600_000;

/** What is looked at, and what is to be said of the values. */
export interface Look {
  past: EntityPast;
  state: WindowState;
  rows: EntityRows;
  atMs: number;
  /** Where the event's own row begins; -1 for none. */
  own: number;
  /** Another one for each moment of each entity. */
  stamp: number;
  /** Some value is an estimate. */
  isEstimate: boolean;
  /** Some value leaves out what was let go. */
  isShort: boolean;
}

/** @param kept - what the rows alone say */
export type ReadPast = (look: Look, kept: number) => number;

export class PastReadingCompiler {
  private readonly distinct = new DistinctCount();
  private readonly spread = new SpreadValues();
  private readonly moments = new MomentsSum(0);
  private readonly line = new TrendSum(0);

  constructor(
    private readonly plan: PastPlan,
    private readonly groups: readonly Group[],
    private readonly pasts: readonly PastGroup[],
  ) {}

  /** Undefined where nothing that is counted of the past would be sound: then what the rows say is flagged. */
  compile(reading: Reading): ReadPast | undefined {
    const { op, group, argument } = reading;
    switch (op) {
      case 'count': {
        const count = this.countOf(group);
        return count && ((look) => Math.round(count(look)));
      }
      case 'rate': {
        const count = this.countOf(group);
        return count && ((look) => count(look) / argument);
      }
      case 'ratio': {
        const count = this.countOf(group);
        const among = this.countOf(argument);
        return count && among && ((look) => share(count(look), among(look)));
      }
      case 'rate_since_first':
        return this.rateSinceFirst(reading);
      case 'run_length':
      case 'run_age':
        return this.run(reading);
      default:
        // What is known of labels is counted, but not whose amounts they were.
        return this.isLabelled(group) ? undefined : this.compileUnlabelled(reading);
    }
  }

  private compileUnlabelled(reading: Reading): ReadPast | undefined {
    switch (reading.op) {
      case 'sum':
        return this.ofMoments(reading, (all) => all.total);
      case 'mean':
        return this.ofMoments(reading, (all) => all.mean);
      case 'stddev':
        return this.ofMoments(reading, (all) => all.deviation);
      case 'zscore':
        return this.ofMoments(reading, (all, value) => (all.deviation > 0 ? (value - all.mean) / all.deviation : NaN));
      case 'extreme':
        return this.extreme(reading);
      case 'trend':
        return this.trend(reading);
      case 'gap':
      case 'since_first':
        return this.times(reading);
      case 'speed':
        return this.speed(reading);
      case 'distinct':
        return this.countDistinct(reading);
      case 'is_new':
        return this.isNew(reading);
      case 'percentile':
        return this.ofValues(reading, (values) => values.quantile(reading.argument));
      case 'rank':
        return this.ofValues(reading, (values, own) => values.rankOf(own));
      default:
        return undefined;
    }
  }

  /** Values above a threshold among what was let go. */
  countAbove({ group, column }: Reading): ((look: Look, threshold: number) => number) | undefined {
    if (this.isLabelled(group)) return undefined;
    const { each } = this.sketchOf('values', group, column);
    return (look, threshold) => {
      let above = 0;
      const take: TakeSketch = (sketch, part) => {
        const digest = sketch as ValueDigest;
        above += part * (digest.total - digest.countUpTo(threshold));
      };
      each(look, take, take);
      look.isEstimate = true;
      return Math.round(above);
    };
  }

  private countOf(number: number): ((look: Look) => number) | undefined {
    const group = this.groups[number]!;
    const past = this.pasts[number]!;
    const labelled = this.plan.worthOf(group.plan.filter);
    if (labelled === undefined && this.isLabelled(number)) return undefined;
    const sum = this.sumOf('count', number, -1) as CountSum;
    return (look) => {
      gather(look, past);
      const count = group.count(look.state) + sum.count;
      if (labelled === undefined) return count;
      const { atMs } = look;
      // What becomes known of payments that are told apart no longer is left out.
      if (look.past.labels.shedUntilMs > past.fromMs(atMs)) look.isShort = true;
      return count + look.past.labels.sum(past.fromMs(atMs), past.untilMs(atMs), atMs, labelled.worth);
    };
  }

  private rateSinceFirst({ group: number }: Reading): ReadPast | undefined {
    const count = this.countOf(number);
    if (count === undefined || this.isLabelled(number)) return undefined;
    const first = this.firstOf(number);
    const past = this.pasts[number]!;
    return (look) => count(look) / Math.max((past.untilMs(look.atMs) - first(look)) / HOUR_MS, 1);
  }

  private ofMoments(
    { group: number, part: place, column }: Reading,
    valueOf: (all: MomentsSum, own: number) => number,
  ): ReadPast {
    const past = this.pasts[number]!;
    const part = this.groups[number]!.parts[place] as Moments;
    const sum = this.sumOf('moments', number, column) as MomentsSum;
    const all = this.moments;
    return (look) => {
      gather(look, past);
      all.clear();
      all.join(sum.n, sum.total, sum.spread);
      all.join(part.count(look.state), part.sum(look.state), part.spread(look.state));
      return valueOf(all, ownValue(look, column));
    };
  }

  private extreme({ group: number, part: place, column }: Reading): ReadPast {
    const past = this.pasts[number]!;
    const { kind } = this.groups[number]!.plan.parts[place]!;
    const sum = this.sumOf(kind === 'least' ? 'least' : 'most', number, column) as ExtremeSum;
    return (look, kept) => {
      gather(look, past);
      return sum.with(kept);
    };
  }

  private trend({ group: number, part: place, column }: Reading): ReadPast {
    const past = this.pasts[number]!;
    const part = this.groups[number]!.parts[place] as Trend;
    const sum = this.sumOf('trend', number, column) as TrendSum;
    return (look) => {
      gather(look, past);
      this.line.clear();
      this.line.join(sum);
      const kept = part.line(look.state);
      if (kept !== undefined) this.line.join(kept);
      return this.line.slope;
    };
  }

  private times({ op, group: number, argument }: Reading): ReadPast {
    const past = this.pasts[number]!;
    const sum = this.sumOf('times', number, -1) as TimesSum;
    if (op === 'since_first') {
      const first = this.firstOf(number);
      return (look) => (look.atMs - first(look)) / argument;
    }
    return (look, kept) => {
      if (kept === kept) return kept;
      gather(look, past);
      return (look.atMs - sum.lastMs) / argument;
    };
  }

  private firstOf(number: number): (look: Look) => number {
    const group = this.groups[number]!;
    const past = this.pasts[number]!;
    const sum = this.sumOf('times', number, -1) as TimesSum;
    return (look) => {
      gather(look, past);
      const kept = group.firstAtMs(look.state, look.rows);
      return sum.firstMs <= kept || kept !== kept ? sum.firstMs : kept;
    };
  }

  private speed({ group: number, part: place, column }: Reading): ReadPast {
    const past = this.pasts[number]!;
    const part = this.groups[number]!.parts[place] as Located;
    const sum = this.sumOf('located', number, column) as LocatedSum;
    return (look, kept) => {
      if (look.own < 0 || part.place(look.state) !== NO_LOCATION) return kept;
      gather(look, past);
      const { data } = look.rows;
      return speedOf(sum.place, sum.atMs, data[look.own + column]!, data[look.own + TIME]!);
    };
  }

  /** Known where it ends among the rows. */
  private run({ group: number, part: place }: Reading): ReadPast {
    const group = this.groups[number]!;
    const part = group.parts[place] as Run;
    return (look, kept) => {
      if (part.length(look.state) === group.count(look.state)) look.isShort = true;
      return kept;
    };
  }

  private countDistinct({ group: number, part: place, column }: Reading): ReadPast {
    const { each } = this.sketchOf('distinct', number, column);
    const part = this.groups[number]!.parts[place] as Counted;
    const { distinct } = this;
    return (look) => {
      const tally = part.tally(look.state);
      let isEstimate = false;
      const ask: TakeSketch = (sketch) => (isEstimate ||= !(sketch as DistinctSketch).isFew);
      each(look, ask, ask);
      distinct.begin(tally, isEstimate);
      each(look, (sketch) => distinct.take(sketch as DistinctSketch));
      distinct.settle();
      each(look, undefined, (sketch, share) => distinct.takePart(sketch as DistinctSketch, share));
      if (distinct.isEstimate) look.isEstimate = true;
      return Math.max(tally.size, Math.round(distinct.value));
    };
  }

  private isNew({ group: number, part: place, column }: Reading): ReadPast | undefined {
    const count = this.countOf(number);
    const { each } = this.sketchOf('distinct', number, column);
    const part = this.groups[number]!.parts[place] as Counted;
    return (look, kept) => {
      const value = ownValue(look, column);
      if (kept === 0 || value === 0 || value !== value || count!(look) === 0) return kept;
      let was: boolean | undefined = part.tally(look.state).has(value);
      const ask: TakeSketch = (sketch) => {
        const has = (sketch as DistinctSketch).has(value);
        if (was !== true && has !== false) was = has;
      };
      each(look, ask, ask);
      if (was === undefined) look.isShort = true;
      return was ? 0 : 1;
    };
  }

  private ofValues(
    { group: number, part: place, column }: Reading,
    valueOf: (values: SpreadValues, own: number) => number,
  ): ReadPast {
    const { values } = this.sketchOf('values', number, column);
    const part = this.groups[number]!.parts[place] as Sorted;
    return (look) => {
      values(look, part);
      return valueOf(this.spread, ownValue(look, column));
    };
  }

  private sketchOf(kind: SketchKind, number: number, column: number) {
    const past = this.pasts[number]!;
    const at = this.plan.sketch(kind, this.groups[number]!.plan.filter, column, past.ages);
    const each = (look: Look, whole?: TakeSketch, inPart?: TakeSketch) => {
      const timeline = look.past.sketches[at]!;
      const fromMs = past.fromMs(look.atMs);
      const untilMs = past.untilMs(look.atMs);
      for (let i = 0; i < timeline.length; i++) {
        const part = timeline.shareOf(i, fromMs, untilMs);
        if (part === 1) whole?.(timeline.contents[i]!, 1);
        else if (part > 0 && inPart !== undefined) {
          look.isEstimate = true;
          inPart(timeline.contents[i]!, part);
        }
      }
    };
    const values = (look: Look, kept: Sorted) => {
      this.spread.begin(kept.values(look.state));
      const take: TakeSketch = (digest, part) => this.spread.take(digest as ValueDigest, part);
      each(look, take, take);
      look.isEstimate = true;
    };
    return { each, values };
  }

  private sumOf(kind: SlotKind, number: number, column: number): SlotSum {
    const past = this.pasts[number]!;
    return past.sumOf(this.plan.slot(kind, this.groups[number]!.plan.filter, column, past.ages));
  }

  private isLabelled(number: number): boolean {
    return this.plan.readsLabels(this.groups[number]!.plan.filter);
  }
}

type TakeSketch = (sketch: Sketch, share: number) => void;

function gather(look: Look, past: PastGroup): void {
  past.gather(look.past.numbers, look.atMs, look.stamp);
  if (past.isPart) look.isEstimate = true;
}

function share(count: number, among: number): number {
  return among > 0 ? Math.min(1, Math.max(0, count / among)) : Number.NaN;
}

/** NaN as of a moment. */
function ownValue({ own, rows }: Look, column: number): number {
  return own < 0 ? Number.NaN : rows.data[own + column]!;
}
