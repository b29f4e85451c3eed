/** `npm run train:logistic`: simulates history, trains, and writes the model and its card beside each other. */
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { FEATURE_SET, FEATURES } from '#features';
import { writeLogisticModel } from '#onnx';
import { simulate } from '../src/simulate.js';
import { trainLogistic, type Trained } from './logistic-trainer.js';
import { trainingRows } from './training-rows.js';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 5);
/** Days for the histories to fill, to fit, to calibrate, and to judge. */
const DAYS = { fill: 20, train: 60, calibrate: 20, test: 20 };
const WORLD = { seed: 'card-payments-logistic', accounts: 2500, crimeShare: 0.0085 };
/** Chosen by average precision on the calibration days. */
const FIT = { penalty: 10, positiveWeight: 5 };

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string', default: join('packs', 'card-payments', 'model') } },
  });
  const trainFromMs = FROM_MS + DAYS.fill * DAY_MS;
  const calibrateFromMs = trainFromMs + DAYS.train * DAY_MS;
  const testFromMs = calibrateFromMs + DAYS.calibrate * DAY_MS;
  const untilMs = testFromMs + DAYS.test * DAY_MS;

  say('simulating');
  const rows = trainingRows(simulate({ ...WORLD, fromMs: FROM_MS, untilMs }), trainFromMs);
  say(`training on ${rows.labels.length} payments with ${rows.columns} features`);
  const trained = trainLogistic(rows, {
    modelId: 'card-payments-logistic',
    modelVersion: 1,
    featureSet: FEATURE_SET,
    featureNames: FEATURES.map(({ name }) => name),
    ...FIT,
    trainFromMs,
    calibrateFromMs,
    testFromMs,
    untilMs,
  });

  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'model.onnx'), writeLogisticModel(trained.model));
  await writeFile(join(values.out, 'model-card.json'), `${JSON.stringify(cardOf(trained), jsonNumber, 2)}\n`);
  for (const [name, value] of Object.entries(trained.model.metadata.metrics)) say(`${name}: ${value.toFixed(4)}`);
  say(`written to ${values.out}`);
}

/** What a risk officer asks of a model: what it is for, what it was made from, how good it is, what drives it. */
function cardOf({ model, splits, calibration, recallByTypology }: Trained) {
  const { metadata, featureNames, weights, bias } = model;
  const strongest = featureNames
    .map((feature, i) => ({ feature, log_odds_per_deviation: weights[i]! }))
    .toSorted((a, b) => Math.abs(b.log_odds_per_deviation) - Math.abs(a.log_odds_per_deviation));
  return {
    id: metadata.modelId,
    version: metadata.modelVersion,
    kind: 'logistic regression, calibrated by Platt scaling',
    intended_use:
      'The probability that a card payment is fraud, at the moment it is posted. A first model for new installations; replace it by one that is trained on your own labels.',
    limits:
      'Trained on simulated payments only: rates and habits of real payers differ, and merchant volumes depend on the size of an installation. It reads no names, addresses or other personal attributes.',
    feature_set: metadata.featureSet,
    features: featureNames.length,
    data: {
      source: 'packs/card-payments simulator',
      seed: WORLD.seed,
      accounts: WORLD.accounts,
      crime_share: WORLD.crimeShare,
      trained_from: new Date(metadata.trainedFromMs).toISOString(),
      trained_to: new Date(metadata.trainedToMs).toISOString(),
      splits,
      sha256: metadata.dataHash,
    },
    fit: { penalty: FIT.penalty, positive_weight: FIT.positiveWeight, base_log_odds: bias },
    metrics_on_test_days: metadata.metrics,
    recall_by_typology_at_fpr_1_percent: recallByTypology,
    calibration_on_test_days: calibration.map((bin) => ({
      rows: bin.rows,
      predicted: bin.meanProbability,
      observed: bin.observed,
    })),
    strongest_features: strongest.slice(0, 20),
  };
}

/** Six significant digits: more would only make noise in diffs. */
function jsonNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main(process.argv.slice(2));
