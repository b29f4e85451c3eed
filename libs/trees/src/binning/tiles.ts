/**
 * Binned columns, four side by side: `bins[row * 4 + lane]`. A row of a tile is one line of cache, so that summing four
 * columns over scattered rows costs little more than summing one. Columns with at most 255 bins share byte tiles; the
 * others share 16-bit tiles. Columns that can't be split (constant, all missing) are in no tile.
 */
import { sharedBytes, sharedShorts } from '../thread-memory.js';

export const LANE_BITS = 2;
export const LANES = 1 << LANE_BITS;
const NARROW_BINS_MAX = 256;

export interface Tile {
  /** Of each lane: the column's number, or -1. */
  readonly columns: readonly number[];
  readonly bins: Uint8Array | Uint16Array;
}

/** What training knows of a column once it is binned. */
export interface BinnedColumn {
  readonly kind: 'number' | 'category';
  /** Bins with the missing one; 1 when the column is not used. */
  readonly bins: number;
  readonly cuts: Float32Array;
  readonly monotone: -1 | 0 | 1;
  readonly hasMissing: boolean;
}

export function emptyTiles(columns: readonly BinnedColumn[], rows: number): Tile[] {
  const numbers = columns.map((_, i) => i).filter((i) => columns[i]!.bins > 1);
  const narrow = numbers.filter((i) => columns[i]!.bins <= NARROW_BINS_MAX);
  const wide = numbers.filter((i) => columns[i]!.bins > NARROW_BINS_MAX);
  return [
    ...inLanes(narrow).map((lanes) => ({ columns: lanes, bins: sharedBytes(rows * LANES) })),
    ...inLanes(wide).map((lanes) => ({ columns: lanes, bins: sharedShorts(rows * LANES) })),
  ];
}

/** Of each column: its tile and lane; -1 where it has none. */
export function placesOf(tiles: readonly Tile[], columns: number): { tile: Int32Array; lane: Int32Array } {
  const tile = new Int32Array(columns).fill(-1);
  const lane = new Int32Array(columns).fill(-1);
  for (const [t, { columns: lanes }] of tiles.entries())
    for (const [l, column] of lanes.entries())
      if (column >= 0) {
        tile[column] = t;
        lane[column] = l;
      }
  return { tile, lane };
}

function inLanes(numbers: readonly number[]): number[][] {
  const tiles: number[][] = [];
  for (let i = 0; i < numbers.length; i += LANES)
    tiles.push(Array.from({ length: LANES }, (_, lane) => numbers[i + lane] ?? -1));
  return tiles;
}
