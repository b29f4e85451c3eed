/** Turns grown trees into a model: bins become values, sets of bins become sets of categories. */
import type { BinnedColumn } from './binning/tiles.js';
import type { TreeDraft } from './growth/tree-draft.js';
import type { TreeModel, TreeNodes } from './tree-model.js';

type Model = Pick<TreeModel, 'nodes' | 'treeStart'>;

export function buildTrees(drafts: readonly TreeDraft[], columns: readonly BinnedColumn[]): Model {
  const nodes = drafts.reduce((sum, draft) => sum + draft.length, 0);
  const arrays = {
    feature: new Int32Array(nodes).fill(-1),
    value: new Float32Array(nodes),
    left: new Uint32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    setStart: new Uint32Array(nodes),
    setWords: new Uint32Array(nodes),
    gain: new Float32Array(nodes),
    cover: new Float32Array(nodes),
  };
  const sets: number[] = [];
  const treeStart = new Uint32Array(drafts.length + 1);
  let at = 0;
  for (const [t, draft] of drafts.entries()) {
    treeStart[t] = at;
    for (const [i, { split, value, cover, left }] of draft.entries()) {
      const node = at + i;
      arrays.cover[node] = cover;
      arrays.value[node] = value;
      if (!split) continue;
      arrays.feature[node] = split.column;
      arrays.left[node] = at + left;
      arrays.gain[node] = split.gain;
      arrays.missingLeft[node] = split.missingLeft ? 1 : 0;
      if (columns[split.column]!.kind === 'number') {
        arrays.value[node] = thresholdOf(columns[split.column]!, split.limit);
      } else {
        const words = categoriesOf(split.set);
        arrays.value[node] = 0;
        arrays.setStart[node] = sets.length;
        arrays.setWords[node] = words.length;
        sets.push(...words);
      }
    }
    at += draft.length;
  }
  treeStart[drafts.length] = at;
  return { nodes: { ...arrays, sets: Uint32Array.from(sets) } satisfies TreeNodes, treeStart };
}

/** Left are bins 1 to `limit`: what is below the cut after them. After the last: all that is present. */
function thresholdOf({ cuts }: BinnedColumn, limit: number): number {
  return limit - 1 < cuts.length ? cuts[limit - 1]! : Infinity;
}

/** Bin c + 1 is category c: bits move down by one, and the missing one, bit 0, falls out. */
function categoriesOf(bins: Uint32Array): Uint32Array {
  return bins.map((word, i) => (word >>> 1) | ((bins[i + 1] ?? 0) << 31));
}
