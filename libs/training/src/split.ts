/**
 * Parts of a table: what trees grow from, what they are stopped and calibrated by, and what they are judged on, which
 * nothing was chosen by. By time wherever times are known: a model is used on what comes after it was trained.
 */
import { TreesInputError } from '#trees';
import { reordered, rowsBetween, type TrainingTable } from './training-table.js';

export interface SplitOptions {
  /** Where the part for validation begins, Unix milliseconds. Default: by `validationShare`. */
  readonly validationFromMs?: number;
  /** Where the part for the test begins, Unix milliseconds. Default: by `testShare`. */
  readonly testFromMs?: number;
  /** Shares of all rows, of the newest. */
  readonly validationShare: number;
  readonly testShare: number;
  /** Left out before validation and before the test, ms: as long as labels take, so that no part knows what it could not. */
  readonly gapMs: number;
  /** Of the order of rows where times are not known. */
  readonly seed: number;
}

export interface Parts {
  readonly train: TrainingTable;
  readonly validation: TrainingTable;
  readonly test: TrainingTable;
  readonly by: 'time' | 'chance';
}

export const DEFAULT_SPLIT: SplitOptions = { validationShare: 0.15, testShare: 0.2, gapMs: 0, seed: 0 };

/** Throws `TreesInputError` when a part would have no rows, or rows of one label only. */
export function splitTable(table: TrainingTable, options: SplitOptions): Parts {
  checkShares(options);
  const parts = table.timesMs ? byTime(table, table.timesMs, options) : byChance(table, options);
  const problems = (['train', 'validation', 'test'] as const).flatMap((name) => partProblems(name, parts[name]));
  if (problems.length > 0) throw new TreesInputError(problems);
  return parts;
}

function byTime(unsorted: TrainingTable, times: Float64Array, options: SplitOptions): Parts {
  const table = isRising(times) ? unsorted : reordered(unsorted, orderBy(times));
  const timesMs = table.timesMs!;
  const rows = timesMs.length;
  const testFromMs = options.testFromMs ?? timesMs[Math.min(rows - 1, Math.floor(rows * (1 - options.testShare)))]!;
  const beforeTest = firstAt(timesMs, testFromMs - options.gapMs);
  const validationRows = Math.round(rows * options.validationShare);
  const validationFromMs = options.validationFromMs ?? timesMs[Math.max(0, beforeTest - validationRows)]!;
  return {
    train: rowsBetween(table, 0, firstAt(timesMs, validationFromMs - options.gapMs)),
    validation: rowsBetween(table, firstAt(timesMs, validationFromMs), beforeTest),
    test: rowsBetween(table, firstAt(timesMs, testFromMs), rows),
    by: 'time',
  };
}

function byChance(table: TrainingTable, { validationShare, testShare, seed }: SplitOptions): Parts {
  const rows = table.labels.length;
  const shuffled = reordered(table, shuffledOrder(rows, seed));
  const testRows = Math.round(rows * testShare);
  const validationRows = Math.round(rows * validationShare);
  const trainRows = rows - testRows - validationRows;
  return {
    train: rowsBetween(shuffled, 0, trainRows),
    validation: rowsBetween(shuffled, trainRows, trainRows + validationRows),
    test: rowsBetween(shuffled, trainRows + validationRows, rows),
    by: 'chance',
  };
}

function checkShares({ validationShare, testShare, gapMs }: SplitOptions): void {
  const problems: string[] = [];
  for (const [name, share] of Object.entries({ validationShare, testShare }))
    if (!(share > 0 && share < 1)) problems.push(`${name} must be above 0 and below 1, not ${share}`);
  if (validationShare + testShare >= 1) problems.push('validationShare and testShare leave nothing to train on');
  if (!(gapMs >= 0)) problems.push(`gapMs must not be below 0, not ${gapMs}`);
  if (problems.length > 0) throw new TreesInputError(problems);
}

function partProblems(name: string, { labels }: TrainingTable): string[] {
  const ones = labels.reduce((sum, label) => sum + label, 0);
  if (labels.length === 0) return [`the part for ${name} has no rows: cut the table elsewhere`];
  if (ones > 0 && ones < labels.length) return [];
  return [
    `every row of the part for ${name} has label ${ones === 0 ? 0 : 1}; both are needed: cut the table elsewhere`,
  ];
}

function isRising(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if (times[i]! < times[i - 1]!) return false;
  return true;
}

/** Rows of one instant stay in their order. */
function orderBy(times: Float64Array): Uint32Array {
  return Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]! || a - b);
}

/** First row at or after a time. */
function firstAt(times: Float64Array, atMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fisher and Yates, with the generator of Mulberry32. */
function shuffledOrder(rows: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  let state = seed | 0;
  for (let i = rows - 1; i > 0; i--) {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    const other = Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}
