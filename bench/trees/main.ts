/**
 * How long training takes, how much memory, and how good the trees are, beside XGBoost's `hist` in the same run, one after
 * the other in turn: `npm run bench -- trees [--rows N] [--width N] [--trees N] [--threads N] [--bins N] [--repetitions N]
 * [--python FILE] [--agree] [--handbook DIR [--weeks A..B]]`. FILE is a Python that has xgboost (`pip install xgboost`);
 * without one, only our own numbers are printed. --agree scores the training rows by the exported model too. DIR holds the
 * handbook's transactions.csv.gz. Prints tables and, last, one JSON line. Only ratios say something of other machines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { averagePrecision, DEFAULT_PARAMETERS, rocAuc } from '#trees';
import { readWeeks } from '../../scripts/evaluate/evaluate-options.js';
import type { JudgedWeek } from '../../scripts/evaluate/judged-weeks.js';
import type { Agreement } from './agreement.js';
import { runHandbook, type HandbookWeek } from './handbook.js';
import { makeRows, writeRows } from './made-up-payments.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    trees: { type: 'string', default: '200' },
    threads: { type: 'string', default: '2' },
    bins: { type: 'string', default: String(DEFAULT_PARAMETERS.quantileBins) },
    repetitions: { type: 'string', default: '2' },
    python: { type: 'string', default: 'python3' },
    width: { type: 'string', default: '40' },
    agree: { type: 'boolean', default: false },
    handbook: { type: 'string' },
    weeks: { type: 'string' },
  },
});
const DEPTH = 6;
const TEST_ROWS = 200_000;
const XGBOOST_BINS = 256;
const THREADS = Number(values.threads);
const ROWS = Number(values.rows);
const WIDTH = Number(values.width);

interface Measured {
  readonly version?: string;
  readonly trainSeconds: number;
  readonly trainCpuSeconds: number;
  readonly peakBytes: number;
  readonly rowsPerSecond: number;
  readonly explainMicroseconds: number;
  readonly agreement?: readonly Agreement[];
}
interface Row extends Measured {
  readonly averagePrecision: number;
  readonly auc: number;
}

const { ours, xgboost } = ROWS > 0 ? compare() : { ours: undefined, xgboost: undefined };
if (ours) print(ours, xgboost);
const handbook: HandbookWeek[] = [];
if (values.handbook !== undefined) {
  const weeks = values.weeks === undefined ? undefined : readWeeks(values.weeks, '--weeks');
  await runHandbook(values.handbook, weeks, THREADS, (week) => {
    handbook.push(week);
    const { ours: own, reference } = week;
    console.log(`handbook, week ${own.week}: ${scoresOf(own)}${reference ? `; reference ${scoresOf(reference)}` : ''}`);
  });
  console.log(`handbook, mean: AP ${mean(handbook.map((week) => week.ours.averagePrecision)).toFixed(3)}`);
}
console.log(JSON.stringify({ bench: 'trees', node: process.version, options: values, ours, xgboost, handbook }));

function compare(): { ours: Row; xgboost: Row | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'caracal-trees-'));
  try {
    writeRows(join(folder, 'train.bin'), makeRows(ROWS, WIDTH, 1));
    const test = makeRows(TEST_ROWS, WIDTH, 2);
    writeRows(join(folder, 'test.bin'), test);
    const withXgboost = hasXgboost();
    const best: { ours?: Row; xgboost?: Row } = {};
    const take = (
      who: 'ours' | 'xgboost',
      command: string,
      script: string,
      bins: number,
      more: string[] = [],
    ): void => {
      const numbers = [WIDTH, Number(values.trees), DEPTH, THREADS, bins].map(String);
      const output = execFileSync(command, [script, folder, ...numbers, ...more], { encoding: 'utf8' });
      const measured = JSON.parse(output.trim().split('\n').at(-1)!) as Measured;
      const bytes = readFileSync(join(folder, `${who}.bin`));
      const scores = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
      const row = {
        ...measured,
        averagePrecision: averagePrecision(test.labels, scores),
        auc: rocAuc(test.labels, scores),
      };
      console.log(
        `${who}: trained in ${row.trainSeconds.toFixed(1)} s, ${row.trainCpuSeconds.toFixed(1)} s of processor`,
      );
      if (row.trainCpuSeconds < (best[who]?.trainCpuSeconds ?? Infinity)) best[who] = row;
      if (row.agreement) console.table(row.agreement);
    };
    for (let repetition = 0; repetition < Number(values.repetitions); repetition++) {
      const agree = values.agree && repetition === 0 ? ['agree'] : [];
      take('ours', process.execPath, join(import.meta.dirname, 'trainer.js'), Number(values.bins), agree);
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
    'train CPU s': round(row.trainCpuSeconds),
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
    'processor time': round(own.trainCpuSeconds / peer.trainCpuSeconds),
    memory: round(own.peakBytes / peer.peakBytes),
    'AP less theirs': round(own.averagePrecision - peer.averagePrecision),
    'prediction speed': round(own.rowsPerSecond / peer.rowsPerSecond),
    'SHAP time': round(own.explainMicroseconds / peer.explainMicroseconds),
  };
  console.table({ 'ours / xgboost': ratios });
}

function scoresOf(row: JudgedWeek): string {
  return `AP ${row.averagePrecision.toFixed(3)} AUC ${row.auc.toFixed(3)} CP@100 ${row.cardPrecision.toFixed(3)}`;
}
function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
function round(x: number): number {
  return Number(x.toPrecision(4));
}
