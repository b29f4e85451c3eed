/**
 * Category splits for graphs without a test of membership: each becomes a column of its own behind the features, 0 where the
 * category goes left and 1 elsewhere, so that it can be split like a number, below ½.
 */
import type { Graph } from '#onnx';
import type { TreeModel, TreeNodes } from '../tree-model.js';

/** The categories that go left at a category split, ascending. */
export function categoriesOf(nodes: TreeNodes, node: number): number[] {
  const members: number[] = [];
  for (let category = 0; category < nodes.setWords[node]! * 32; category++) {
    const word = nodes.sets[nodes.setStart[node]! + (category >>> 5)]!;
    if ((word >>> (category & 31)) & 1) members.push(category);
  }
  return members;
}

export interface SplitColumns {
  /** By node: the column to compare, and with what. */
  readonly column: Int32Array;
  readonly threshold: Float32Array;
  /** Names in the graph: values, infinite where missing, and which of them were missing. */
  readonly values: string;
  readonly missing: string;
}

/** Adds what turns the input into columns that are all split by `x < threshold`. */
export function addSplitColumns(graph: Graph, { nodes, features }: TreeModel, input: string): SplitColumns {
  // Above every threshold: what is missing goes right unless it is told to go left.
  graph.scalar('above_all', Infinity);
  const missing = graph.add('IsNaN', [input], 'missing');
  const values = graph.add('Where', [missing, 'above_all', input], 'present');
  const column = nodes.feature.map((feature) => Math.max(0, feature));
  const threshold = nodes.value.slice();
  const byCategory = [...nodes.feature.keys()].filter((node) => nodes.setWords[node]! > 0);
  if (byCategory.length === 0) return { column, threshold, values, missing };
  for (const [i, node] of byCategory.entries()) {
    column[node] = features.length + i;
    threshold[node] = 0.5;
  }
  const width = Math.max(...byCategory.map((node) => nodes.setWords[node]! * 32)) + 2;
  const table = new Float32Array(byCategory.length * width).fill(1);
  for (const [i, node] of byCategory.entries())
    for (const category of categoriesOf(nodes, node)) table[i * width + category + 1] = 0;
  const featureOf = graph.int64s(
    'category_features',
    byCategory.map((node) => nodes.feature[node]!),
  );
  graph.floats('category_table', table);
  graph.int64s(
    'category_rows',
    byCategory.map((_, i) => i * width + 1),
  );
  graph.scalar('no_category', -1);
  graph.scalar('category_end', width - 2);
  const raw = graph.add('Gather', [values, featureOf], 'categories_raw', { axis: { int: 1 } });
  // What is no whole number is no category; what is out of the table is at one of its ends, which are in no set.
  const whole = graph.add('Equal', [raw, graph.add('Floor', [raw], 'categories_floor')], 'categories_whole');
  const known = graph.add('Where', [whole, raw, 'no_category'], 'categories_known');
  const clipped = graph.add('Clip', [known, 'no_category', 'category_end'], 'categories_clipped');
  const codes = graph.add('Cast', [clipped], 'category_codes', { to: { int: 7 } });
  const places = graph.add('Add', [codes, 'category_rows'], 'category_places');
  const tests = graph.add('Gather', ['category_table', places], 'category_tests');
  const testsMissing = graph.add('Gather', [missing, featureOf], 'category_missing', { axis: { int: 1 } });
  return {
    column,
    threshold,
    values: graph.add('Concat', [values, tests], 'columns_present', { axis: { int: 1 } }),
    missing: graph.add('Concat', [missing, testsMissing], 'columns_missing', { axis: { int: 1 } }),
  };
}
