/** A tree over binned columns: what training itself predicts with. */
import { LANES, type Tile } from '../binning/tiles.js';

/** By node; the right child follows the left one. */
export interface BinTree {
  /** -1: a leaf. */
  readonly tile: Int32Array;
  readonly lane: Int32Array;
  /** Bins 1 to `limit` go left; -1: those of the set at `setAt` do. */
  readonly limit: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly setAt: Int32Array;
  readonly left: Int32Array;
  /** Of leaves. */
  readonly value: Float32Array;
  readonly sets: Uint32Array;
}

export function leafOf(tree: BinTree, tiles: readonly Tile[], row: number): number {
  let node = 0;
  while (tree.tile[node]! >= 0) {
    const bin = tiles[tree.tile[node]!]!.bins[row * LANES + tree.lane[node]!]!;
    const limit = tree.limit[node]!;
    const goesLeft =
      limit < 0 ? inSet(tree.sets, tree.setAt[node]!, bin) : bin === 0 ? tree.missingLeft[node] === 1 : bin <= limit;
    node = tree.left[node]! + (goesLeft ? 0 : 1);
  }
  return node;
}

export function inSet(sets: Uint32Array, at: number, bin: number): boolean {
  return ((sets[at + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1;
}
