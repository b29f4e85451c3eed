const SIZE_MIN = 10;
const SIZE_MAX = 40;
const STEP = 5;
const FAST_MS = 100;
const SLOW_MS = 200;
const PAUSE_MS_MAX = 3_000;

/**
 * How fast a bulk client may go beside others: batches grow by a step while they are answered quickly and halve when they
 * are not, and after each it rests for as long as it took. Pure.
 */
export class Pace {
  /** Of the next batch. */
  size = 20;

  /** What to rest before the next batch, milliseconds. */
  after(tookMs: number): number {
    if (tookMs > SLOW_MS) this.size = Math.max(SIZE_MIN, Math.floor(this.size / 2));
    else if (tookMs < FAST_MS) this.size = Math.min(SIZE_MAX, this.size + STEP);
    return Math.min(PAUSE_MS_MAX, tookMs);
  }
}
