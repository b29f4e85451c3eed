/**
 * SHAP values of the trees of a model whose paths are short, by tables: for each subtree, a line by how a row fares at the splits
 * that the subtree depends on, worked out when a row first asks for it. Tables by outcomes are the idea of Fast TreeSHAP v2
 * (Yang, "Fast TreeSHAP: Accelerating SHAP Value Computation for Trees", 2021), which has one for each leaf.
 */
import type { TreeModel } from '../tree-model.js';
import type { CutTree, Subtree } from './cut-tree.js';
import { planOutcomes, SplitOutcomes, type OutcomesPlan } from './split-outcomes.js';
import { addLine, planLines, type LinesPlan } from './subtree-lines.js';

/** Floats of a line: of up to 7 features, and one that is not 0 once the line is worked out. */
const LINE = 8;
const WORKED_OUT = LINE - 1;
/** An allocator puts large arrays 16 bytes behind a multiple of 64; from here on, each line lies in one line of the cache. */
const ALIGN = 12;

/** Subtrees with the same number of splits lie together: loops over them that are all alike are what processors foresee. */
interface Alike {
  readonly subtrees: number;
  readonly splits: number;
}

/** What is worked out once per model. */
export interface TablePlan {
  readonly outcomes: OutcomesPlan;
  readonly lines: LinesPlan;
  /** Of the splits above subtrees: node, left child, slot, rank. */
  readonly above: Int32Array;
  readonly alike: readonly Alike[];
  /** Of the subtrees: root; then slot and rank of each of its splits. */
  readonly subtrees: Int32Array;
  /** Where the tables of the subtrees begin, and where the last ends. */
  readonly begins: Int32Array;
  /** Of the subtrees: which features the places of a line are of; one that is none behind them. */
  readonly features: Uint16Array;
}

export function planTables(model: TreeModel, trees: readonly CutTree[]): TablePlan {
  const { features, nodes } = model;
  const subtrees = trees.flatMap((tree) => tree.subtrees).toSorted((a, b) => a.splits.length - b.splits.length);
  const above = trees.flatMap((tree) => tree.above);
  const { plan, conditionOf } = planOutcomes(model, [...above, ...subtrees.flatMap(({ splits }) => splits)]);
  const lines = planLines(nodes, subtrees);
  const ofPlaces = new Uint16Array(subtrees.length * LINE).fill(features.length);
  for (const [i, own] of lines.features.entries()) ofPlaces.set(own, i * LINE);
  const begins = new Int32Array(subtrees.length + 1).fill(ALIGN);
  for (const [i, subtree] of subtrees.entries()) begins[i + 1] = begins[i]! + tableFloats(subtree);
  return {
    outcomes: plan,
    lines,
    above: Int32Array.from(above.flatMap((node) => [node, nodes.left[node]!, ...conditionOf(node)])),
    alike: Array.from(
      Map.groupBy(subtrees, ({ splits }) => splits.length),
      ([splits, group]) => ({
        splits,
        subtrees: group.length,
      }),
    ),
    subtrees: Int32Array.from(subtrees.flatMap(({ root, splits }) => [root, ...splits.flatMap(conditionOf)])),
    begins,
    features: ofPlaces,
  };
}

export class TableExplainer {
  private readonly outcomes: SplitOutcomes;
  private readonly tables: Float32Array;
  /** By node, how the row that is explained fared at the splits above it; by subtree, where the line of its outcomes is. */
  private readonly fared: Uint8Array;
  private readonly found: Int32Array;
  private readonly sums: Float64Array;
  private readonly line = new Float64Array(LINE);

  constructor(
    { features, nodes }: TreeModel,
    private readonly plan: TablePlan,
  ) {
    this.outcomes = new SplitOutcomes(nodes, plan.outcomes);
    this.tables = new Float32Array(plan.begins.at(-1)!);
    this.fared = new Uint8Array(nodes.feature.length);
    this.found = new Int32Array(plan.begins.length - 1);
    this.sums = new Float64Array(features.length + 1);
  }

  /** Adds what each feature adds to the margin of the row that begins at `at`, in the same place of `into`. */
  explain(rows: Float32Array, at: number, into: Float64Array): void {
    this.outcomes.place(rows, at);
    this.descend();
    this.find();
    this.add();
    for (let feature = 0; feature < this.sums.length - 1; feature++) into[at + feature]! += this.sums[feature]!;
  }

  private descend(): void {
    const { fared } = this;
    const { above } = this.plan;
    const { places } = this.outcomes;
    for (let i = 0; i < above.length; i += 4) {
      const so = fared[above[i]!]! << 1;
      const left = (places[above[i + 2]!]! - above[i + 3]!) >>> 31;
      const child = above[i + 1]!;
      fared[child] = so | left;
      fared[child + 1] = so | (left ^ 1);
    }
  }

  private find(): void {
    const { fared, found } = this;
    const { alike, begins, subtrees } = this.plan;
    const { places } = this.outcomes;
    let subtree = 0;
    let at = 0;
    for (const { subtrees: count, splits } of alike)
      for (const end = subtree + count; subtree < end; subtree++) {
        let outcomes = fared[subtrees[at++]!]!;
        for (let split = 0; split < splits; split++, at += 2)
          outcomes = (outcomes << 1) | ((places[subtrees[at]!]! - subtrees[at + 1]!) >>> 31);
        found[subtree] = begins[subtree]! + outcomes * LINE;
      }
  }

  /** Apart from finding the lines, and written out: so a processor fetches many of them, from wherever they are, at once. */
  private add(): void {
    const { found, tables, sums } = this;
    const { features } = this.plan;
    sums.fill(0);
    for (let i = 0, f = 0; i < found.length; i++, f += LINE) {
      const line = found[i]!;
      if (tables[line + WORKED_OUT] === 0) this.workOut(i, line);
      sums[features[f]!]! += tables[line]!;
      sums[features[f + 1]!]! += tables[line + 1]!;
      sums[features[f + 2]!]! += tables[line + 2]!;
      sums[features[f + 3]!]! += tables[line + 3]!;
      sums[features[f + 4]!]! += tables[line + 4]!;
      sums[features[f + 5]!]! += tables[line + 5]!;
      sums[features[f + 6]!]! += tables[line + 6]!;
    }
  }

  private workOut(subtree: number, at: number): void {
    const { line } = this;
    line.fill(0);
    const { begins, lines } = this.plan;
    addLine(lines, subtree, (at - begins[subtree]!) / LINE, line);
    line[WORKED_OUT] = 1;
    this.tables.set(line, at);
  }
}

/** What the table of a subtree takes. */
export function tableFloats({ path, splits }: Subtree): number {
  return LINE << (path.length + splits.length);
}
