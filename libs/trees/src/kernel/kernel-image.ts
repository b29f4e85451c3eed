/**
 * A model as the kernel's memory has it: tables of columns and trees, then the trees. Shallow trees are complete: below a leaf
 * that is higher up, both ways lead to its value. All others, and those that ask for categories, keep their nodes.
 */
import { treeDepths, type TreeModel, type TreeNodes } from '../tree-model.js';
import {
  COLUMN,
  COMPLETE_DEPTH_MAX,
  COMPLETE_NODE,
  IRREGULAR_NODE,
  IRREGULAR_WALK,
  KEY_BYTES,
  TREE,
} from './kernel-code.js';

export interface KernelImage {
  /** From address 0 on. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Columns of a row. */
  readonly width: number;
  /** Addresses, as `run` takes them. */
  readonly numbers: number;
  readonly categories: number;
  readonly columnsEnd: number;
  readonly trees: number;
  readonly treesEnd: number;
  /** Columns of keys. */
  readonly columns: number;
  readonly baseMargin: number;
  /** What a row costs: levels that it goes down in all trees, those of irregular trees counted twice, as they take twice as long. */
  readonly steps: number;
}

/** Highest address of a memory. */
const BYTES_MAX = 2 ** 31;
const FLOAT_SIGN = 0x7fffffff;
/** Above and below the keys of all floats, infinite ones included, and still below what all keys are below. */
const MISSING_RIGHT = 0x7f800001;
const MISSING_LEFT = -0x80000000;
const BELOW_ALL = -0x80000000;
const ABOVE_ALL = 0x7fffffff;

/** Throws `RangeError` for a model of more than two GiB. */
export function kernelImage(model: TreeModel): KernelImage {
  const { nodes, treeStart, baseMargin, features } = model;
  const shapes = shapesOf(model);
  const columns = columnsOf(model);
  const numbers = 0;
  const categories = numbers + columns.numbers.length * COLUMN.bytes;
  const columnsEnd = categories + columns.categories.length * COLUMN.bytes;
  const treesEnd = columnsEnd + shapes.length * TREE.bytes;
  const always = treesEnd;
  const begin = always + 4;
  const length = shapes.reduce((sum, { bytes }) => sum + bytes, begin);
  if (length > BYTES_MAX) throw new RangeError(`A model of ${length} bytes is too large for the kernel`);
  const writer = new ImageWriter(new Uint8Array(length), nodes, columns, always);
  writer.columns(numbers);
  let at = begin;
  for (const [tree, shape] of shapes.entries()) {
    writer.tree(columnsEnd + tree * TREE.bytes, at, treeStart[tree]!, treeStart[tree + 1]!, shape);
    at += shape.bytes;
  }
  const steps = shapes.reduce((sum, { depth, isComplete }) => sum + (isComplete ? depth : 2 * depth), 0);
  return {
    bytes: writer.bytes,
    width: features.length,
    numbers,
    categories,
    columnsEnd,
    trees: columnsEnd,
    treesEnd,
    columns: columns.numbers.length + columns.categories.length,
    baseMargin,
    steps,
  };
}

interface TreeShape {
  readonly depth: number;
  readonly isComplete: boolean;
  readonly bytes: number;
}

function shapesOf(model: TreeModel): TreeShape[] {
  const { nodes, treeStart } = model;
  return Array.from(treeDepths(model), (depth, tree) => {
    let words = 0;
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++)
      if (isCategorySplit(nodes, node)) words += bitWordsOf(nodes, node);
    const isComplete = depth > 0 && depth <= COMPLETE_DEPTH_MAX && words === 0;
    const count = treeStart[tree + 1]! - treeStart[tree]!;
    const bytes = isComplete ? (COMPLETE_NODE.bytes + 4) * 2 ** depth : count * IRREGULAR_NODE.bytes + 4 * words;
    return { depth, isComplete, bytes };
  });
}

interface KeyColumn {
  readonly feature: number;
  readonly missing: number;
}

interface KeyColumns {
  readonly numbers: readonly KeyColumn[];
  readonly categories: readonly KeyColumn[];
  /** Of a split node: its place among both. */
  readonly placeOf: (node: number) => number;
}

/** One for each feature and side that its missing values go to, as far as some split asks for it. */
function columnsOf({ nodes, features }: TreeModel): KeyColumns {
  // By feature: its numbers with missing values to the right, to the left, its categories; one more than the place among its kind.
  const places = new Uint32Array(3 * features.length);
  const numbers: KeyColumn[] = [];
  const categories: KeyColumn[] = [];
  const slotOf = (node: number): number =>
    3 * nodes.feature[node]! + (isCategorySplit(nodes, node) ? 2 : Number(nodes.missingLeft[node] === 1));
  for (const [node, feature] of nodes.feature.entries()) {
    if (feature < 0 || places[slotOf(node)]! > 0) continue;
    const missing = nodes.missingLeft[node] === 1 ? MISSING_LEFT : MISSING_RIGHT;
    places[slotOf(node)] = isCategorySplit(nodes, node)
      ? categories.push({ feature, missing: 0 })
      : numbers.push({ feature, missing });
  }
  return {
    numbers,
    categories,
    placeOf: (node) => places[slotOf(node)]! - 1 + (isCategorySplit(nodes, node) ? numbers.length : 0),
  };
}

