/**
 * Rows → a calibrated logistic model and what is known of its quality. Split by time, never at random: fitted on the
 * past, calibrated on what followed, judged on the newest part, which nothing was chosen by.
 */
import { createHash } from 'node:crypto';
import type { LogisticModel } from '#onnx';
import {
  averagePrecision,
  brierScore,
  calibrationCurve,
  calibrationError,
  recallAtFalsePositiveRate,
  rocAuc,
  type CalibrationBin,
} from '#trees';
import { fitLogistic, logOddsOf, sigmoid, type Fit } from './logistic-regression.js';
import { learnStandard, standardise, type Standard } from './standardise.js';
import { between, type TrainingRows } from './training-rows.js';

export interface TrainerOptions {
  readonly modelId: string;
  readonly modelVersion: number;
  readonly featureSet: string;
  readonly featureNames: readonly string[];
  readonly penalty: number;
  readonly positiveWeight: number;
  readonly trainFromMs: number;
  readonly calibrateFromMs: number;
  readonly testFromMs: number;
  readonly untilMs: number;
}

export interface Trained {
  readonly model: LogisticModel;
  readonly splits: Record<'train' | 'calibrate' | 'test', { rows: number; frauds: number }>;
  /** On the test rows. */
  readonly calibration: CalibrationBin[];
  /** On the test rows: the share of each typology's frauds that is caught when 1 % of the good payments are flagged. */
  readonly recallByTypology: Record<string, { frauds: number; recall: number }>;
}

/** Deterministic: the same rows and options give the same model to the last bit. */
export function trainLogistic(all: TrainingRows, options: TrainerOptions): Trained {
  const train = between(all, options.trainFromMs, options.calibrateFromMs);
  const calibrate = between(all, options.calibrateFromMs, options.testFromMs);
  const test = between(all, options.testFromMs, options.untilMs);
  const standard = learnStandard(train.rows, all.columns);
  const fit = fitLogistic({ columns: all.columns, rows: standardise(train.rows, standard) }, train.labels, options);
  const calibrated = calibratedOn(calibrate, standard, fit);
  const scores = probabilities(test, standard, calibrated);
  const { labels } = test;
  const calibration = calibrationCurve(labels, scores, 10);
  const { modelId, modelVersion, featureSet, featureNames } = options;
  return {
    model: {
      featureNames,
      ...standard,
      weights: calibrated.weights,
      bias: calibrated.bias,
      metadata: {
        modelId,
        modelVersion,
        featureSet,
        trainedFromMs: options.trainFromMs,
        trainedToMs: options.calibrateFromMs,
        dataHash: hashOf(all),
        metrics: {
          roc_auc: rocAuc(labels, scores),
          average_precision: averagePrecision(labels, scores),
          recall_at_fpr_0_1_percent: recallAtFalsePositiveRate(labels, scores, 0.001),
          recall_at_fpr_1_percent: recallAtFalsePositiveRate(labels, scores, 0.01),
          brier_score: brierScore(labels, scores),
          expected_calibration_error: calibrationError(calibration),
        },
        typicalValues: mediansOfGood(train),
      },
    },
    splits: { train: sizeOf(train), calibrate: sizeOf(calibrate), test: sizeOf(test) },
    calibration,
    recallByTypology: recallByTypology(test, scores),
  };
}

/**
 * Platt's scaling (1999) by logistic regression on the log-odds alone, folded into weights and bias: so the class
 * weights of the fit leave no trace in the probabilities, and the model stays one logistic regression.
 */
function calibratedOn(rows: TrainingRows, standard: Standard, fit: Fit): Pick<Fit, 'weights' | 'bias'> {
  const odds = logOddsOf({ columns: rows.columns, rows: standardise(rows.rows, standard) }, fit);
  const platt = fitLogistic({ columns: 1, rows: Float32Array.from(odds) }, rows.labels, {
    penalty: 0,
    positiveWeight: 1,
  });
  const slope = platt.weights[0]!;
  return { weights: fit.weights.map((weight) => weight * slope), bias: fit.bias * slope + platt.bias };
}

function probabilities(rows: TrainingRows, standard: Standard, fit: Pick<Fit, 'weights' | 'bias'>): Float64Array {
  return logOddsOf({ columns: rows.columns, rows: standardise(rows.rows, standard) }, fit).map(sigmoid);
}

/** What analysts are told is usual: the median of good payments; NaN where most have no value. */
function mediansOfGood({ rows, labels, columns }: TrainingRows): number[] {
  const good = labels.reduce((sum, label) => sum + 1 - label, 0);
  return Array.from({ length: columns }, (_, column) => {
    const values = Float32Array.from(
      (function* () {
        for (let row = 0; row < labels.length; row++) {
          const value = rows[row * columns + column]!;
          if (labels[row] === 0 && !Number.isNaN(value)) yield value;
        }
      })(),
    ).sort();
    return values.length < good / 2 ? Number.NaN : values[values.length >> 1]!;
  });
}

function recallByTypology(test: TrainingRows, scores: Float64Array): Trained['recallByTypology'] {
  const good = scores.filter((_, row) => test.labels[row] === 0).sort();
  const threshold = good[Math.floor(good.length * 0.99)]!;
  const counts = new Map<string, { frauds: number; caught: number }>();
  for (const [row, typology] of test.typologies.entries()) {
    if (test.labels[row] === 0 || typology === undefined) continue;
    const count = counts.get(typology) ?? { frauds: 0, caught: 0 };
    count.frauds++;
    if (scores[row]! > threshold) count.caught++;
    counts.set(typology, count);
  }
  return Object.fromEntries(
    [...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { frauds, caught }]) => [name, { frauds, recall: caught / frauds }]),
  );
}

function sizeOf({ labels }: TrainingRows): { rows: number; frauds: number } {
  return { rows: labels.length, frauds: labels.reduce((sum, label) => sum + label, 0) };
}

function hashOf({ rows, labels }: TrainingRows): string {
  const hash = createHash('sha256');
  hash.update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  return hash.update(labels).digest('hex');
}
