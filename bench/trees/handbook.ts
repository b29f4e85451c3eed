/** Average precision and card precision by the protocol of the Fraud Detection Handbook, beside reference scores of a folder. */
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { predictMargins, train, type TrainingParameters } from '#trees';
import { DAY_S, judge, readScores, readTransactions, testFolds, type Judged } from './handbook-data.js';
import { handbookFeatures, type FeatureTable } from './handbook-features.js';

/** Scores that the folder may hold for comparison: of XGBoost on features like ours, all labelled history, 300 trees. */
const REFERENCE = 'reference_scores_strong_xgb_weekly.csv.gz';
/** Of the first days, windows of a month know too little. */
const FIRST_DAY = 14;

export interface HandbookRow extends Judged {
  readonly testStart: number;
  readonly trainedRows: number;
  readonly seconds: number;
  readonly reference: Judged | undefined;
}

/** Each of the book's four test weeks, or the first `folds` of them, from the newest: trains on every label known by then. */
export async function runHandbook(
  folder: string,
  folds: number,
  parameters: Partial<TrainingParameters>,
  threads: number,
  onRow: (row: HandbookRow) => void,
): Promise<void> {
  const transactions = readTransactions(folder);
  const table = handbookFeatures(transactions);
  const referenceFile = join(folder, REFERENCE);
  const reference = existsSync(referenceFile) ? readScores(referenceFile) : undefined;
  const firstRow = (day: number): number => transactions.times.findIndex((time) => time >= day * DAY_S);
  for (const fold of testFolds().slice(0, folds)) {
    const begin = firstRow(FIRST_DAY);
    const end = firstRow(fold.start + 7);
    const columns = table.columns.map((column) => column.subarray(begin, end));
    const labels = transactions.labels.subarray(begin, end);
    const startedMs = performance.now();
    const { model } = await train({ features: table.features, columns, labels }, parameters, { threads });
    const seconds = (performance.now() - startedMs) / 1000;
    const [from, to] = [firstRow(fold.testStart), firstRow(fold.testStart + 7)];
    const scores = predictMargins(model, rowsBetween(table, from, to < 0 ? labels.length : to));
    const ofReference = (row: number): number => reference!.get(transactions.ids[row]!)!;
    onRow({
      testStart: fold.testStart,
      trainedRows: end - begin,
      seconds,
      ...judge(transactions, fold, (row) => scores[row - from]!),
      reference: reference && judge(transactions, fold, ofReference),
    });
  }
}

function rowsBetween({ columns }: FeatureTable, from: number, to: number): Float32Array {
  const rows = new Float32Array((to - from) * columns.length);
  for (const [c, column] of columns.entries())
    for (let row = from; row < to; row++) rows[(row - from) * columns.length + c] = column[row]!;
  return rows;
}
