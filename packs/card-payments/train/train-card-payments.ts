/** `npm run train:card-payments`: simulates history, trains the pack's model, and writes it with its card beside it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { predictProbabilities } from '#trees';
import { simulate } from '../src/simulate.js';
import { measuresOf } from './measures.js';
import { modelCard } from './model-card.js';
import { trainingRows, type TrainingRows } from './training-rows.js';
import { trainTrees, type TrainerOptions } from './tree-trainer.js';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 5);
/**
 * Days to learn from, to calibrate, and to judge. It learns from the first day on, when nobody is known yet: so is every
 * payer of a new installation, and what has just been seen for the first time must not be fraud for that alone.
 */
const DAYS = { train: 80, calibrate: 20, test: 20 };
const WORLD = { seed: 'card-payments', accounts: 2500, crimeShare: 0.0085 };
/** Other people, other merchants, a third of the size: what was learned must not be this one world by heart. */
const ELSEWHERE = { seed: 'another-town', accounts: 900, crimeShare: 0.0085, days: 30 };

const trainFromMs = FROM_MS;
const calibrateFromMs = trainFromMs + DAYS.train * DAY_MS;
const testFromMs = calibrateFromMs + DAYS.calibrate * DAY_MS;
const OPTIONS: TrainerOptions = {
  modelId: 'card-payments-trees',
  modelVersion: 1,
  // Chosen by average precision on the calibration days. Few splits by column and row, so that no habit of the simulator's
  // carries everything; shallow, so that the file stays small and its reasons short.
  parameters: {
    trees: 120,
    maxDepth: 5,
    learningRate: 0.1,
    minChildWeight: 2,
    columnShare: 0.5,
    rowShare: 0.8,
    exactValuesMax: 256,
    quantileBins: 256,
    stopAfter: 20,
    seed: 1,
  },
  trainFromMs,
  calibrateFromMs,
  testFromMs,
  untilMs: testFromMs + DAYS.test * DAY_MS,
};

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string', default: join('packs', 'card-payments', 'model') },
      threads: { type: 'string', default: String(availableParallelism()) },
    },
  });
  say('simulating');
  const rows = rowsOf(WORLD, trainFromMs, OPTIONS.untilMs);
  say(`training on ${rows.labels.length} payments with ${rows.columns} features`);
  const trained = await trainTrees(rows, OPTIONS, {
    threads: Number(values.threads),
    onProgress: ({ trees, of, averagePrecision }) => {
      if (trees % 20 === 0) say(`${trees} of ${of} trees; average precision ${averagePrecision?.toFixed(4)}`);
    },
  });
  say('judging it in another world');
  const other = rowsOf(ELSEWHERE, trainFromMs, trainFromMs + ELSEWHERE.days * DAY_MS);
  const elsewhere = measuresOf(other.labels, predictProbabilities(trained.model, other.rows));

  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'model.onnx'), trained.onnx);
  const card = modelCard(trained, OPTIONS, WORLD, {
    world: ELSEWHERE,
    payments: other.labels.length,
    metrics: elsewhere,
  });
  await writeFile(join(values.out, 'model-card.json'), card);
  for (const [name, value] of Object.entries(trained.metrics)) say(`${name}: ${value.toFixed(4)}`);
  say(`written to ${values.out}: ${trained.onnx.length} bytes`);
}

function rowsOf(world: typeof WORLD, fromMs: number, untilMs: number): TrainingRows {
  const { seed, accounts, crimeShare } = world;
  return trainingRows(simulate({ seed, accounts, crimeShare, fromMs: FROM_MS, untilMs }), fromMs);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main(process.argv.slice(2));
