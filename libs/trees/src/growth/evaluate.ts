/** Histograms and best splits of a batch of nodes, tile by tile: what one thread does in one go stays in its cache. */
import { LANES } from '../binning/tiles.js';
import { findCategorySplit } from './category-split.js';
import { addRows, subtract } from './histogram.js';
import { findNumberSplit } from './number-split.js';
import { GAIN, RECORD, type NodeTotals } from './split-record.js';
import type { TrainingSpace } from './training-space.js';

export interface SearchedNode extends NodeTotals {
  /** In the batch: where its records and sets are. */
  readonly place: number;
  readonly begin: number;
  readonly end: number;
  /** Where its histogram is kept for its children; -1: it isn't. */
  readonly slot: number;
}

/**
 * One or two nodes: `built` is summed from its rows. `rest`, if any, is its sibling: its slot holds their parent's
 * histogram, of which the sibling's is what `built` leaves.
 */
export interface Family {
  readonly built: SearchedNode;
  readonly rest: SearchedNode | undefined;
}

/** `used`: 1 for the columns that this tree may split by. */
export function evaluateTile(space: TrainingSpace, family: Family, tile: number, used: Uint8Array): void {
  const { built, rest } = family;
  const { laneStart, slotLength, histograms } = space;
  if (!space.tiles[tile]!.columns.some((column) => column >= 0 && used[column] === 1)) return;
  const first = laneStart[tile * LANES]!;
  const length = laneStart[(tile + 1) * LANES]! - first;
  const kept = built.slot >= 0;
  const into = kept ? histograms : passing(length);
  const at = kept ? built.slot * slotLength : -first;
  // Not `fill`: on shared memory it is several times slower than this.
  for (let i = at + first, end = at + first + length; i < end; i++) into[i] = 0;
  addRows(space.tiles[tile]!.bins, space.rows, space.ordered, built.begin, built.end, into, at, laneStart, tile);
  search(space, built, tile, used, into, at);
  if (!rest) return;
  const restAt = rest.slot * slotLength;
  subtract(histograms, restAt + first, into, at + first, length);
  search(space, rest, tile, used, histograms, restAt);
}

function search(
  space: TrainingSpace,
  node: SearchedNode,
  tile: number,
  used: Uint8Array,
  histogram: Float64Array,
  at: number,
): void {
  const { columns, rules, records, sets, laneStart } = space;
  for (const [lane, column] of space.tiles[tile]!.columns.entries()) {
    if (column < 0) continue;
    const record = (node.place * columns.length + column) * RECORD;
    const { kind, bins, monotone } = columns[column]!;
    const start = at + laneStart[tile * LANES + lane]!;
    if (used[column] !== 1) records[record + GAIN] = 0;
    else if (kind === 'number') findNumberSplit(histogram, start, bins, monotone, node, rules, records, record);
    else {
      const setAt = node.place * space.setLength + space.setStart[column]!;
      findCategorySplit(histogram, start, bins, node, rules, records, record, sets, setAt);
    }
  }
}

let passingHistogram = new Float64Array(0);

/** For a histogram that nobody needs after the search; each thread has its own. */
function passing(length: number): Float64Array {
  if (passingHistogram.length < length) passingHistogram = new Float64Array(length);
  return passingHistogram;
}
