/** The handbook's protocol: `packs/handbook` evaluated, beside reference scores of the data's folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { evaluate } from '../../scripts/evaluate/evaluate.js';
import { readOptions, type Weeks } from '../../scripts/evaluate/evaluate-options.js';
import type { JudgedWeek } from '../../scripts/evaluate/judged-weeks.js';

/** Of XGBoost on features like ours, all labelled history, 300 trees. */
const REFERENCE = 'reference_scores_strong_xgb_weekly.csv.gz';

export interface HandbookWeek {
  readonly ours: JudgedWeek;
  readonly reference: JudgedWeek | undefined;
}

/** `weeks`: of `packs/handbook/evaluation.yaml`, whose own are the book's four test weeks. */
export async function runHandbook(
  folder: string,
  weeks: Weeks | undefined,
  threads: number,
  onWeek: (week: HandbookWeek) => void,
): Promise<void> {
  const file = join(folder, REFERENCE);
  const reference = existsSync(file) ? readScores(file) : undefined;
  const options = { ...readOptions(['handbook', '--data', folder], process.cwd(), process.cwd())!, weeks, threads };
  await evaluate(options, new AbortController().signal, process.stderr, (ours, judge) =>
    onWeek({ ours, reference: reference && judge((id) => reference.get(id)!) }),
  );
}

/** By transaction id, of a `transaction_id,score` file. */
function readScores(file: string): Map<string, number> {
  const lines = gunzipSync(readFileSync(file)).toString('latin1').trim().split('\n').slice(1);
  return new Map(
    lines.map((line) => {
      const comma = line.indexOf(',');
      return [line.slice(0, comma), Number(line.slice(comma + 1))];
    }),
  );
}
