/** Whether predicting with a model that was read ends, and stays within its arrays. */
import type { Calibration } from './calibration/calibration.js';
import type { TreeModel } from './tree-model.js';

/** The first thing that is wrong, in words; undefined when nothing is. */
export function modelProblem(model: TreeModel): string | undefined {
  const { features, baseMargin, calibration } = model;
  if (!Array.isArray(features) || features.length === 0) return 'no features';
  for (const feature of features)
    if (typeof feature?.name !== 'string' || (feature.kind !== 'number' && feature.kind !== 'category'))
      return 'a feature without a name or kind';
  if (!Number.isFinite(baseMargin)) return 'no base margin';
  return calibrationProblem(calibration) ?? treeProblem(model);
}

function treeProblem({ features, treeStart, nodes }: TreeModel): string | undefined {
  if (treeStart[0] !== 0 || treeStart.at(-1) !== nodes.feature.length) return 'trees that are not all of the nodes';
  for (let tree = 0; tree + 1 < treeStart.length; tree++) {
    const end = treeStart[tree + 1]!;
    if (end <= treeStart[tree]! || end > nodes.feature.length) return `tree ${tree} has no nodes`;
    for (let node = treeStart[tree]!; node < end; node++) {
      const feature = nodes.feature[node]!;
      if (feature < -1 || feature >= features.length) return `node ${node} splits by feature ${feature}`;
      if (Number.isNaN(nodes.value[node])) return `node ${node} has no value`;
      if (feature < 0) continue;
      // Children after their parents: so every path ends.
      if (nodes.left[node]! <= node || nodes.left[node]! + 1 >= end) return `node ${node} has no children in its tree`;
      if (nodes.setStart[node]! + nodes.setWords[node]! > nodes.sets.length) return `node ${node} has no set`;
    }
  }
  return undefined;
}

function calibrationProblem(calibration: Calibration | undefined): string | undefined {
  switch (calibration?.kind) {
    case 'none':
      return undefined;
    case 'platt':
      return Number.isFinite(calibration.slope) && Number.isFinite(calibration.offset) ? undefined : 'no calibration';
    case 'isotonic': {
      const { margins, probabilities } = calibration;
      const rising = margins.every((margin, i) => Number.isFinite(margin) && (i === 0 || margin > margins[i - 1]!));
      const between = probabilities.every((p) => p >= 0 && p <= 1);
      const fits = margins.length > 0 && margins.length === probabilities.length;
      return rising && between && fits ? undefined : 'a calibration whose knots do not rise';
    }
    default:
      return 'no calibration';
  }
}
