/**
 * What an explanation needs of a tree, worked out once per model. Along a path from the root, each feature i has a share
 * z (of the cover that goes this way at its splits) and is warm (1) if the row goes this way at all of them, else cold (0).
 * With p the chance that a feature is known, a leaf v is worth v times the product of f = o p + z (1 - p) over its path's
 * features, and the Shapley value of a feature is the integral over p from 0 to 1 of the derivative in its direction:
 * (o - z) / f times that product. The integrand is a polynomial of lower degree than the path has features, so a few points
 * of Gauss-Legendre integrate it exactly. Yu et al., "Linear TreeShap" (2022); Wettenstein, Mitchell and Yu,
 * "Quadrature-TreeSHAP" (2026).
 */
import { shareOf, type TreeModel } from '../tree-model.js';
import { gaussLegendre } from './quadrature.js';

/** Points of the quadrature that are worked on together: enough for paths of 6 features. */
export const POINTS = 3;
/** Doubles of one state of an edge: by point, what the product changes by; then, by point, what the feature gets. */
export const STATE = 2 * POINTS;
/** States of an edge into a node, in this order: its feature is warm; has turned cold; was cold above. */
export const ENTRY = 3 * STATE;
const WARM = 0;
const TURNED_COLD = STATE;
const COLD = 2 * STATE;

/** Nodes are numbered from 0 in each tree, parents before children. */
export interface TreeTables {
  readonly begin: number;
  readonly nodes: number;
  /** The split nodes, and of each: its feature, its left child, and the node below the nearest split above by that feature. */
  readonly splits: Int32Array;
  readonly features: Int32Array;
  readonly children: Int32Array;
  readonly above: Int32Array;
  readonly leaves: Int32Array;
  readonly leafValues: Float64Array;
  readonly groups: number;
  readonly weights: readonly number[];
  /** `ENTRY` doubles at (group * nodes + node) * ENTRY. */
  readonly entries: Float64Array;
}

export function treeTables(model: TreeModel, tree: number): TreeTables {
  const begin = model.treeStart[tree]!;
  const nodes = model.treeStart[tree + 1]! - begin;
  const { feature, left, value } = model.nodes;
  const above = new Int32Array(nodes).fill(-1);
  const share = new Float64Array(nodes).fill(1);
  const local = new Float64Array(nodes).fill(1);
  const parent = new Int32Array(nodes).fill(-1);
  const distinct = new Int32Array(nodes);
  let features = 1;
  for (let node = 0; node < nodes; node++) {
    const splitBy = feature[begin + node]!;
    if (splitBy < 0) {
      features = Math.max(features, distinct[node]!);
      continue;
    }
    const nearest = edgeAbove(node, splitBy);
    for (const child of [left[begin + node]! - begin, left[begin + node]! - begin + 1]) {
      parent[child] = node;
      local[child] = shareOf(model.nodes, begin + node, begin + child);
      above[child] = nearest;
      share[child] = local[child] * (nearest < 0 ? 1 : share[nearest]!);
      distinct[child] = distinct[node]! + (nearest < 0 ? 1 : 0);
    }
  }
  const groups = Math.ceil(features / 2 / POINTS);
  const { points, weights } = gaussLegendre(groups * POINTS);
  const all = Array.from({ length: nodes }, (_, node) => node);
  const splits = Int32Array.from(all.filter((node) => feature[begin + node]! >= 0));
  const leaves = Int32Array.from(all.filter((node) => feature[begin + node]! < 0));
  const children = splits.map((node) => left[begin + node]! - begin);
  return {
    begin,
    nodes,
    splits,
    features: splits.map((node) => feature[begin + node]!),
    children,
    above: children.map((child) => above[child]!),
    leaves,
    leafValues: Float64Array.from(leaves, (node) => value[begin + node]!),
    groups,
    weights,
    entries: entriesOf(points, above, share, local),
  };

  function edgeAbove(node: number, splitBy: number): number {
    for (let at = node; at > 0; at = parent[at]!) if (feature[begin + parent[at]!] === splitBy) return at;
    return -1;
  }
}

function entriesOf(
  points: readonly number[],
  above: Int32Array,
  share: Float64Array,
  local: Float64Array,
): Float64Array {
  const nodes = share.length;
  const entries = new Float64Array((points.length / POINTS) * nodes * ENTRY);
  for (const [i, p] of points.entries())
    for (let node = 0; node < nodes; node++) {
      const z = share[node]!;
      const zAbove = above[node]! < 0 ? 1 : share[above[node]!]!;
      const warm = p + z * (1 - p);
      const warmAbove = p + zAbove * (1 - p);
      const gainAbove = (1 - zAbove) / warmAbove;
      const at = (Math.floor(i / POINTS) * nodes + node) * ENTRY + (i % POINTS);
      entries[at + WARM] = warm / warmAbove;
      entries[at + WARM + POINTS] = (1 - z) / warm - gainAbove;
      entries[at + TURNED_COLD] = (z * (1 - p)) / warmAbove;
      entries[at + TURNED_COLD + POINTS] = -1 / (1 - p) - gainAbove;
      // What a cold edge takes from its feature was taken above: the second place stays 0.
      entries[at + COLD] = local[node]!;
    }
  return entries;
}