class ImageWriter {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array<ArrayBuffer>,
    private readonly nodes: TreeNodes,
    private readonly keyColumns: KeyColumns,
    /** A word of which the first bit is set. */
    private readonly always: number,
  ) {
    this.view = new DataView(bytes.buffer);
    this.word(always, 1);
  }

  columns(begin: number): void {
    const { numbers, categories } = this.keyColumns;
    for (const [i, { feature, missing }] of [...numbers, ...categories].entries()) {
      this.word(begin + i * COLUMN.bytes + COLUMN.feature, feature * 4);
      this.word(begin + i * COLUMN.bytes + COLUMN.missing, missing);
    }
  }

  tree(entry: number, at: number, first: number, end: number, { depth, isComplete }: TreeShape): void {
    this.word(entry + TREE.at, at);
    this.word(entry + TREE.walk, isComplete ? depth : IRREGULAR_WALK);
    this.word(entry + TREE.levels, depth);
    if (isComplete) this.complete(at, 1, first, depth, 2 ** depth);
    else this.irregular(at, first, end);
  }

  /** What is at place `i` of the tree, and all below it. */
  private complete(at: number, i: number, node: number, levels: number, leaves: number): void {
    const { nodes } = this;
    if (levels === 0) {
      const values = at + COMPLETE_NODE.bytes * leaves;
      return this.view.setFloat32(values + 4 * (i - leaves), nodes.value[node]!, true);
    }
    const isLeaf = nodes.feature[node]! < 0;
    if (!isLeaf) {
      this.word(at + i * COMPLETE_NODE.bytes + COMPLETE_NODE.column, this.columnAt(node));
      this.word(at + i * COMPLETE_NODE.bytes + COMPLETE_NODE.threshold, keyOf(nodes.value[node]!));
    }
    for (const side of [0, 1])
      this.complete(at, 2 * i + side, isLeaf ? node : nodes.left[node]! + side, levels - 1, leaves);
  }

  private irregular(at: number, first: number, end: number): void {
    const { nodes } = this;
    let free = at + (end - first) * IRREGULAR_NODE.bytes;
    for (let node = first; node < end; node++) {
      const place = at + (node - first) * IRREGULAR_NODE.bytes;
      const isLeaf = nodes.feature[node]! < 0;
      const isCategory = isCategorySplit(nodes, node);
      const left = isLeaf ? place : at + (nodes.left[node]! - first) * IRREGULAR_NODE.bytes;
      this.word(place + IRREGULAR_NODE.column, isLeaf ? 0 : this.columnAt(node));
      this.word(place + IRREGULAR_NODE.left, left);
      this.word(place + IRREGULAR_NODE.threshold, thresholdOf(nodes, node));
      this.word(place + IRREGULAR_NODE.bits, isCategory ? free : this.always);
      this.word(place + IRREGULAR_NODE.last, isCategory ? nodes.setWords[node]! * 32 + 1 : 0);
      this.view.setFloat32(place + IRREGULAR_NODE.value, nodes.value[node]!, true);
      if (!isCategory) continue;
      this.categories(free, node);
      free += 4 * bitWordsOf(nodes, node);
    }
  }

  /** A bit for what is missing, one for each category, one for all others: set for those that go right. */
  private categories(at: number, node: number): void {
    const { nodes } = this;
    const words = nodes.setWords[node]!;
    const goesLeft = (key: number): boolean => {
      if (key === 0) return nodes.missingLeft[node] === 1;
      const category = key - 1;
      if (category >= words * 32) return false;
      return ((nodes.sets[nodes.setStart[node]! + (category >>> 5)]! >>> (category & 31)) & 1) === 1;
    };
    for (let word = 0; word < bitWordsOf(nodes, node); word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) if (!goesLeft(word * 32 + bit)) bits |= 1 << bit;
      this.word(at + 4 * word, bits);
    }
  }

  private columnAt(node: number): number {
    return this.keyColumns.placeOf(node) * KEY_BYTES;
  }

  private word(at: number, value: number): void {
    this.view.setInt32(at, value, true);
  }
}

function thresholdOf(nodes: TreeNodes, node: number): number {
  if (nodes.feature[node]! < 0) return ABOVE_ALL;
  return isCategorySplit(nodes, node) ? BELOW_ALL : keyOf(nodes.value[node]!);
}

function isCategorySplit(nodes: TreeNodes, node: number): boolean {
  return nodes.feature[node]! >= 0 && nodes.setWords[node]! > 0;
}

/** Words of its bits: missing, categories, others. */
function bitWordsOf(nodes: TreeNodes, node: number): number {
  return nodes.setWords[node]! + 1;
}

const float = new DataView(new ArrayBuffer(4));

/** A number with the order of the floats; of both zeros 0. The kernel works out the same. */
function keyOf(x: number): number {
  float.setFloat32(0, x + 0);
  const bits = float.getInt32(0);
  return bits < 0 ? bits ^ FLOAT_SIGN : bits;
}
