/**
 * The trees as operations on matrices, which every GPU has kernels for: Nakandala et al., "A Tensor Compiler for Unified
 * Machine Learning Prediction Serving" (OSDI 2020; Hummingbird). Columns are picked by Gather, not by their product with a
 * one-hot matrix: half of a GPU's precision settings would round features there, and a feature beside a threshold must not
 * move.
 */
import type { Graph } from '#onnx';
import { treeCount, treeDepths, type TreeModel } from '../tree-model.js';
import { addSplitColumns } from './category-table.js';

const FLOAT = { to: { int: 1 } } as const;
const INT64 = { to: { int: 7 } } as const;
const AXIS_1 = { axis: { int: 1 } } as const;

/**
 * "GEMM": all splits of all trees at once, then one product per tree with the matrix that says on which side of each split
 * each leaf is. For shallow trees: its matrices grow with the square of a tree's leaves. Returns the output with the margins.
 */
export function addMatrixProduct(graph: Graph, model: TreeModel, input: string, output: string): string {
  const { column, threshold, values, missing } = addSplitColumns(graph, model, input);
  const { nodes, treeStart } = model;
  const trees = treeCount(model);
  const parts = Array.from({ length: trees }, (_, t) => partsOf(model, t));
  const splits = Math.max(1, ...parts.map((part) => part.splits.length));
  const leaves = Math.max(...parts.map((part) => part.leaves.length));
  const columns = new Float64Array(trees * splits);
  const thresholds = new Float32Array(trees * splits);
  const missingLeft = Array.from({ length: trees * splits }, () => false);
  const sides = new Float32Array(trees * splits * leaves);
  // A padding leaf asks for more left turns than there are.
  const lefts = new Float32Array(trees * leaves).fill(splits + 1);
  const leafValues = new Float32Array(trees * leaves);
  for (const [t, part] of parts.entries()) {
    const place = new Map(part.splits.map((node, i) => [node, i]));
    for (const [i, node] of part.splits.entries()) {
      columns[t * splits + i] = column[node]!;
      thresholds[t * splits + i] = threshold[node]!;
      missingLeft[t * splits + i] = nodes.missingLeft[node] === 1;
    }
    for (const [l, leaf] of part.leaves.entries()) {
      leafValues[t * leaves + l] = nodes.value[leaf]!;
      lefts[t * leaves + l] = 0;
      for (let node = leaf; node !== treeStart[t]; node = part.parent.get(node)!) {
        const split = part.parent.get(node)!;
        const isLeft = nodes.left[split] === node;
        sides[(t * splits + place.get(split)!) * leaves + l] = isLeft ? 1 : -1;
        if (isLeft) lefts[t * leaves + l]! += 1;
      }
    }
  }
  graph.int64s('split_columns', columns);
  graph.floats('thresholds', thresholds);
  graph.bools('missing_left', missingLeft);
  graph.int64s('by_tree', [-1, trees, splits]);
  graph.floats('sides', sides, [trees, splits, leaves]);
  graph.floats('left_turns', lefts, [trees, 1, leaves]);
  graph.floats('leaf_values', leafValues, [trees, leaves, 1]);
  graph.int64s('tree_axis', [0]);
  const compared = graph.add('Gather', [values, 'split_columns'], 'compared', AXIS_1);
  const below = graph.add('Less', [compared, 'thresholds'], 'below');
  const unknown = graph.add('Gather', [missing, 'split_columns'], 'unknown', AXIS_1);
  const toldLeft = graph.add('And', [unknown, 'missing_left'], 'told_left');
  const goesLeft = graph.add('Or', [below, toldLeft], 'goes_left');
  const flat = graph.add('Cast', [goesLeft], 'goes_left_flat', FLOAT);
  const perTree = graph.add('Reshape', [flat, 'by_tree'], 'goes_left_by_row');
  const treesFirst = graph.add('Transpose', [perTree], 'goes_left_by_tree', { perm: { ints: [1, 0, 2] } });
  const turns = graph.add('MatMul', [treesFirst, 'sides'], 'turns');
  const reached = graph.add('Cast', [graph.add('Equal', [turns, 'left_turns'], 'is_reached')], 'reached', FLOAT);
  const added = graph.add('MatMul', [reached, 'leaf_values'], 'added');
  const sum = graph.add('ReduceSum', [added, 'tree_axis'], 'trees_sum', { keepdims: { int: 0 } });
  return graph.add('Add', [sum, graph.floats('base_margin', [model.baseMargin])], output);
}

