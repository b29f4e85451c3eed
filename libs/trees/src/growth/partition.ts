/**
 * Parts the rows of nodes between their children, keeping their order. Two passes over blocks: each block first sorts its
 * own rows aside, left ones from its start and right ones from its end backwards; once all counts are known, each block
 * copies its rows to their place.
 */
import { LANES } from '../binning/tiles.js';
import { inSet } from './bin-tree.js';
import { BLOCK, type Blocks } from './blocks.js';
import { orderGradients } from './gradients.js';
import type { TrainingSpace } from './training-space.js';

/** How the rows of a node part. */
export interface Parting {
  readonly tile: number;
  readonly lane: number;
  /** As in `BinTree`: -1 for a set. */
  readonly limit: number;
  readonly missingLeft: boolean;
  readonly set: Uint32Array;
}

/** First pass: one block. */
export function partBlock(space: TrainingSpace, partings: readonly Parting[], blocks: Blocks, block: number): void {
  const parting = partings[blocks[block * BLOCK]!]!;
  const begin = blocks[block * BLOCK + 1]!;
  const end = blocks[block * BLOCK + 2]!;
  const { bins } = space.tiles[parting.tile]!;
  const { rows, rowsAside } = space;
  const { lane, limit, set } = parting;
  const missingLeft = parting.missingLeft ? 1 : 0;
  let left = begin;
  let right = end - 1;
  for (let i = begin; i < end; i++) {
    const row = rows[i]!;
    const bin = bins[row * LANES + lane]!;
    const goesLeft = limit < 0 ? inSet(set, 0, bin) : bin === 0 ? missingLeft === 1 : bin <= limit;
    if (goesLeft) rowsAside[left++] = row;
    else rowsAside[right--] = row;
  }
  space.leftCounts[block] = left - begin;
}

/** Where each block's rows go, and which of a node's children need their gradients side by side. */
export interface Scattering {
  readonly leftTo: Int32Array;
  readonly rightTo: Int32Array;
  /** By node: bit 0 for the left child, bit 1 for the right one. */
  readonly ordered: Uint8Array;
}

/** Second pass: one block. */
export function scatterBlock(space: TrainingSpace, blocks: Blocks, scattering: Scattering, block: number): void {
  const node = blocks[block * BLOCK]!;
  const begin = blocks[block * BLOCK + 1]!;
  const end = blocks[block * BLOCK + 2]!;
  const { rows, rowsAside } = space;
  const middle = begin + space.leftCounts[block]!;
  const leftTo = scattering.leftTo[block]!;
  const rightTo = scattering.rightTo[block]!;
  rows.set(rowsAside.subarray(begin, middle), leftTo);
  let to = rightTo;
  for (let i = end - 1; i >= middle; i--) rows[to++] = rowsAside[i]!;
  if (scattering.ordered[node]! & 1) orderGradients(space, leftTo, leftTo + middle - begin);
  if (scattering.ordered[node]! & 2) orderGradients(space, rightTo, to);
}
