/**
 * The kernel's instructions, the same for every model. Eight rows go down a tree side by side, so that what one waits for in
 * memory another uses; no branch depends on data, so nothing is ever guessed wrong. A value is compared as a whole number of
 * the same order as the floats (`key`), in which what is missing is below or above all others.
 *
 * Three loops, each over what the one before made: keys of a block of rows, trees, groups of eight rows.
 */
import {
  call,
  callIndirect,
  constant,
  F32,
  get,
  I32,
  loadF32,
  loadF64,
  loadI32,
  moduleBytes,
  OPS,
  set,
  storeF64,
  storeI32,
  tee,
  whileBelow,
  type Code,
  type WasmFunction,
} from './wasm-code.js';

/** Rows that go down a tree together: more gained nothing, four were a third slower. */
export const GROUP_ROWS = 8;
/** Bytes of one column's keys of a group. */
export const KEY_BYTES = 4 * GROUP_ROWS;
/** Bytes of a group's margins. */
const MARGIN_BYTES = 8 * GROUP_ROWS;

/** Trees up to so deep are laid out complete; a walk of each depth is written out, and its place in the table is its depth. */
export const COMPLETE_DEPTH_MAX = 8;
/** Place in the table of the walk for all other trees. */
export const IRREGULAR_WALK = 0;

/** A node of a complete tree: where its column's keys are in a group, and the threshold's key. */
export const COMPLETE_NODE = { column: 0, threshold: 4, bytes: 8 } as const;
/**
 * A node of any other tree, words by byte. A leaf is its own left child and all keys are below its threshold. Of a number's split,
 * `bits` are one bit, set: to the right if the key says so. Of a category's split the threshold is below all keys, and bit k of
 * `bits` says whether key k goes right; what is above `last` counts as `last`.
 */
export const IRREGULAR_NODE = { column: 0, threshold: 4, left: 8, bits: 12, last: 16, value: 20, bytes: 32 } as const;
/** A column: where in a row its feature is, and the key of what is missing (of numbers; a category's is 0). */
export const COLUMN = { feature: 0, missing: 4, bytes: 8 } as const;
/** A tree: where it is, its walk's place in the table, and how many levels that goes down. */
export const TREE = { at: 0, walk: 4, levels: 8, bytes: 12 } as const;

/** Parameters of `run`, in their order: places in memory, and what lies between things there, in bytes. */
export const RUN_PARAMETERS = [
  'groups',
  'numbers',
  'categories',
  'columnsEnd',
  'rows',
  'rowBytes',
  'keys',
  'groupBytes',
  'margins',
  'trees',
  'treesEnd',
] as const;

/** Adds all trees to the margins of so many groups of rows. */
export type RunKernel = (...parameters: number[]) => void;

const [KEYS, WALK] = [0, 2];

/** The module; its memory is the model's. */
export function kernelModule(): WebAssembly.Module {
  const walks = Array.from({ length: COMPLETE_DEPTH_MAX }, (_, i) => completeWalk(i + 1));
  const functions = [keysOf(numberKey), keysOf(categoryKey), irregularWalk(), ...walks];
  const table = [irregularWalk, ...walks].map((_, i) => WALK + i);
  return new WebAssembly.Module(moduleBytes({ functions: [...functions, run()], run: functions.length, table }));
}

function run(): WasmFunction {
  const at = Object.fromEntries(RUN_PARAMETERS.map((name, i) => [name, i])) as Record<
    (typeof RUN_PARAMETERS)[number],
    number
  >;
  const [keysEnd, categoryKeys] = [RUN_PARAMETERS.length, RUN_PARAMETERS.length + 1];
  const fill = (begin: number, end: number, keys: number, index: number): Code => [
    ...[begin, end, at.rows, at.rowBytes, keys, keysEnd, at.groupBytes].flatMap(get),
    ...call(index),
  ];
  return {
    parameters: RUN_PARAMETERS.length,
    locals: [I32, I32],
    code: [
      [...get(at.groups), ...get(at.groupBytes), ...OPS.multiply],
      [...get(at.keys), ...OPS.add, ...set(keysEnd)],
      // The columns of categories are behind those of numbers.
      [...get(at.categories), ...get(at.numbers), ...OPS.sub],
      [...constant(Math.log2(KEY_BYTES / COLUMN.bytes)), ...OPS.shiftLeft],
      [...get(at.keys), ...OPS.add, ...set(categoryKeys)],
      fill(at.numbers, at.categories, at.keys, KEYS),
      fill(at.categories, at.columnsEnd, categoryKeys, KEYS + 1),
      whileBelow(
        at.trees,
        at.treesEnd,
        [...get(at.trees), ...loadI32(TREE.at)],
        [...get(at.trees), ...loadI32(TREE.levels)],
        [at.keys, keysEnd, at.groupBytes, at.margins].flatMap(get),
        [...get(at.trees), ...loadI32(TREE.walk), ...callIndirect(WALK)],
        advance(at.trees, TREE.bytes),
      ),
    ].flat(),
  };
}