/**
 * "Tree traversal": every row is at one node of every tree, and goes one level down at a time. For deep trees. Returns the
 * output with the margins.
 */
export function addTraversal(graph: Graph, model: TreeModel, input: string, output: string): string {
  const { column, threshold, values, missing } = addSplitColumns(graph, model, input);
  const { nodes, treeStart } = model;
  const isLeaf = (node: number): boolean => nodes.feature[node]! < 0;
  // Who has reached a leaf stays there.
  graph.int64s(
    'node_left',
    nodes.left.map((left, node) => (isLeaf(node) ? node : left)),
  );
  graph.int64s(
    'node_right',
    nodes.left.map((left, node) => (isLeaf(node) ? node : left + 1)),
  );
  graph.int64s('node_column', column);
  graph.floats('node_threshold', threshold);
  graph.bools(
    'node_missing_left',
    Array.from(nodes.missingLeft, (left) => left === 1),
  );
  graph.floats(
    'node_value',
    nodes.value.map((value, node) => (isLeaf(node) ? value : 0)),
  );
  graph.int64s('roots', treeStart.subarray(0, -1));
  graph.int64s('first_column', [0]);
  graph.int64s('nothing', [0]);
  graph.int64s('tree_axis', [1]);
  // A column of zeros, as long as the input: what makes one row of roots into as many as there are rows.
  const anything = graph.add(
    'Cast',
    [graph.add('Gather', [missing, 'first_column'], 'any_row', AXIS_1)],
    'any_code',
    INT64,
  );
  let at = graph.add('Add', [graph.add('Mul', [anything, 'nothing'], 'zero_column'), 'roots'], 'at_0');
  for (let level = 0; level < Math.max(1, depthOf(model)); level++) {
    const add = (op: string, inputs: readonly string[], name: string, attributes = {}): string =>
      graph.add(op, inputs, `${name}_${level + 1}`, attributes);
    const columns = add('Gather', ['node_column', at], 'columns');
    const compared = add('GatherElements', [values, columns], 'compared', AXIS_1);
    const below = add('Less', [compared, add('Gather', ['node_threshold', at], 'threshold')], 'below');
    const unknown = add('GatherElements', [missing, columns], 'unknown', AXIS_1);
    const toldLeft = add('And', [unknown, add('Gather', ['node_missing_left', at], 'default')], 'told_left');
    const goesLeft = add('Or', [below, toldLeft], 'goes_left');
    const [left, right] = [add('Gather', ['node_left', at], 'left'), add('Gather', ['node_right', at], 'right')];
    at = add('Where', [goesLeft, left, right], 'at');
  }
  const added = graph.add('Gather', ['node_value', at], 'added');
  const sum = graph.add('ReduceSum', [added, 'tree_axis'], 'trees_sum');
  return graph.add('Add', [sum, graph.floats('base_margin', [model.baseMargin])], output);
}

/** The products grow with the square of a tree's leaves, the traversal with its depth. */
const PRODUCT_DEPTH_MAX = 7;

/** The form of matrices that suits the depth of the trees. */
export function matrixFormOf(model: TreeModel): 'product' | 'traversal' {
  return depthOf(model) <= PRODUCT_DEPTH_MAX ? 'product' : 'traversal';
}

/** Splits between a root and a leaf, at most. */
function depthOf(model: TreeModel): number {
  return treeDepths(model).reduce((a, b) => Math.max(a, b), 0);
}

interface TreeParts {
  readonly splits: readonly number[];
  readonly leaves: readonly number[];
  readonly parent: ReadonlyMap<number, number>;
}

function partsOf({ nodes, treeStart }: TreeModel, tree: number): TreeParts {
  const splits: number[] = [];
  const leaves: number[] = [];
  const parent = new Map<number, number>();
  for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) {
    if (nodes.feature[node]! < 0) leaves.push(node);
    else {
      splits.push(node);
      parent.set(nodes.left[node]!, node).set(nodes.left[node]! + 1, node);
    }
  }
  return { splits, leaves, parent };
}
