/**
 * The transactions of the Fraud Detection Handbook (Le Borgne et al., 2022) and its protocol of judging scores: folds of a
 * week, customers with a known fraud left out, average precision and card precision at 100 a day.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { averagePrecision, cardPrecisionAt, rocAuc } from '#trees';

export const DAY_S = 86_400;
/** Labels are known this long after a transaction. */
export const DELAY_DAYS = 7;
const TRAIN_DAYS = 7;
const TEST_DAYS = 7;
const CARDS_CHECKED = 100;
const ORIGIN_S = Date.UTC(2018, 3, 1) / 1000;

/** In the order of time; row i is transaction `ids[i]`. */
export interface Transactions {
  readonly ids: Uint32Array;
  /** Seconds since the first midnight. */
  readonly times: Uint32Array;
  readonly customers: Uint16Array;
  readonly terminals: Uint16Array;
  readonly amounts: Float64Array;
  readonly labels: Uint8Array;
}

/** Reads `transactions.csv.gz` of a folder. */
export function readTransactions(folder: string): Transactions {
  const lines = gunzipSync(readFileSync(join(folder, 'transactions.csv.gz')))
    .toString('latin1')
    .split('\n');
  const rows = lines.length - 2;
  const read = {
    ids: new Uint32Array(rows),
    times: new Uint32Array(rows),
    customers: new Uint16Array(rows),
    terminals: new Uint16Array(rows),
    amounts: new Float64Array(rows),
    labels: new Uint8Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const [id, time, customer, terminal, amount, fraud] = lines[row + 1]!.split(',');
    read.ids[row] = Number(id);
    read.times[row] = Date.parse(time!) / 1000 - ORIGIN_S;
    read.customers[row] = Number(customer);
    read.terminals[row] = Number(terminal);
    read.amounts[row] = Number(amount);
    read.labels[row] = Number(fraud);
  }
  return read;
}

/** Scores by transaction id, of a `transaction_id,score` file. */
export function readScores(file: string): Map<number, number> {
  const lines = gunzipSync(readFileSync(file)).toString('latin1').trim().split('\n').slice(1);
  return new Map(lines.map((line) => line.split(',').map(Number) as [number, number]));
}

export interface Fold {
  /** First day of the week that the book trains on. */
  readonly start: number;
  /** First day of the week that is judged. */
  readonly testStart: number;
}

/** The book's four test weeks, the last from 2018-08-29. */
export function testFolds(): Fold[] {
  const last = Date.UTC(2018, 7, 15) / 1000 - ORIGIN_S;
  return [0, 1, 2, 3].map((i) => {
    const start = last / DAY_S - 7 * i;
    return { start, testStart: start + TRAIN_DAYS + DELAY_DAYS };
  });
}

export interface Judged {
  readonly auc: number;
  readonly averagePrecision: number;
  readonly cardPrecision: number;
}

/** `scoreOf`: of a row of the fold's test week. */
export function judge(
  transactions: Transactions,
  { start, testStart }: Fold,
  scoreOf: (row: number) => number,
): Judged {
  const { times, customers, labels } = transactions;
  const known = new Set<number>();
  const rowsByDay = new Map<number, number[]>();
  for (let row = 0; row < times.length; row++) {
    const day = Math.floor(times[row]! / DAY_S);
    if (day >= start && day < start + TRAIN_DAYS && labels[row] === 1) known.add(customers[row]!);
    if (day >= start + TRAIN_DAYS - 1 && day < testStart + TEST_DAYS) {
      const rows = rowsByDay.get(day) ?? [];
      rows.push(row);
      rowsByDay.set(day, rows);
    }
  }
  const days: number[][] = [];
  for (let d = 0; d < TEST_DAYS; d++) {
    for (const row of rowsByDay.get(start + TRAIN_DAYS + d - 1) ?? [])
      if (labels[row] === 1) known.add(customers[row]!);
    days.push((rowsByDay.get(testStart + d) ?? []).filter((row) => !known.has(customers[row]!)));
  }
  const rows = days.flat();
  const truth = Uint8Array.from(rows, (row) => labels[row]!);
  const scores = rows.map(scoreOf);
  return {
    auc: rocAuc(truth, scores),
    averagePrecision: averagePrecision(truth, scores),
    cardPrecision: cardPrecisionAt(
      days.map((day) => ({
        cards: day.map((row) => customers[row]!),
        scores: day.map(scoreOf),
        labels: Uint8Array.from(day, (row) => labels[row]!),
      })),
      CARDS_CHECKED,
    ),
  };
}
