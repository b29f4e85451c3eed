/** All that threads share while trees grow. Typed arrays over shared memory; the rest is copied to each thread once. */
import { LANES, placesOf, type BinnedColumn, type Tile } from '../binning/tiles.js';
import { sharedDoubles, sharedIndices, sharedInts } from '../thread-memory.js';
import { setWords } from './category-split.js';
import type { SplitRules } from './split-gain.js';
import { RECORD } from './split-record.js';

export interface TrainingSpace {
  readonly columns: readonly BinnedColumn[];
  readonly tiles: readonly Tile[];
  readonly labels: Uint8Array;
  readonly weights: Float32Array | undefined;
  readonly positiveWeight: number;
  readonly rules: SplitRules;
  /** Log-odds of each row so far. */
  readonly margins: Float64Array;
  /** Whole-number [g, h] of each row. */
  readonly gradients: Int32Array;
  /** The rows of each node side by side; those that a tree doesn't see come last. */
  readonly rows: Uint32Array;
  readonly rowsAside: Uint32Array;
  /** `gradients` in the order of `rows`, where a histogram is to be built from them. */
  readonly ordered: Int32Array;
  /** Slots of `slotLength` doubles; a lane of a tile starts at `laneStart[tile * 4 + lane]` of its slot. */
  readonly histograms: Float64Array;
  readonly slots: number;
  readonly slotLength: number;
  readonly laneStart: Int32Array;
  /** Best split of (place in the batch, column). */
  readonly records: Float64Array;
  /** Left bins of category splits: per place in the batch `setLength` words, a column's from `setStart[column]`. */
  readonly sets: Uint32Array;
  readonly setStart: Int32Array;
  readonly setLength: number;
  /** How many rows of each block of a partition go left. */
  readonly leftCounts: Int32Array;
  readonly validation: { readonly tiles: readonly Tile[]; readonly margins: Float64Array } | undefined;
}

/** Nodes that are searched for splits in one go, at most; twice the number that are split. */
export const BATCH_MAX = 512;
/** Rows that one task goes through. */
export const BLOCK_ROWS = 16_384;
const HISTOGRAM_BYTES_MAX = 2 ** 30;

export type SpaceParts = Pick<
  TrainingSpace,
  'columns' | 'tiles' | 'labels' | 'weights' | 'positiveWeight' | 'rules' | 'validation'
>;

/** `nodesMax`: nodes that can be open at once; what doesn't fit 1 GiB of histograms is summed anew instead. */
export function trainingSpace(parts: SpaceParts, nodesMax: number): TrainingSpace {
  const rows = parts.labels.length;
  const { laneStart, slotLength } = laneStarts(parts.tiles, parts.columns);
  const slotsMax = Math.floor(HISTOGRAM_BYTES_MAX / 8 / Math.max(1, slotLength));
  const slots = Math.max(1, Math.min(nodesMax, slotsMax));
  const { setStart, setLength } = setStarts(parts.columns);
  return {
    ...parts,
    margins: sharedDoubles(rows),
    gradients: sharedInts(rows * 2),
    rows: sharedIndices(rows),
    rowsAside: sharedIndices(rows),
    ordered: sharedInts(rows * 2),
    histograms: sharedDoubles(slots * slotLength),
    slots,
    slotLength,
    laneStart,
    records: sharedDoubles(BATCH_MAX * parts.columns.length * RECORD),
    sets: sharedIndices(BATCH_MAX * setLength),
    setStart,
    setLength,
    leftCounts: sharedInts(BATCH_MAX + Math.ceil(rows / BLOCK_ROWS)),
  };
}

/** Where each column's bins are. */
export function placesIn(space: TrainingSpace): { tile: Int32Array; lane: Int32Array } {
  return placesOf(space.tiles, space.columns.length);
}

function laneStarts(
  tiles: readonly Tile[],
  columns: readonly BinnedColumn[],
): { laneStart: Int32Array; slotLength: number } {
  const laneStart = new Int32Array(tiles.length * LANES + 1);
  let at = 0;
  for (const [t, tile] of tiles.entries())
    for (const [lane, column] of tile.columns.entries()) {
      laneStart[t * LANES + lane] = at;
      // A lane without a column sums everything into the one bin that it has.
      at += 2 * (column < 0 ? 1 : columns[column]!.bins);
    }
  laneStart[tiles.length * LANES] = at;
  return { laneStart, slotLength: at };
}

function setStarts(columns: readonly BinnedColumn[]): { setStart: Int32Array; setLength: number } {
  const setStart = new Int32Array(columns.length);
  let at = 0;
  for (const [i, { kind, bins }] of columns.entries()) {
    setStart[i] = at;
    if (kind === 'category') at += setWords(bins);
  }
  return { setStart, setLength: at };
}
