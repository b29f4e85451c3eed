/**
 * What a model is trained from and judged on: one row per payment, by column, with what is known of each row beside its
 * features. Column buffers should be `SharedArrayBuffer`s (`sharedFloats` of `#trees`): then threads read them where they are.
 */
import { sharedFloats, TreesInputError, type Feature, type TrainingSet } from '#trees';

export interface TrainingTable {
  readonly features: readonly Feature[];
  /** One per feature; NaN is missing. A category's values are places in `categories`. */
  readonly columns: readonly Float32Array[];
  /** 0 or 1. */
  readonly labels: Uint8Array;
  /** How much each row counts in training, from 0. Default: 1 each. */
  readonly weights?: Float32Array;
  /** When each payment happened, Unix milliseconds. With it, parts are cut by time; without, at random. */
  readonly timesMs?: Float64Array;
  /** What each row is called where people read of it. */
  readonly ids?: readonly string[];
  /** What was paid, in any one unit: the loss if a fraud is missed. */
  readonly amounts?: Float32Array;
  /** Whose payment it was, as numbers from 0: for card precision. */
  readonly cards?: Uint32Array;
  /** The texts that a category's values stand for, by the feature's name. */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
}

/** Rows `from` up to but without `to`: views, not copies. */
export function rowsBetween(table: TrainingTable, from: number, to: number): TrainingTable {
  const { weights, timesMs, ids, amounts, cards } = table;
  return {
    ...table,
    columns: table.columns.map((column) => column.subarray(from, to)),
    labels: table.labels.subarray(from, to),
    ...(weights && { weights: weights.subarray(from, to) }),
    ...(timesMs && { timesMs: timesMs.subarray(from, to) }),
    ...(ids && { ids: ids.slice(from, to) }),
    ...(amounts && { amounts: amounts.subarray(from, to) }),
    ...(cards && { cards: cards.subarray(from, to) }),
  };
}

/** Some or all rows, in another order: row i is what row `order[i]` was. */
export function reordered(table: TrainingTable, order: Uint32Array): TrainingTable {
  const { weights, timesMs, ids, amounts, cards } = table;
  return {
    ...table,
    columns: table.columns.map((column) => taken(column, order, sharedFloats(order.length))),
    labels: taken(table.labels, order, new Uint8Array(order.length)),
    ...(weights && { weights: taken(weights, order, sharedFloats(order.length)) }),
    ...(timesMs && { timesMs: taken(timesMs, order, new Float64Array(order.length)) }),
    ...(ids && { ids: Array.from(order, (row) => ids[row]!) }),
    ...(amounts && { amounts: taken(amounts, order, new Float32Array(order.length)) }),
    ...(cards && { cards: taken(cards, order, new Uint32Array(order.length)) }),
  };
}

/** The part of it that training itself reads. */
export function trainingSetOf({ features, columns, labels, weights }: TrainingTable): TrainingSet {
  return { features, columns, labels, ...(weights && { weights }) };
}

/** One row's features. */
export function rowOf({ columns }: TrainingTable, row: number): Float32Array {
  return Float32Array.from(columns, (column) => column[row]!);
}

/** Throws `TreesInputError` where lists differ in length, or times can't be used. The features are checked by training. */
export function checkTable(table: TrainingTable): void {
  const rows = table.labels.length;
  const problems: string[] = [];
  for (const name of ['weights', 'timesMs', 'ids', 'amounts', 'cards'] as const) {
    const list = table[name];
    if (list && list.length !== rows) problems.push(`there are ${list.length} ${name} for ${rows} labels`);
  }
  for (const column of table.columns)
    if (column.length !== rows) problems.push(`a column has ${column.length} values for ${rows} labels`);
  const badTime = table.timesMs?.findIndex((time) => !Number.isFinite(time)) ?? -1;
  if (badTime >= 0) problems.push(`the time of row ${badTime} is missing`);
  if (rows === 0) problems.push('the set has no rows');
  const ones = table.labels.reduce((sum, label) => sum + label, 0);
  if (rows > 0 && (ones === 0 || ones === rows))
    problems.push(`every row has label ${ones === 0 ? 0 : 1}; both are needed to learn a difference`);
  if (problems.length > 0) throw new TreesInputError(problems);
}

type Numbers = Float32Array | Float64Array | Uint8Array | Uint32Array;

function taken<T extends Numbers>(from: T, order: Uint32Array, into: T): T {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]!]!;
  return into;
}
