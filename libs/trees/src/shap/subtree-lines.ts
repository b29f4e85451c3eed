/**
 * What the leaves of a subtree add to each feature, given how a row fares at the splits that they depend on. By quadrature, as
 * in `quadrature-tables.ts`.
 */
import { shareOf, type TreeNodes } from '../tree-model.js';
import type { Step, Subtree } from './cut-tree.js';
import { gaussLegendre, type Quadrature } from './quadrature.js';

/** Leaves of subtrees, and the paths to them. */
export interface LinesPlan {
  /** By subtree, the features that its leaves depend on: the places of its lines. */
  readonly features: readonly (readonly number[])[];
  /** By subtree, where its leaves begin; by leaf, where its features begin. */
  readonly leafStart: Int32Array;
  readonly featureStart: Int32Array;
  readonly values: Float64Array;
  /** By feature of a leaf: its place; its share of the cover; and of the outcomes, those that its splits decide, as they have to be. */
  readonly places: Uint8Array;
  readonly shares: Float64Array;
  readonly bits: Uint8Array;
  readonly wanted: Uint8Array;
  /** By number of features. */
  readonly quadratures: readonly Quadrature[];
}

export function planLines(nodes: TreeNodes, subtrees: readonly Subtree[]): LinesPlan {
  return new Planner(nodes, subtrees);
}

/**
 * Log-odds that the leaves of a subtree add to each of its features, on top of what `into` has.
 *
 * @param outcomes bits, the first split's the highest: of a split on the path to the subtree 1 where the row takes that path,
 *   of one in the subtree 1 where the row goes left
 */
export function addLine(plan: LinesPlan, subtree: number, outcomes: number, into: Float64Array): void {
  const { bits, featureStart, leafStart, places, quadratures, shares, values, wanted } = plan;
  for (let leaf = leafStart[subtree]!; leaf < leafStart[subtree + 1]!; leaf++) {
    const begin = featureStart[leaf]!;
    const end = featureStart[leaf + 1]!;
    const { points, weights } = quadratures[end - begin]!;
    for (let k = 0; k < points.length; k++) {
      const p = points[k]!;
      let product = weights[k]! * values[leaf]!;
      for (let i = begin; i < end; i++)
        product *= shares[i]! * (1 - p) + ((outcomes & bits[i]!) === wanted[i]! ? p : 0);
      for (let i = begin; i < end; i++) {
        const isWarm = (outcomes & bits[i]!) === wanted[i]!;
        const gain = isWarm ? (1 - shares[i]!) / (shares[i]! * (1 - p) + p) : -1 / (1 - p);
        into[places[i]!]! += product * gain;
      }
    }
  }
}

class Planner implements LinesPlan {
  readonly features: (readonly number[])[] = [];
  readonly leafStart: Int32Array;
  readonly featureStart: Int32Array;
  readonly values: Float64Array;
  readonly places: Uint8Array;
  readonly shares: Float64Array;
  readonly bits: Uint8Array;
  readonly wanted: Uint8Array;
  readonly quadratures: readonly Quadrature[];

  constructor(
    private readonly nodes: TreeNodes,
    subtrees: readonly Subtree[],
  ) {
    let leaves = 0;
    let steps = 0;
    for (const subtree of subtrees) {
      leaves += subtree.leaves.length;
      for (const leaf of subtree.leaves) steps += subtree.path.length + leaf.path.length;
    }
    this.leafStart = new Int32Array(subtrees.length + 1);
    this.featureStart = new Int32Array(leaves + 1);
    this.values = new Float64Array(leaves);
    // A feature that splits a path twice leaves a place over.
    this.places = new Uint8Array(steps);
    this.shares = new Float64Array(steps).fill(1);
    this.bits = new Uint8Array(steps);
    this.wanted = new Uint8Array(steps);
    let most = 0;
    for (const [i, subtree] of subtrees.entries()) most = Math.max(most, this.note(i, subtree));
    this.quadratures = Array.from({ length: most + 1 }, (_, count) => gaussLegendre(Math.max(1, Math.ceil(count / 2))));
  }

  /** @returns the most features that a leaf depends on */
  private note(number: number, { path, splits, leaves }: Subtree): number {
    const { feature, value } = this.nodes;
    const inOrder = [...path.map(({ split }) => split), ...splits];
    const features = [...new Set(inOrder.map((split) => feature[split]!))];
    this.features.push(features);
    let leaf = this.leafStart[number]!;
    let most = 0;
    for (const { node, path: below } of leaves) {
      this.values[leaf] = value[node]!;
      const begin = this.featureStart[leaf]!;
      let end = begin;
      for (const step of path) end = this.noteStep(step, 1, begin, end, inOrder, features);
      for (const step of below) end = this.noteStep(step, step.left ? 1 : 0, begin, end, inOrder, features);
      this.featureStart[++leaf] = end;
      most = Math.max(most, end - begin);
    }
    this.leafStart[number + 1] = leaf;
    return most;
  }

  private noteStep(
    { split, left }: Step,
    wanted: 0 | 1,
    begin: number,
    end: number,
    inOrder: readonly number[],
    features: readonly number[],
  ): number {
    const place = features.indexOf(this.nodes.feature[split]!);
    let at = begin;
    while (at < end && this.places[at] !== place) at++;
    const lowest = inOrder.length - 1 - inOrder.indexOf(split);
    this.places[at] = place;
    this.shares[at]! *= shareOf(this.nodes, split, this.nodes.left[split]! + (left ? 0 : 1));
    this.bits[at]! |= 1 << lowest;
    this.wanted[at]! |= wanted << lowest;
    return Math.max(end, at + 1);
  }
}