/** Columns begin to end: the keys of all rows, by group, column and row. */
function keysOf(key: (x: number, bits: number, missing: number) => Code): WasmFunction {
  const [column, end, rows, rowBytes, keys, keysEnd, groupBytes] = [0, 1, 2, 3, 4, 5, 6];
  const [row, group, missing, bits, x] = [7, 8, 9, 10, 11];
  const one = (place: number): Code => [
    ...get(group),
    ...get(row),
    ...loadF32(0),
    ...set(x),
    ...key(x, bits, missing),
    ...storeI32(4 * place),
    ...get(row),
    ...get(rowBytes),
    ...OPS.add,
    ...set(row),
  ];
  return {
    parameters: 7,
    locals: [I32, I32, I32, I32, F32],
    code: whileBelow(
      column,
      end,
      [...get(rows), ...get(column), ...loadI32(COLUMN.feature), ...OPS.add, ...set(row)],
      [...get(column), ...loadI32(COLUMN.missing), ...set(missing)],
      [...get(keys), ...set(group)],
      whileBelow(group, keysEnd, Array.from({ length: GROUP_ROWS }, (_, place) => one(place)).flat(), [
        ...get(group),
        ...get(groupBytes),
        ...OPS.add,
        ...set(group),
      ]),
      advance(keys, KEY_BYTES),
      advance(column, COLUMN.bytes),
    ),
  };
}

/** The bits of a float; below zero all but the sign turned around. Zero is added first: -0 is 0. */
function numberKey(x: number, bits: number, missing: number): Code {
  return [
    ...get(x),
    ...OPS.zeroF32,
    ...OPS.addF32,
    ...OPS.bitsOfF32,
    ...tee(bits),
    ...constant(31),
    ...OPS.shiftRight,
    ...constant(0x7fffffff),
    ...OPS.and,
    ...get(bits),
    ...OPS.xor,
    ...get(missing),
    ...get(x),
    ...get(x),
    ...OPS.equalF32,
    ...OPS.select,
  ];
}

/** One more than the category; 0 for what is missing, the highest number for what is no category. */
function categoryKey(x: number, bits: number): Code {
  return [
    ...get(x),
    ...OPS.wholeOfF32,
    ...tee(bits),
    ...constant(1),
    ...OPS.add,
    ...constant(-1),
    ...get(bits),
    ...OPS.f32OfUnsigned,
    ...get(x),
    ...OPS.equalF32,
    ...get(bits),
    ...constant(0x7fffffff),
    ...OPS.lessUnsigned,
    ...OPS.and,
    ...OPS.select,
    ...constant(0),
    ...get(x),
    ...get(x),
    ...OPS.equalF32,
    ...OPS.select,
  ];
}

const WALK_PARAMETERS = 6;
const [TREE_AT, LEVELS, GROUP, KEYS_END, GROUP_BYTES, MARGINS] = [0, 1, 2, 3, 4, 5];
const NODE = WALK_PARAMETERS;
const FIRST = WALK_PARAMETERS + 1;
const ROWS = Array.from({ length: GROUP_ROWS }, (_, row) => row);

