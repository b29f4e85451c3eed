/**
 * Sums of gradients by bin: `[G, H]` for each bin, the missing one first. Gradients are whole numbers (see `gradients.ts`),
 * so sums of doubles are exact: they don't depend on the order of rows or on the number of threads, and what is left of
 * a parent after one child is subtracted is the other child, to the bit.
 */
import { LANES, LANE_BITS } from '../binning/tiles.js';

/**
 * Adds rows[begin..end) to the histograms of a tile's four lanes, which start at `at + starts[lane]`. `ordered` holds the
 * gradients by place in `rows`, not by row. One function per width: one function over both would be slow for either.
 */
export function addRows(
  bins: Uint8Array | Uint16Array,
  rows: Uint32Array,
  ordered: Int32Array,
  begin: number,
  end: number,
  into: Float64Array,
  at: number,
  starts: Int32Array,
  tile: number,
): void {
  const a = at + starts[tile * LANES]!;
  const b = at + starts[tile * LANES + 1]!;
  const c = at + starts[tile * LANES + 2]!;
  const d = at + starts[tile * LANES + 3]!;
  if (bins instanceof Uint8Array) addNarrow(bins, rows, ordered, begin, end, into, a, b, c, d);
  else addWide(bins, rows, ordered, begin, end, into, a, b, c, d);
}

/** `parent` -= `child`, over the same stretch of two histograms. */
export function subtract(
  parent: Float64Array,
  parentAt: number,
  child: Float64Array,
  childAt: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) parent[parentAt + i]! -= child[childAt + i]!;
}

function addNarrow(
  bins: Uint8Array,
  rows: Uint32Array,
  ordered: Int32Array,
  begin: number,
  end: number,
  into: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  for (let i = begin; i < end; i++) {
    const row = rows[i]! << LANE_BITS;
    const g = ordered[2 * i]!;
    const h = ordered[2 * i + 1]!;
    const p = a + 2 * bins[row]!;
    const q = b + 2 * bins[row + 1]!;
    const r = c + 2 * bins[row + 2]!;
    const s = d + 2 * bins[row + 3]!;
    into[p]! += g;
    into[p + 1]! += h;
    into[q]! += g;
    into[q + 1]! += h;
    into[r]! += g;
    into[r + 1]! += h;
    into[s]! += g;
    into[s + 1]! += h;
  }
}

function addWide(
  bins: Uint16Array,
  rows: Uint32Array,
  ordered: Int32Array,
  begin: number,
  end: number,
  into: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  for (let i = begin; i < end; i++) {
    const row = rows[i]! << LANE_BITS;
    const g = ordered[2 * i]!;
    const h = ordered[2 * i + 1]!;
    const p = a + 2 * bins[row]!;
    const q = b + 2 * bins[row + 1]!;
    const r = c + 2 * bins[row + 2]!;
    const s = d + 2 * bins[row + 3]!;
    into[p]! += g;
    into[p + 1]! += h;
    into[q]! += g;
    into[q + 1]! += h;
    into[r]! += g;
    into[r + 1]! += h;
    into[s]! += g;
    into[s + 1]! += h;
  }
}
