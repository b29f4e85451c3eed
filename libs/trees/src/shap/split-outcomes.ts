/**
 * Which way a row goes at the splits of many trees. Each value is placed once among all thresholds of its feature; what a
 * split has to do then is one subtraction, without a branch that no processor could predict.
 */
import { goesLeft, type TreeModel, type TreeNodes } from '../tree-model.js';

/** At a split, a row goes left if `places[slot] < rank`. */
export type Condition = readonly [slot: number, rank: number];

/** Places of missing values: before and behind all ranks. */
const FIRST = -1;
const LAST = 2 ** 30;

/** What rows are placed by. */
export interface OutcomesPlan {
  /** By feature, rising. */
  readonly thresholds: readonly Float32Array[];
  readonly categorySplits: readonly number[];
}

/**
 * How rows fare at some splits of a model, and the condition of each.
 *
 * @param splits nodes of the model
 */
export function planOutcomes(
  { features, nodes }: TreeModel,
  splits: readonly number[],
): { plan: OutcomesPlan; conditionOf: (split: number) => Condition } {
  const byFeature: number[][] = features.map(() => []);
  for (const node of splits) if (nodes.setWords[node] === 0) byFeature[nodes.feature[node]!]!.push(nodes.value[node]!);
  const thresholds = byFeature.map((values) => Float32Array.from(new Set(values)).sort());
  const categorySplits = splits.filter((node) => nodes.setWords[node]! > 0);
  const slots = new Map(categorySplits.map((node, i) => [node, 2 * features.length + i]));
  const conditionOf = (node: number): Condition => {
    const slot = slots.get(node);
    if (slot !== undefined) return [slot, 0];
    const feature = nodes.feature[node]!;
    return [2 * feature + nodes.missingLeft[node]!, placeOf(nodes.value[node]!, thresholds[feature]!)];
  };
  return { plan: { thresholds, categorySplits }, conditionOf };
}

export class SplitOutcomes {
  /**
   * Of the row that was placed last: twice for each feature, for splits that send missing values right and left; then by
   * category split.
   */
  readonly places: Int32Array;

  constructor(
    private readonly nodes: TreeNodes,
    private readonly plan: OutcomesPlan,
  ) {
    this.places = new Int32Array(2 * plan.thresholds.length + plan.categorySplits.length);
  }

  /** Places the row that begins at `at`. */
  place(rows: Float32Array, at: number): void {
    const { nodes, places } = this;
    const { categorySplits, thresholds } = this.plan;
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
      places[first + i] = goesLeft(nodes, node, rows[at + nodes.feature[node]!]!) ? FIRST : LAST;
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
