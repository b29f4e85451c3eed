/**
 * Trees scored in the calling thread by their kernel: no loop of it depends on data, so it can't hang, and what a call takes is
 * known beforehand. A batch that would hold the thread for longer is done in pieces, between which others have their turn.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { calibrate, type ReadyTrees, TreeKernel } from '#trees';
import type { Scores } from '../host/inference-process.js';

/** Steps down trees in one go: about half a millisecond. */
const STEPS_AT_ONCE = 600_000;
/** Rows that one go must have room for; heavier trees are not for the calling thread. */
const ROWS_AT_ONCE_MIN = 64;
/** More would fill the caches that others live by. */
const BYTES_MAX = 2 ** 25;
const WARM_UP_ROWS = 256;

export class TreeScorer {
  private constructor(
    private readonly kernel: TreeKernel,
    private readonly trees: ReadyTrees,
    /** Rows that are scored in one go. */
    private readonly rowsAtOnce: number,
  ) {}

  /** Undefined where the file's graph may say something else than its trees, or where they are too much for the calling thread. */
  static of(trees: ReadyTrees): TreeScorer | undefined {
    const { image } = trees;
    if (!image || image.bytes.length > BYTES_MAX) return undefined;
    const rowsAtOnce = Math.floor(STEPS_AT_ONCE / Math.max(1, image.steps));
    if (rowsAtOnce < ROWS_AT_ONCE_MIN) return undefined;
    const scorer = new TreeScorer(new TreeKernel(image), trees, rowsAtOnce);
    scorer.probabilities(new Float32Array(WARM_UP_ROWS * image.width).fill(Number.NaN), WARM_UP_ROWS);
    return scorer;
  }

  /** `count` rows, NaN = missing; they are taken before this returns. */
  async score(rows: Float32Array, count: number): Promise<Scores> {
    const { rowsAtOnce, kernel } = this;
    if (count <= rowsAtOnce) return { probability: this.probabilities(rows, count) };
    const taken = rows.slice(0, count * kernel.width);
    const probability = new Float32Array(count);
    for (let from = 0; from < count; from += rowsAtOnce) {
      if (from > 0) await nextTurn();
      const piece = taken.subarray(from * kernel.width);
      probability.set(this.probabilities(piece, Math.min(rowsAtOnce, count - from)), from);
    }
    return { probability };
  }

  private probabilities(rows: Float32Array, count: number): Float32Array {
    const margins = new Float64Array(count);
    this.kernel.margins(rows, margins);
    const { calibration } = this.trees;
    return Float32Array.from(margins, (margin) => calibrate(calibration, margin));
  }
}
