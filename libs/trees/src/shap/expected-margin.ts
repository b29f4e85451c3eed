/** What a model says of a row of which nothing is known. */
import { shareOf, type TreeModel } from '../tree-model.js';

/** The base margin and, of each tree, the average of its leaves by their cover. */
export function expectedMargin({ baseMargin, nodes, treeStart }: TreeModel): number {
  const { feature, left, value } = nodes;
  const expected = Float64Array.from(value);
  // Children come after their parents.
  for (let node = expected.length - 1; node >= 0; node--) {
    if (feature[node]! < 0) continue;
    const child = left[node]!;
    const share = shareOf(nodes, node, child);
    expected[node] = share * expected[child]! + (1 - share) * expected[child + 1]!;
  }
  return treeStart.subarray(0, -1).reduce((sum, root) => sum + expected[root]!, baseMargin);
}
