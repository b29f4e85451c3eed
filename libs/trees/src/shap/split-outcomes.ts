/**
 * Which way a row goes at the splits of many trees. Each value is placed once among all thresholds of its feature; what a
 * split has to do then is one subtraction, without a branch that no processor could predict.
 */
import { goesLeft, type TreeModel } from '../tree-model.js';

/** At a split, a row goes left if `places[slot] < rank`. */
export type Condition = readonly [slot: number, rank: number];

/** Places of missing values: before and behind all ranks. */
const FIRST = -1;
const LAST = 2 ** 30;

export class SplitOutcomes {
  /** Of the row that was placed last: twice for each feature, for splits that send missing values right and left; then by category split. */
  readonly places: Int32Array;
  private readonly thresholds: readonly Float32Array[];
  private readonly categorySplits: readonly number[];
  private readonly categorySlots: ReadonlyMap<number, number>;

  /** @param splits nodes of the model */
  constructor(
    private readonly model: TreeModel,
    splits: readonly number[],
  ) {
    const { features, nodes } = model;
    const byFeature: number[][] = features.map(() => []);
    for (const node of splits)
      if (nodes.setWords[node] === 0) byFeature[nodes.feature[node]!]!.push(nodes.value[node]!);
    this.thresholds = byFeature.map((values) => Float32Array.from(new Set(values)).sort());
    this.categorySplits = splits.filter((node) => nodes.setWords[node]! > 0);
    const first = 2 * features.length;
    this.categorySlots = new Map(this.categorySplits.map((node, i) => [node, first + i]));
    this.places = new Int32Array(first + this.categorySplits.length);
  }

  conditionOf(node: number): Condition {
    const { feature, value, missingLeft } = this.model.nodes;
    const slot = this.categorySlots.get(node);
    if (slot !== undefined) return [slot, 0];
    const f = feature[node]!;
    return [2 * f + missingLeft[node]!, placeOf(value[node]!, this.thresholds[f]!)];
  }

  /** Places the row that begins at `at`. */
  place(rows: Float32Array, at: number): void {
    const { categorySplits, model, places, thresholds } = this;
    for (let feature = 0; feature < thresholds.length; feature++) {
      const x = rows[at + feature]!;
      const isMissing = x !== x;
      const place = isMissing ? LAST : placeOf(x, thresholds[feature]!);
      places[2 * feature] = place;
      places[2 * feature + 1] = isMissing ? FIRST : place;
    }
    const first = 2 * thresholds.length;
    for (let i = 0; i < categorySplits.length; i++) {
      const node = categorySplits[i]!;
      places[first + i] = goesLeft(model.nodes, node, rows[at + model.nodes.feature[node]!]!) ? FIRST : LAST;
    }
  }
}

/** How many thresholds are at most x: x is below the k-th, from 1, if its place is below k. */
function placeOf(x: number, thresholds: Float32Array): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
