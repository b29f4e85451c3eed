/**
 * Why a row has its margin: exact path-dependent SHAP values (Lundberg et al., "Consistent Individualized Feature
 * Attribution for Tree Ensembles", 2018, what its algorithm 2 computes). Of trees whose paths are short by tables, as long as
 * these stay small; of others by quadrature, which takes longer.
 */
import { treeCount, type TreeModel } from '../tree-model.js';
import { cutTree, type CutTree } from './cut-tree.js';
import { expectedMargin } from './expected-margin.js';
import { QuadratureExplainer } from './quadrature-explainer.js';
import { treeTables, type TreeTables } from './quadrature-tables.js';
import { planTables, tableFloats, TableExplainer, type TablePlan } from './table-explainer.js';

/** 32 MiB: some 500 trees of depth 6. */
const TABLE_FLOATS_MAX = 2 ** 23;

/** What is worked out once per model; plain data, which another thread can make. */
export interface ExplanationPlan {
  readonly expectedMargin: number;
  readonly short: TablePlan;
  readonly long: readonly TreeTables[];
}

export function planExplanations(model: TreeModel): ExplanationPlan {
  const short: CutTree[] = [];
  const long: TreeTables[] = [];
  let floats = 0;
  for (let tree = 0; tree < treeCount(model); tree++) {
    const cut = cutTree(model, tree);
    const more = cut?.subtrees.reduce((sum, subtree) => sum + tableFloats(subtree), 0) ?? Infinity;
    if (cut && floats + more <= TABLE_FLOATS_MAX) {
      floats += more;
      short.push(cut);
    } else long.push(treeTables(model, tree));
  }
  return { expectedMargin: expectedMargin(model), short: planTables(model, short), long };
}

export class TreeExplainer {
  /** The margin of a row of which nothing is known: what contributions are added to. */
  readonly expectedMargin: number;
  private readonly parts: readonly (TableExplainer | QuadratureExplainer)[];

  /** @param plan of this model */
  constructor(
    private readonly model: TreeModel,
    plan: ExplanationPlan = planExplanations(model),
  ) {
    this.expectedMargin = plan.expectedMargin;
    this.parts = [new TableExplainer(model, plan.short), new QuadratureExplainer(model, plan.long)];
  }

  /**
   * Log-odds that each feature adds, row after row as in `rows` (row-major, NaN is missing): with `expectedMargin` they sum
   * to the row's margin, to 1e-6.
   */
  explain(rows: Float32Array): Float64Array {
    const width = this.model.features.length;
    if (rows.length % width !== 0) throw new RangeError(`${rows.length} values are not rows of ${width}`);
    const contributions = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at += width)
      for (const part of this.parts) part.explain(rows, at, contributions);
    return contributions;
  }
}