/** By groups: what `down` does with local `FIRST + row` of each row, then what it finds there is added to the margins. */
function walk(down: Code, leaf: (row: number) => Code, locals: number): WasmFunction {
  const add = (row: number): Code => [
    ...get(MARGINS),
    ...get(MARGINS),
    ...loadF64(8 * row),
    ...leaf(row),
    ...OPS.f64OfF32,
    ...OPS.addF64,
    ...storeF64(8 * row),
  ];
  return {
    parameters: WALK_PARAMETERS,
    locals: Array.from({ length: 1 + locals }, () => I32),
    code: whileBelow(GROUP, KEYS_END, down, ROWS.flatMap(add), advance(MARGINS, MARGIN_BYTES), [
      ...get(GROUP),
      ...get(GROUP_BYTES),
      ...OPS.add,
      ...set(GROUP),
    ]),
  };
}

/**
 * A complete tree, breadth first: node i has the children 2i and 2i + 1, and the leaves lie behind the nodes. A row's local is
 * i times the bytes of a node.
 */
function completeWalk(depth: number): WasmFunction {
  const { bytes, column, threshold } = COMPLETE_NODE;
  const step = (row: number, level: number): Code => [
    ...get(TREE_AT),
    ...(level === 0 ? constant(bytes) : get(FIRST + row)),
    ...OPS.add,
    ...tee(NODE),
    ...loadI32(column),
    ...get(GROUP),
    ...OPS.add,
    ...loadI32(4 * row),
    ...get(NODE),
    ...loadI32(threshold),
    ...OPS.atLeast,
    ...constant(Math.log2(bytes)),
    ...OPS.shiftLeft,
    ...(level === 0 ? constant(2 * bytes) : [...get(FIRST + row), ...constant(1), ...OPS.shiftLeft]),
    ...OPS.add,
    ...set(FIRST + row),
  ];
  const leaves = 2 ** depth;
  const leaf = (row: number): Code => [
    ...get(TREE_AT),
    ...get(FIRST + row),
    ...constant(1),
    ...OPS.shiftRightUnsigned,
    ...OPS.add,
    ...loadF32((bytes - bytes / 2) * leaves),
  ];
  const down = Array.from({ length: depth }, (_, level) => ROWS.flatMap((row) => step(row, level))).flat();
  return walk(down, leaf, GROUP_ROWS);
}

/** Any tree: so many levels down for every row; who has reached a leaf stays there. A row's local is its node's place. */
function irregularWalk(): WasmFunction {
  const { column, threshold, left, bits, last, value, bytes } = IRREGULAR_NODE;
  const [key, level, none] = [FIRST + GROUP_ROWS, FIRST + GROUP_ROWS + 1, FIRST + GROUP_ROWS + 2];
  const field = (row: number, offset: number): Code => [...get(FIRST + row), ...loadI32(offset)];
  const lesser: Code = [...get(key), ...get(NODE), ...get(key), ...get(NODE), ...OPS.lessUnsigned, ...OPS.select];
  const step = (row: number): Code =>
    [
      [...field(row, column), ...get(GROUP), ...OPS.add, ...loadI32(4 * row), ...tee(key)],
      [...field(row, threshold), ...OPS.atLeast],
      [...field(row, last), ...set(NODE), ...lesser, ...tee(key)],
      [...constant(5), ...OPS.shiftRightUnsigned, ...constant(2), ...OPS.shiftLeft],
      [...field(row, bits), ...OPS.add, ...loadI32(0), ...get(key), ...OPS.shiftRightUnsigned],
      [...OPS.and, ...constant(1), ...OPS.and, ...constant(Math.log2(bytes)), ...OPS.shiftLeft],
      [...field(row, left), ...OPS.add, ...set(FIRST + row)],
    ].flat();
  const start = ROWS.flatMap((row) => [...get(TREE_AT), ...set(FIRST + row)]);
  const down = whileBelow(none, level, ROWS.flatMap(step), [...get(level), ...constant(-1), ...OPS.add, ...set(level)]);
  const leaf = (row: number): Code => [...get(FIRST + row), ...loadF32(value)];
  return walk([...start, ...get(LEVELS), ...set(level), ...down], leaf, GROUP_ROWS + 3);
}

function advance(local: number, bytes: number): Code {
  return [...get(local), ...constant(bytes), ...OPS.add, ...set(local)];
}
