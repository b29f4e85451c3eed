/** A trained model: trees in flat arrays, and all that is needed to say what they mean. Everything here is immutable. */
import type { Calibration } from './calibration/calibration.js';

export interface TreeModel {
  readonly features: readonly ModelFeature[];
  /** Log-odds before any tree; a float32. */
  readonly baseMargin: number;
  readonly nodes: TreeNodes;
  /** First node of each tree, and the number of nodes at the end. */
  readonly treeStart: Uint32Array;
  /** From margin to probability. */
  readonly calibration: Calibration;
}

export interface ModelFeature {
  readonly name: string;
  readonly kind: 'number' | 'category';
}

/** By node, tree after tree. */
export interface TreeNodes {
  /** The column that splits the node; -1: a leaf. */
  readonly feature: Int32Array;
  /** Of a number: x < value goes left, in float32. Of a leaf: what it adds to the margin. Of a category: 0. */
  readonly value: Float32Array;
  /** The left child; the right one follows it. */
  readonly left: Uint32Array;
  /** Where missing values go: 1 for left. */
  readonly missingLeft: Uint8Array;
  /** Of a category split: its words in `sets`, of which bit c says that category c goes left; others go right. */
  readonly setStart: Uint32Array;
  readonly setWords: Uint32Array;
  readonly sets: Uint32Array;
  /** Gain of the split, as `minSplitGain` counts it; 0 for leaves. */
  readonly gain: Float32Array;
  /** Sum of weights times p (1 - p) over the training rows that reached the node. */
  readonly cover: Float32Array;
}

export function treeCount(model: TreeModel): number {
  return model.treeStart.length - 1;
}

/** By tree: splits between its root and a leaf, at most. */
export function treeDepths({ nodes, treeStart }: TreeModel): Uint32Array {
  const depth = new Uint32Array(nodes.feature.length);
  const deepest = new Uint32Array(treeStart.length - 1);
  // Children are behind their parents.
  for (let tree = 0; tree < deepest.length; tree++)
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) {
      deepest[tree] = Math.max(deepest[tree]!, depth[node]!);
      if (nodes.feature[node]! < 0) continue;
      for (const child of [nodes.left[node]!, nodes.left[node]! + 1])
        depth[child] = Math.max(depth[child]!, depth[node]! + 1);
    }
  return deepest;
}

/** Of the cover of a split node, what goes to one of its children; half of none. */
export function shareOf({ cover, left }: TreeNodes, split: number, child: number): number {
  const both = cover[left[split]!]! + cover[left[split]! + 1]!;
  return both > 0 ? cover[child]! / both : 0.5;
}

/** Where a value goes from a split node. */
export function goesLeft(nodes: TreeNodes, node: number, x: number): boolean {
  if (x !== x) return nodes.missingLeft[node] === 1;
  const words = nodes.setWords[node]!;
  return words === 0 ? x < nodes.value[node]! : hasCategory(nodes, node, words, x);
}

function hasCategory(nodes: TreeNodes, node: number, words: number, x: number): boolean {
  if (!Number.isInteger(x) || x < 0 || x >= words * 32) return false;
  return ((nodes.sets[nodes.setStart[node]! + (x >>> 5)]! >>> (x & 31)) & 1) === 1;
}
