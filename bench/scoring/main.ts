/**
 * How fast models answer: `npm run bench -- scoring [--trees N] [--depth N] [--seconds N] [--rate N] [--python FILE]`.
 * 1. The kernel of trees, ONNX Runtime on one core, and XGBoost's predict (FILE is a Python that has it) on a model of the same
 *    size, in batches of 256 and in turn in one run; by processor time, which others' work disturbs less than the clock.
 * 2. One row at a time at RATE a second through the service's batcher and guard: to trees that the service scores itself, and to
 *    the same trees in an inference process (the file without what it carries); beside the bare run of ONNX Runtime in this
 *    process at the same pace. All are counted from when a row was due, so all have in them how late timers ask.
 * 3. The same while models take each other's place twice a second; all in short turns.
 * It does not measure features, policies or the log. Prints tables and, last, one JSON line; only ratios say something of
 * other machines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { TreeScorer } from '#inference';
import { treesInThread } from '#trees';
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
const STAGE_TURNS = 4;
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
const bare = await bareLoad();
const [here, apart] = await measureStages();
const row = (name: string, times: number[], more: object = {}) => ({ [name]: { ...quantiles(times), ...more } });
const rowsOfStage = (where: string, { quiet, swapping }: StageResult) => ({
  ...row(`${where}, through the batcher`, quiet.times, { failed: quiet.failed, runs: quiet.runs }),
  ...row(`${where}, while models swap`, swapping.times, { failed: swapping.failed, runs: swapping.runs }),
  ...row(`${where}, asked late`, quiet.late),
  ...row(`${where}, asked late while models swap`, swapping.late),
});
console.table({
  ...row('bare run of one row', bare.times),
  ...row('asked late, bare', bare.late),
  ...rowsOfStage('here', here),
  ...rowsOfStage('in a process', apart),
});
for (const [where, { quiet, swapping, swaps, cpuMicroseconds }] of [
  ['here', here],
  ['in a process', apart],
] as const) {
  const adds = round(quantiles(quiet.times).p99 - quantiles(bare.times).p99);
  console.log(
    `${where}: ${adds} ms more than bare at p99, ${Math.round(cpuMicroseconds)} µs of this process's CPU a row; ` +
      `${swaps} swaps under load, ${swapping.failed} failed`,
  );
}
console.log(
  JSON.stringify({
    bench: 'scoring',
    node: process.version,
    options: values,
    throughput,
    bare: quantiles(bare.times),
    here: summary(here),
    apart: summary(apart),
  }),
);

async function measureThroughput({ file, rows, width }: BenchModel) {
  const session = await BareSession.open(file, width);
  const kernel = TreeScorer.of((await treesInThread(file))!);
  if (!kernel) throw new Error('bench: these trees are too much for the kernel; ask for fewer or shallower ones');
  const runs = {
    'The kernel, batch 256': async (part: Float32Array) => void (await kernel.score(part, BATCH)),
    'ONNX Runtime, batch 256': async (part: Float32Array) => void (await session.run(part, BATCH)),
  };
  const speeds = new Map<string, Speed[]>();
  const note = (name: string, speed: Speed) => speeds.set(name, [...(speeds.get(name) ?? []), speed]);
  const peer = xgboost();
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [name, run] of Object.entries(runs)) note(name, await ownSpeed(run, rows, width));
    const speed = peer?.();
    if (speed) note('XGBoost, batch 256', speed);
  }
  await session.close();
  peer?.end();
  const bests = new Map(Array.from(speeds, ([name, all]) => [name, best(all)]));
  const line = ({ perCpuSecond, perSecond }: Speed) => ({
    'rows/s of processor time': Math.round(perCpuSecond),
    'rows/s by the clock': Math.round(perSecond),
  });
  console.table(Object.fromEntries(Array.from(bests, ([name, speed]) => [name, line(speed)])));
  const [own, ...others] = [...bests];
  for (const [name, speed] of others)
    console.log(`the kernel / ${name}, by processor time: ${round(own![1].perCpuSecond / speed.perCpuSecond)}`);
  return Object.fromEntries(bests);
}

interface Speed {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

function best(speeds: readonly Speed[]): Speed {
  return speeds.reduce((a, b) => (b.perCpuSecond > a.perCpuSecond ? b : a));
}

async function ownSpeed(run: (rows: Float32Array) => Promise<void>, rows: Float32Array, width: number): Promise<Speed> {
  const cpuBefore = process.cpuUsage();
  const startedAtMs = performance.now();
  for (let at = 0; at + BATCH <= ROWS; at += BATCH) await run(rows.subarray(at * width, (at + BATCH) * width));
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

interface StageResult {
  readonly quiet: LoadResult & { readonly runs: number };
  readonly swapping: LoadResult & { readonly runs: number };
  readonly swaps: number;
  /** Of a row, without swaps; what asks is in it, an inference process is not. */
  readonly cpuMicroseconds: number;
}

