/** What the model as a whole makes of each feature. */
import type { TreeModel } from '../tree-model.js';
import type { TreeExplainer } from './tree-explainer.js';

export interface FeatureImportance {
  readonly name: string;
  /** Over all splits by the feature: how many, their gains, and the cover of the rows that they part. */
  readonly splits: number;
  readonly gain: number;
  readonly cover: number;
}

/** In the order of the features. */
export function featureImportance({ features, nodes }: TreeModel): FeatureImportance[] {
  const sums = features.map(({ name }) => ({ name, splits: 0, gain: 0, cover: 0 }));
  for (const [node, feature] of nodes.feature.entries()) {
    const sum = sums[feature];
    if (!sum) continue;
    sum.splits++;
    sum.gain += nodes.gain[node]!;
    sum.cover += nodes.cover[node]!;
  }
  return sums;
}

/** Average of |SHAP value| of each feature over these rows. */
export function meanAbsoluteContributions(explainer: TreeExplainer, rows: Float32Array, width: number): Float64Array {
  const means = new Float64Array(width);
  for (const [i, contribution] of explainer.explain(rows).entries()) means[i % width]! += Math.abs(contribution);
  return means.map((sum) => (sum * width) / rows.length);
}
