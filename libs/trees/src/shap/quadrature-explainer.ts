/** SHAP values of trees with paths of any length, by quadrature: see `quadrature-tables.ts`. */
import { goesLeft, type TreeModel } from '../tree-model.js';
import { ENTRY, POINTS, STATE, type TreeTables } from './quadrature-tables.js';

export class QuadratureExplainer {
  /** By node of one tree: what its edge is, whether it is warm, the products at three points. */
  private readonly state: Int32Array;
  private readonly warm: Uint8Array;
  private readonly product: Float64Array;

  constructor(
    private readonly model: TreeModel,
    private readonly trees: readonly TreeTables[],
  ) {
    const nodes = Math.max(1, ...this.trees.map((tree) => tree.nodes));
    this.state = new Int32Array(nodes);
    this.warm = new Uint8Array(nodes).fill(1);
    this.product = new Float64Array(nodes * POINTS);
  }

  /** Adds what each feature adds to the margin of the row that begins at `at`, in the same place of `into`. */
  explain(rows: Float32Array, at: number, into: Float64Array): void {
    for (const tree of this.trees) {
      this.place(tree, rows, at);
      for (let group = 0; group < tree.groups; group++) this.integrate(tree, group, into, at);
    }
  }

  /** Which edges of the tree the row is on. */
  private place(tree: TreeTables, rows: Float32Array, at: number): void {
    const { begin, splits, features, children, above } = tree;
    const { nodes } = this.model;
    const { state, warm } = this;
    for (let i = 0; i < splits.length; i++) {
      const child = children[i]!;
      const left = goesLeft(nodes, begin + splits[i]!, rows[at + features[i]!]!) ? 1 : 0;
      const edge = above[i]!;
      const warmAbove = edge < 0 ? 1 : warm[edge]!;
      const warmLeft = warmAbove & left;
      const warmRight = warmAbove & (left ^ 1);
      warm[child] = warmLeft;
      warm[child + 1] = warmRight;
      // By arithmetic, not by conditions: which way a row goes is what no processor can predict.
      state[child] = (2 - warmAbove - warmLeft) * STATE;
      state[child + 1] = (2 - warmAbove - warmRight) * STATE;
    }
  }

  /** Three points of the quadrature: products down the tree, sums up again. Written out, for this is where the time goes. */
  private integrate(tree: TreeTables, group: number, into: Float64Array, at: number): void {
    const { splits, features, children, leaves, leafValues, entries, weights } = tree;
    const { state, product } = this;
    const base = group * tree.nodes * ENTRY;
    product[0] = weights[group * POINTS]!;
    product[1] = weights[group * POINTS + 1]!;
    product[2] = weights[group * POINTS + 2]!;
    for (let i = 0; i < splits.length; i++) {
      const child = children[i]!;
      const parent = splits[i]! * POINTS;
      const left = base + child * ENTRY + state[child]!;
      const right = base + (child + 1) * ENTRY + state[child + 1]!;
      const a = product[parent]!;
      const b = product[parent + 1]!;
      const c = product[parent + 2]!;
      const to = child * POINTS;
      product[to] = a * entries[left]!;
      product[to + 1] = b * entries[left + 1]!;
      product[to + 2] = c * entries[left + 2]!;
      product[to + 3] = a * entries[right]!;
      product[to + 4] = b * entries[right + 1]!;
      product[to + 5] = c * entries[right + 2]!;
    }
    for (let i = 0; i < leaves.length; i++) {
      const leaf = leaves[i]! * POINTS;
      const value = leafValues[i]!;
      product[leaf]! *= value;
      product[leaf + 1]! *= value;
      product[leaf + 2]! *= value;
    }
    // From here on, what was the product down to a node becomes the sum below it.
    for (let i = splits.length - 1; i >= 0; i--) {
      const child = children[i]!;
      const parent = splits[i]! * POINTS;
      const left = base + child * ENTRY + state[child]! + POINTS;
      const right = base + (child + 1) * ENTRY + state[child + 1]! + POINTS;
      const from = child * POINTS;
      const a = product[from]!;
      const b = product[from + 1]!;
      const c = product[from + 2]!;
      const d = product[from + 3]!;
      const e = product[from + 4]!;
      const f = product[from + 5]!;
      into[at + features[i]!]! +=
        a * entries[left]! +
        b * entries[left + 1]! +
        c * entries[left + 2]! +
        (d * entries[right]! + e * entries[right + 1]! + f * entries[right + 2]!);
      product[parent] = a + d;
      product[parent + 1] = b + e;
      product[parent + 2] = c + f;
    }
  }
}
