/**
 * How fast models answer: `npm run bench -- scoring [--trees N] [--depth N] [--seconds N] [--rate N] [--python FILE]`.
 * 1. ONNX Runtime on one core, batches of 256, beside XGBoost's predict (FILE is a Python that has it) on a model of the same
 *    size, in turn in one run; by processor time, which others' work disturbs less than the clock.
 * 2. One row at a time at RATE a second through the service's batcher, guard and inference process, beside the bare run in this
 *    process at the same pace. Both are counted from when a row was due, so both have in them how late timers ask.
 * 3. The same while models take each other's place twice a second.
 * It does not measure features, policies or the log. Prints tables and, last, one JSON line; only ratios say something of
 * other machines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeRows, writeRows } from '../trees/made-up-payments.js';
import { benchModel, type BenchModel } from './bench-model.js';
import { BareSession } from './bare-session.js';
import { openLoop, type LoadResult } from './open-loop.js';
import { quantiles, round } from './quantiles.js';
import { Stage } from './stage.js';

const { values } = parseArgs({
  options: {
    trees: { type: 'string', default: '200' },
    depth: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '1000' },
    python: { type: 'string', default: 'python3' },
  },
});
const WIDTH = 40;
const BATCH = 256;
const ROWS = 65_536;
const TURNS = 5;
const SWAP_EVERY_MS = 500;
const [trees, depth, seconds, rate] = [values.trees, values.depth, values.seconds, values.rate].map(Number) as [
  number,
  number,
  number,
  number,
];

console.error(`bench: training two models of ${trees} trees of depth ${depth} on ${WIDTH} features`);
const model = await benchModel(trees, depth, WIDTH, ROWS);
const other = await benchModel(trees, depth, WIDTH, 256, 2);
const throughput = await measureThroughput(model);
const { bare, quiet, swapping, swaps } = await measureStage();
const row = (name: string, times: number[], more: object = {}) => ({ [name]: { ...quantiles(times), ...more } });
console.table({
  ...row('bare run of one row', bare.times),
  ...row('through the batcher', quiet.times, { failed: quiet.failed, runs: quiet.runs }),
  ...row('while models swap', swapping.times, { failed: swapping.failed, runs: swapping.runs }),
  ...row('asked late, bare', bare.late),
  ...row('asked late, through the batcher', quiet.late),
  ...row('asked late, while models swap', swapping.late),
});
const adds = round(quantiles(quiet.times).p99 - quantiles(bare.times).p99);
console.log(`the batcher adds ${adds} ms at p99; ${swaps} swaps under load, ${swapping.failed} failed`);
console.log(
  JSON.stringify({
    bench: 'scoring',
    node: process.version,
    options: values,
    throughput,
    addsMs: adds,
    swaps,
    failed: swapping.failed,
  }),
);

async function measureThroughput({ file, rows, width }: BenchModel) {
  const session = await BareSession.open(file, width);
  const ours: Speed[] = [];
  const theirs: Speed[] = [];
  const peer = xgboost();
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await ownSpeed(session, rows, width));
    const speed = peer?.();
    if (speed) theirs.push(speed);
  }
  await session.close();
  peer?.end();
  const own = best(ours);
  const xgb = theirs.length > 0 ? best(theirs) : undefined;
  const line = ({ perCpuSecond, perSecond }: Speed) => ({
    'rows/s of processor time': Math.round(perCpuSecond),
    'rows/s by the clock': Math.round(perSecond),
  });
  console.table({ 'ONNX Runtime, batch 256': line(own), ...(xgb && { 'XGBoost, batch 256': line(xgb) }) });
  if (xgb) console.log(`ONNX Runtime / XGBoost, by processor time: ${round(own.perCpuSecond / xgb.perCpuSecond)}`);
  return { own, xgboost: xgb };
}

interface Speed {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

function best(speeds: readonly Speed[]): Speed {
  return speeds.reduce((a, b) => (b.perCpuSecond > a.perCpuSecond ? b : a));
}

async function ownSpeed(session: BareSession, rows: Float32Array, width: number): Promise<Speed> {
  const cpuBefore = process.cpuUsage();
  const startedAtMs = performance.now();
  for (let at = 0; at + BATCH <= ROWS; at += BATCH)
    await session.run(rows.subarray(at * width, (at + BATCH) * width), BATCH);
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: ROWS / ((performance.now() - startedAtMs) / 1000),
    perCpuSecond: ROWS / ((user + system) / 1e6),
  };
}

/** Each call measures once more; the model is trained by the first. */
function xgboost(): ((() => Speed) & { end(): void }) | undefined {
  try {
    execFileSync(values.python, ['-c', 'import xgboost, numpy'], { stdio: 'ignore' });
  } catch {
    console.error(`bench: ${values.python} has no xgboost: NOTHING TO COMPARE WITH; see --python`);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'caracal-scoring-'));
  writeRows(join(folder, 'train.bin'), makeRows(10_000, WIDTH, 1));
  writeRows(join(folder, 'test.bin'), makeRows(ROWS, WIDTH, 2));
  const script = join('bench', 'scoring', 'xgboost_peer.py');
  const measure = (): Speed => {
    const numbers = [WIDTH, trees, depth, BATCH].map(String);
    return JSON.parse(execFileSync(values.python, [script, folder, ...numbers], { encoding: 'utf8' })) as Speed;
  };
  return Object.assign(measure, { end: () => rmSync(folder, { recursive: true }) });
}

async function measureStage() {
  const bare = await bareLoad();
  const stage = await Stage.open([model.file, other.file]);
  const load = async (forSeconds: number) => {
    const before = stage.runs;
    const result = await openLoop(model, rate, forSeconds, (row) => stage.ask(row));
    return { ...result, runs: stage.runs - before };
  };
  await load(2);
  const quiet = await load(seconds);
  let swaps = 0;
  const state = { isOn: true };
  const swapped = (async () => {
    for (; state.isOn; swaps++) {
      await stage.swap();
      await delay(SWAP_EVERY_MS);
    }
  })();
  const swapping = await load(seconds);
  state.isOn = false;
  await swapped;
  await stage.close();
  return { bare, quiet, swapping, swaps };
}

async function bareLoad(): Promise<LoadResult> {
  const session = await BareSession.open(model.file, WIDTH);
  const ask = async (row: Float32Array): Promise<boolean> => Number.isFinite((await session.run(row, 1))[0]);
  await openLoop(model, rate, 2, ask);
  const bare = await openLoop(model, rate, seconds, ask);
  await session.close();
  return bare;
}
