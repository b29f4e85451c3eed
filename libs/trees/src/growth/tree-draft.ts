/** A tree while it grows, and what it becomes. */
import type { TrainingSpace } from './training-space.js';
import { placesIn } from './training-space.js';
import type { BinTree } from './bin-tree.js';
import type { Parting } from './partition.js';

/** A split that was found, G and H in whole-number units. */
export interface Split {
  readonly column: number;
  readonly gain: number;
  readonly limit: number;
  readonly missingLeft: boolean;
  /** Of a column of categories: bins that go left; else empty. */
  readonly set: Uint32Array;
  readonly leftG: number;
  readonly leftH: number;
}

export interface DraftNode {
  /** Sum of second derivatives: what the leaf or its leaves weigh. */
  readonly cover: number;
  readonly value: number;
  split: Split | undefined;
  /** Of a split node; the right child follows. */
  left: number;
}

export type TreeDraft = readonly DraftNode[];

/** How rows part at a split. */
export function partingOf(space: TrainingSpace, { column, limit, missingLeft, set }: Split): Parting {
  const { tile, lane } = placesIn(space);
  const isSet = space.columns[column]!.kind === 'category';
  return { tile: tile[column]!, lane: lane[column]!, limit: isSet ? -1 : limit, missingLeft, set };
}

export function binTreeOf(space: TrainingSpace, draft: TreeDraft): BinTree {
  const nodes = draft.length;
  const tree = {
    tile: new Int32Array(nodes).fill(-1),
    lane: new Int32Array(nodes),
    limit: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    setAt: new Int32Array(nodes),
    left: new Int32Array(nodes),
    value: new Float32Array(nodes),
  };
  const sets: number[] = [];
  for (const [i, { split, left, value }] of draft.entries()) {
    tree.value[i] = value;
    if (!split) continue;
    const parting = partingOf(space, split);
    tree.tile[i] = parting.tile;
    tree.lane[i] = parting.lane;
    tree.limit[i] = parting.limit;
    tree.missingLeft[i] = parting.missingLeft ? 1 : 0;
    tree.setAt[i] = sets.length;
    tree.left[i] = left;
    sets.push(...parting.set);
  }
  return { ...tree, sets: Uint32Array.from(sets) };
}
