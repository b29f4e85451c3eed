/**
 * How long training takes, how much memory, and how good the trees are, beside XGBoost's `hist` in the same run, one after
 * the other in turn: `npm run bench -- trees [--rows N] [--trees N] [--threads N] [--bins N] [--repetitions N]
 * [--python FILE] [--handbook DIR [--folds N]]`. FILE is a Python that has xgboost (`pip install xgboost`); without one,
 * only our own numbers are printed. DIR holds the handbook's transactions.csv.gz. Prints tables and, last, one JSON line.
 * Only ratios say something of other machines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { averagePrecision, DEFAULT_PARAMETERS, rocAuc } from '#trees';
import { runHandbook, type HandbookRow } from './handbook.js';
import { makeRows, writeRows } from './made-up-payments.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    trees: { type: 'string', default: '200' },
    threads: { type: 'string', default: '2' },
    bins: { type: 'string', default: String(DEFAULT_PARAMETERS.quantileBins) },
    repetitions: { type: 'string', default: '2' },
    python: { type: 'string', default: 'python3' },
    handbook: { type: 'string' },
    folds: { type: 'string', default: '4' },
  },
});
const WIDTH = 40;
const DEPTH = 6;
const TEST_ROWS = 200_000;
const XGBOOST_BINS = 256;
const HANDBOOK = { trees: 300, learningRate: 0.05, maxDepth: 6 } as const;
const THREADS = Number(values.threads);
const ROWS = Number(values.rows);

interface Measured {
  readonly version?: string;
  readonly trainSeconds: number;
  readonly peakBytes: number;
  readonly rowsPerSecond: number;
  readonly explainMicroseconds: number;
}
interface Row extends Measured {
  readonly averagePrecision: number;
  readonly auc: number;
}

const { ours, xgboost } = ROWS > 0 ? compare() : { ours: undefined, xgboost: undefined };
if (ours) print(ours, xgboost);
const handbook: HandbookRow[] = [];
if (values.handbook !== undefined)
  await runHandbook(values.handbook, Number(values.folds), HANDBOOK, THREADS, (row) => {
    handbook.push(row);
    console.log(
      `handbook, week from day ${row.testStart}: ${scoresOf(row)}` +
        (row.reference ? `; reference ${scoresOf(row.reference)}` : '') +
        `; ${row.trainedRows} rows in ${row.seconds.toFixed(0)} s`,
    );
  });
if (handbook.length > 1)
  console.log(`handbook, mean: AP ${mean(handbook.map((row) => row.averagePrecision)).toFixed(3)}`);
console.log(JSON.stringify({ bench: 'trees', node: process.version, options: values, ours, xgboost, handbook }));

function compare(): { ours: Row; xgboost: Row | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'caracal-trees-'));
  try {
    writeRows(join(folder, 'train.bin'), makeRows(ROWS, WIDTH, 1));
    const test = makeRows(TEST_ROWS, WIDTH, 2);
    writeRows(join(folder, 'test.bin'), test);
    const withXgboost = hasXgboost();
    const best: { ours?: Row; xgboost?: Row } = {};
    const take = (who: 'ours' | 'xgboost', command: string, script: string, bins: number): void => {
      const numbers = [WIDTH, Number(values.trees), DEPTH, THREADS, bins].map(String);
      const output = execFileSync(command, [script, folder, ...numbers], { encoding: 'utf8' });
      const measured = JSON.parse(output.trim().split('\n').at(-1)!) as Measured;
      const bytes = readFileSync(join(folder, `${who}.bin`));
      const scores = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
      const row = {
        ...measured,
        averagePrecision: averagePrecision(test.labels, scores),
        auc: rocAuc(test.labels, scores),
      };
      console.log(`${who}: trained in ${row.trainSeconds.toFixed(1)} s`);
      if (row.trainSeconds < (best[who]?.trainSeconds ?? Infinity)) best[who] = row;
    };
    for (let repetition = 0; repetition < Number(values.repetitions); repetition++) {
      take('ours', process.execPath, join(import.meta.dirname, 'trainer.js'), Number(values.bins));
      if (withXgboost) take('xgboost', values.python, join('bench', 'trees', 'xgboost_peer.py'), XGBOOST_BINS);
    }
    return { ours: best.ours!, xgboost: best.xgboost };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function hasXgboost(): boolean {
  try {
    execFileSync(values.python, ['-c', 'import xgboost, numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    console.error(`bench: ${values.python} has no xgboost: NOTHING TO COMPARE WITH; see --python`);
    return false;
  }
}

function print(own: Row, peer: Row | undefined): void {
  const line = (row: Row): Record<string, string | number> => ({
    'train s': round(row.trainSeconds),
    'peak MB': Math.round(row.peakBytes / 1e6),
    AP: round(row.averagePrecision),
    AUC: round(row.auc),
    'rows/s': Math.round(row.rowsPerSecond),
    'SHAP us/row': Math.round(row.explainMicroseconds),
  });
  console.table({ ours: line(own), ...(peer && { [`xgboost ${peer.version}`]: line(peer) }) });
  if (!peer) return;
  const ratios = {
    time: round(own.trainSeconds / peer.trainSeconds),
    memory: round(own.peakBytes / peer.peakBytes),
    'AP less theirs': round(own.averagePrecision - peer.averagePrecision),
    'prediction speed': round(own.rowsPerSecond / peer.rowsPerSecond),
    'SHAP time': round(own.explainMicroseconds / peer.explainMicroseconds),
  };
  console.table({ 'ours / xgboost': ratios });
}

function scoresOf(row: { averagePrecision: number; auc: number; cardPrecision: number }): string {
  return `AP ${row.averagePrecision.toFixed(3)} AUC ${row.auc.toFixed(3)} CP@100 ${row.cardPrecision.toFixed(3)}`;
}
function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
function round(x: number): number {
  return Number(x.toPrecision(4));
}
