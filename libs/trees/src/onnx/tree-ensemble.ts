/**
 * The trees as one `TreeEnsembleRegressor` of ai.onnx.ml, for processors. Thresholds are float32 and compared by
 * BRANCH_LT as here; missing values follow `nodes_missing_value_tracks_true`. A category split is a chain of BRANCH_EQ, one
 * per category that goes left, all with the same left child: ONNX Runtime folds such chains into one test of membership.
 */
import { type Graph, ML_DOMAIN } from '#onnx';
import type { TreeModel } from '../tree-model.js';
import { categoriesOf } from './category-table.js';

/** Adds the ensemble; returns the output with the margins. */
export function addTreeEnsemble(graph: Graph, model: TreeModel, input: string, output: string): string {
  const columns = ensembleColumns(model);
  const leaves = columns.filter(({ mode }) => mode === 'LEAF');
  const attributes = {
    n_targets: { int: 1 },
    aggregate_function: { string: 'SUM' },
    base_values: { floats: [model.baseMargin] },
    nodes_treeids: { ints: columns.map(({ tree }) => tree) },
    nodes_nodeids: { ints: columns.map(({ id }) => id) },
    nodes_featureids: { ints: columns.map(({ feature }) => feature) },
    nodes_modes: { strings: columns.map(({ mode }) => mode) },
    nodes_values: { floats: columns.map(({ mode, value }) => (mode === 'LEAF' ? 0 : value)) },
    nodes_truenodeids: { ints: columns.map(({ whenTrue }) => whenTrue) },
    nodes_falsenodeids: { ints: columns.map(({ whenFalse }) => whenFalse) },
    nodes_missing_value_tracks_true: { ints: columns.map(({ missingTrue }) => missingTrue) },
    target_treeids: { ints: leaves.map(({ tree }) => tree) },
    target_nodeids: { ints: leaves.map(({ id }) => id) },
    target_ids: { ints: leaves.map(() => 0) },
    target_weights: { floats: leaves.map(({ value }) => value) },
  };
  return graph.add('TreeEnsembleRegressor', [input], output, attributes, ML_DOMAIN);
}

interface EnsembleNode {
  readonly tree: number;
  readonly id: number;
  readonly feature: number;
  readonly mode: 'BRANCH_LT' | 'BRANCH_EQ' | 'LEAF';
  readonly value: number;
  readonly whenTrue: number;
  readonly whenFalse: number;
  readonly missingTrue: number;
}

function ensembleColumns({ nodes, treeStart }: TreeModel): EnsembleNode[] {
  const columns: EnsembleNode[] = [];
  for (let tree = 0; tree + 1 < treeStart.length; tree++) {
    const begin = treeStart[tree]!;
    const count = treeStart[tree + 1]! - begin;
    let extra = count;
    for (let id = 0; id < count; id++) {
      const node = begin + id;
      const feature = nodes.feature[node]!;
      const value = nodes.value[node]!;
      if (feature < 0) {
        columns.push({ tree, id, feature: 0, mode: 'LEAF', value, whenTrue: 0, whenFalse: 0, missingTrue: 0 });
        continue;
      }
      const whenTrue = nodes.left[node]! - begin;
      const right = whenTrue + 1;
      const split = { tree, feature, whenTrue, missingTrue: nodes.missingLeft[node]! };
      if (nodes.setWords[node] === 0) {
        columns.push({ ...split, id, mode: 'BRANCH_LT', value, whenFalse: right });
        continue;
      }
      const members = categoriesOf(nodes, node);
      // An empty set: only what is missing goes left. A test that nothing passes.
      if (members.length === 0) columns.push({ ...split, id, mode: 'BRANCH_LT', value: -Infinity, whenFalse: right });
      let at = id;
      for (const [i, category] of members.entries()) {
        const whenFalse = i + 1 < members.length ? extra++ : right;
        columns.push({ ...split, id: at, mode: 'BRANCH_EQ', value: category, whenFalse });
        at = whenFalse;
      }
    }
  }
  return columns;
}
