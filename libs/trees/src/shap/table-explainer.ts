/**
 * SHAP values of the trees of a model whose paths are short, by tables: for each subtree, a line by how a row fares at the splits
 * that the subtree depends on, worked out when a row first asks for it. Tables by outcomes are the idea of Fast TreeSHAP v2
 * (Yang, "Fast TreeSHAP: Accelerating SHAP Value Computation for Trees", 2021), which has one for each leaf.
 */
import type { TreeModel } from '../tree-model.js';
import type { CutTree, Subtree } from './cut-tree.js';
import { SplitOutcomes } from './split-outcomes.js';
import { SubtreeLines } from './subtree-lines.js';

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

export class TableExplainer {
  private readonly outcomes: SplitOutcomes;
  /** Of the splits above subtrees: node, left child, slot, rank. */
  private readonly above: Int32Array;
  private readonly alike: readonly Alike[];
  /** Of the subtrees: root, where its table begins; then slot and rank of each of its splits. */
  private readonly subtrees: Int32Array;
  private readonly begins: Int32Array;
  /** Of the subtrees: which features the places of a line are of; one that is none behind them. */
  private readonly features: Uint16Array;
  private readonly tables: Float32Array;
  private readonly lines: SubtreeLines;
  /** By node, how the row that is explained fared at the splits above it; by subtree, where the line of its outcomes is. */
  private readonly fared: Uint8Array;
  private readonly found: Int32Array;
  private readonly sums: Float64Array;
  private readonly line = new Float64Array(LINE);

  constructor(model: TreeModel, trees: readonly CutTree[]) {
    const subtrees = trees.flatMap((tree) => tree.subtrees).toSorted((a, b) => a.splits.length - b.splits.length);
    const above = trees.flatMap((tree) => tree.above);
    const outcomes = new SplitOutcomes(model, [...above, ...subtrees.flatMap(({ splits }) => splits)]);
    this.outcomes = outcomes;
    this.lines = new SubtreeLines(model.nodes, subtrees);
    const width = model.features.length;
    this.features = new Uint16Array(subtrees.length * LINE).fill(width);
    for (const [i, features] of this.lines.features.entries()) this.features.set(features, i * LINE);
    this.begins = new Int32Array(subtrees.length);
    let end = ALIGN;
    for (const [i, subtree] of subtrees.entries()) {
      this.begins[i] = end;
      end += tableFloats(subtree);
    }
    this.tables = new Float32Array(end);
    this.subtrees = Int32Array.from(
      subtrees.flatMap(({ root, splits }) => [root, ...splits.flatMap((split) => outcomes.conditionOf(split))]),
    );
    this.alike = Array.from(
      Map.groupBy(subtrees, ({ splits }) => splits.length),
      ([splits, group]) => ({
        splits,
        subtrees: group.length,
      }),
    );
    this.above = Int32Array.from(
      above.flatMap((node) => [node, model.nodes.left[node]!, ...outcomes.conditionOf(node)]),
    );
    this.fared = new Uint8Array(model.nodes.feature.length);
    this.found = new Int32Array(subtrees.length);
    this.sums = new Float64Array(width + 1);
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
    const { above, fared } = this;
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
    const { begins, fared, found, subtrees } = this;
    const { places } = this.outcomes;
    let subtree = 0;
    let at = 0;
    for (const { subtrees: count, splits } of this.alike)
      for (const end = subtree + count; subtree < end; subtree++) {
        let outcomes = fared[subtrees[at++]!]!;
        for (let split = 0; split < splits; split++, at += 2)
          outcomes = (outcomes << 1) | ((places[subtrees[at]!]! - subtrees[at + 1]!) >>> 31);
        found[subtree] = begins[subtree]! + outcomes * LINE;
      }
  }

  /** Apart from finding the lines, and written out: so a processor fetches many of them, from wherever they are, at once. */
  private add(): void {
    const { features, found, tables, sums } = this;
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
    this.lines.add(subtree, (at - this.begins[subtree]!) / LINE, line);
    line[WORKED_OUT] = 1;
    this.tables.set(line, at);
  }
}

/** What the table of a subtree takes. */
export function tableFloats({ path, splits }: Subtree): number {
  return LINE << (path.length + splits.length);
}
