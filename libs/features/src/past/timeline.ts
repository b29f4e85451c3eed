/**
 * Buckets of time, oldest first, of what was let go. A bucket holds the events of one cell of its width's grid; it joins its
 * neighbours when all of a wider cell is old enough (`levels.ts`). How many there are is bounded by the levels alone.
 */
import type { Level } from './levels.js';

/** What a bucket holds. */
export interface Content<C> {
  make(): C;
  /** Adds what `from` holds to `into`; the two are of different times. */
  join(into: C, from: C): void;
}

export class Timeline<C> {
  /** Times of the first and the last event of each bucket, and the width of its cell, ms. */
  readonly firstMs: number[] = [];
  readonly lastMs: number[] = [];
  readonly widths: number[] = [];
  readonly contents: C[] = [];
  /** Time of the latest event that was forgotten as too old. */
  forgottenUntilMs = -Infinity;

  constructor(
    readonly levels: readonly Level[],
    private readonly content: Content<C>,
    /** What is older than this, counted from the entity's newest event, is forgotten. */
    readonly keepMs: number,
  ) {}

  get length(): number {
    return this.contents.length;
  }

  /** @returns the content of the bucket that an event of this time belongs to */
  at(timeMs: number, newestMs: number): C {
    let place = this.find(timeMs);
    if (place < 0) {
      this.grow(newestMs);
      place = this.find(timeMs);
    }
    if (place < 0) {
      place = -1 - place;
      this.firstMs.splice(place, 0, timeMs);
      this.lastMs.splice(place, 0, timeMs);
      this.widths.splice(place, 0, this.levels[this.levelOf(timeMs, newestMs)]!.widthMs);
      this.contents.splice(place, 0, this.content.make());
    }
    if (timeMs < this.firstMs[place]!) this.firstMs[place] = timeMs;
    if (timeMs > this.lastMs[place]!) this.lastMs[place] = timeMs;
    return this.contents[place]!;
  }

  /** A bucket that was written, after those before it. */
  push(firstMs: number, lastMs: number, widthMs: number): C {
    this.firstMs.push(firstMs);
    this.lastMs.push(lastMs);
    this.widths.push(widthMs);
    const content = this.content.make();
    this.contents.push(content);
    return content;
  }

  /**
   * The share of a bucket's time that lies after `fromMs` and no later than `untilMs`: 0, 1, or where its events are on both
   * sides of an edge, of the time from its first to its last.
   */
  shareOf(place: number, fromMs: number, untilMs: number): number {
    const first = this.firstMs[place]!;
    const last = this.lastMs[place]!;
    if (last <= fromMs || first > untilMs) return 0;
    if (first > fromMs && last <= untilMs) return 1;
    // Milliseconds are counted, both ends with them: where there is an event, the share is more than nothing.
    return (Math.min(last, untilMs) - Math.max(first - 1, fromMs)) / (last - first + 1);
  }

  /** Joins what has grown old enough, and forgets what is too old. */
  private grow(newestMs: number): void {
    const { firstMs, lastMs, widths, contents, levels } = this;
    let kept = 0;
    for (let i = 0; i < contents.length; i++) {
      if (lastMs[i]! < newestMs - this.keepMs) {
        this.forgottenUntilMs = Math.max(this.forgottenUntilMs, lastMs[i]!);
        continue;
      }
      const width = Math.max(widths[i]!, levels[this.levelOf(firstMs[i]!, newestMs)]!.widthMs);
      const before = kept - 1;
      if (kept > 0 && widths[before] === width && isOneCell(firstMs[before]!, firstMs[i]!, width)) {
        this.content.join(contents[before]!, contents[i]!);
        lastMs[before] = Math.max(lastMs[before]!, lastMs[i]!);
        continue;
      }
      firstMs[kept] = firstMs[i]!;
      lastMs[kept] = lastMs[i]!;
      widths[kept] = width;
      contents[kept++] = contents[i]!;
    }
    for (const list of [firstMs, lastMs, widths, contents]) list.length = kept;
  }

  /** Where it is, or -1 and less where it would be. */
  private find(timeMs: number): number {
    let place = this.length - 1;
    for (; place >= 0; place--) {
      const first = this.firstMs[place]!;
      if (isOneCell(first, timeMs, this.widths[place]!)) return place;
      if (first < timeMs) break;
    }
    return -2 - place;
  }

  /** The widest one all of whose cell is old enough. */
  private levelOf(timeMs: number, newestMs: number): number {
    const { levels } = this;
    let level = levels.length - 1;
    for (; level > 0; level--) {
      const { fromAgeMs, widthMs } = levels[level]!;
      if ((Math.floor(timeMs / widthMs) + 1) * widthMs <= newestMs - fromAgeMs) break;
    }
    return level;
  }
}

function isOneCell(aMs: number, bMs: number, widthMs: number): boolean {
  return Math.floor(aMs / widthMs) === Math.floor(bMs / widthMs);
}
