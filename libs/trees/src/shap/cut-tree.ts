/**
 * A tree cut into subtrees that depend, together with the splits above them, on few splits: how a row fares at those is a
 * number of few bits, by which all that the subtree does for the row can be looked up.
 */
import type { TreeModel } from '../tree-model.js';

/** More would mean fewer subtrees, and tables that no cache holds. */
const OUTCOMES_MAX = 7;

/** A split, and which way. */
export interface Step {
  readonly split: number;
  readonly left: boolean;
}

export interface Subtree {
  readonly root: number;
  /** From the tree's root to its own. */
  readonly path: readonly Step[];
  /** Parents before children. */
  readonly splits: readonly number[];
  readonly leaves: readonly Leaf[];
}

export interface Leaf {
  readonly node: number;
  /** From the root of the subtree. */
  readonly path: readonly Step[];
}

export interface CutTree {
  /** The splits that are in no subtree, parents before children. */
  readonly above: readonly number[];
  readonly subtrees: readonly Subtree[];
}

/** Undefined where a path is too long. */
export function cutTree({ nodes, treeStart }: TreeModel, tree: number): CutTree | undefined {
  const { feature, left } = nodes;
  const begin = treeStart[tree]!;
  const end = treeStart[tree + 1]!;
  const splitsBelow = new Int32Array(end - begin);
  for (let node = end - 1; node >= begin; node--)
    if (feature[node]! >= 0) {
      const child = left[node]! - begin;
      splitsBelow[node - begin] = 1 + splitsBelow[child]! + splitsBelow[child + 1]!;
    }
  const above: number[] = [];
  const subtrees: Subtree[] = [];
  return cut(begin, []) ? { above, subtrees } : undefined;

  function cut(node: number, path: readonly Step[]): boolean {
    if (path.length + splitsBelow[node - begin]! <= OUTCOMES_MAX) {
      subtrees.push({ root: node, path, ...walk(node) });
      return true;
    }
    if (path.length === OUTCOMES_MAX) return false;
    above.push(node);
    return children(node, path).every(([child, steps]) => cut(child, steps));
  }

  function walk(root: number): Pick<Subtree, 'splits' | 'leaves'> {
    const splits: number[] = [];
    const leaves: Leaf[] = [];
    const visit = (node: number, path: readonly Step[]): void => {
      if (feature[node]! < 0) return void leaves.push({ node, path });
      splits.push(node);
      for (const [child, steps] of children(node, path)) visit(child, steps);
    };
    visit(root, []);
    return { splits, leaves };
  }

  function children(node: number, path: readonly Step[]): [child: number, path: readonly Step[]][] {
    return [true, false].map((isLeft) => [left[node]! + (isLeft ? 0 : 1), [...path, { split: node, left: isLeft }]]);
  }
}