function summary({ quiet, swapping, swaps, cpuMicroseconds }: StageResult) {
  const [times, late] = [quantiles(swapping.times), quantiles(swapping.late)];
  return {
    quiet: quantiles(quiet.times),
    swapping: times,
    lateWhileSwapping: late,
    swaps,
    failed: swapping.failed,
    cpuMicroseconds,
  };
}

/** In short turns, so that what else the machine does is in all of them. */
async function measureStages(): Promise<[StageResult, StageResult]> {
  const files = [model.file, other.file];
  const stages = [await Stage.open(files), await Stage.open(files.map(withoutTrees))] as const;
  for (const stage of stages) await openLoop(model, rate, 2, (one) => stage.ask(one));
  const turns: [StageResult[], StageResult[]] = [[], []];
  for (let turn = 0; turn < STAGE_TURNS; turn++)
    for (const [i, stage] of stages.entries()) turns[i as 0 | 1].push(await measureStage(stage));
  for (const stage of stages) await stage.close();
  return [together(turns[0]), together(turns[1])];
}

async function measureStage(stage: Stage): Promise<StageResult> {
  const load = async () => {
    const before = stage.runs;
    const result = await openLoop(model, rate, seconds / STAGE_TURNS, (one) => stage.ask(one));
    return { ...result, runs: stage.runs - before };
  };
  const cpuBefore = process.cpuUsage();
  const quiet = await load();
  const { user, system } = process.cpuUsage(cpuBefore);
  let swaps = 0;
  const state = { isOn: true };
  const swapped = (async () => {
    for (; state.isOn; swaps++) {
      await stage.swap();
      await delay(SWAP_EVERY_MS);
    }
  })();
  const swapping = await load();
  state.isOn = false;
  await swapped;
  return { quiet, swapping, swaps, cpuMicroseconds: (user + system) / quiet.times.length };
}

function together(turns: readonly StageResult[]): StageResult {
  const sum = (of: (turn: StageResult) => number): number => turns.reduce((total, turn) => total + of(turn), 0);
  const all = (which: 'quiet' | 'swapping') => ({
    times: turns.flatMap((turn) => turn[which].times),
    late: turns.flatMap((turn) => turn[which].late),
    failed: sum((turn) => turn[which].failed),
    runs: sum((turn) => turn[which].runs),
  });
  return {
    quiet: all('quiet'),
    swapping: all('swapping'),
    swaps: sum(({ swaps }) => swaps),
    cpuMicroseconds: sum(({ cpuMicroseconds }) => cpuMicroseconds) / turns.length,
  };
}

/** The same graph, from somebody who says nothing of its trees: such a model has a process. */
function withoutTrees(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  bytes.write('caracal.treeModem', bytes.indexOf('caracal.treeModel'), 'latin1');
  return bytes;
}

async function bareLoad(): Promise<LoadResult> {
  const session = await BareSession.open(model.file, WIDTH);
  const ask = async (row: Float32Array): Promise<boolean> => Number.isFinite((await session.run(row, 1))[0]);
  await openLoop(model, rate, 2, ask);
  const bare = await openLoop(model, rate, seconds, ask);
  await session.close();
  return bare;
}
