/**
 * Rows → gradient-boosted trees with a calibration, and what is known of their quality. Split by time, never at random:
 * grown on the past, stopped and calibrated on what followed, judged on the newest part, which nothing was chosen by.
 */
import { createHash } from 'node:crypto';
import { writeOnnxModel } from '#trees';
import {
  featureImportance,
  fitPlatt,
  meanAbsoluteContributions,
  predictMargins,
  predictProbabilities,
  train,
  TreeExplainer,
  type TrainingOptions,
  type TrainingParameters,
  type TrainingSet,
  type TreeModel,
} from '#trees';
import { MODEL_FEATURES } from '../src/features.js';
import { measuresOf, typicalValues } from './measures.js';
import { between, type TrainingRows } from './training-rows.js';

export interface TrainerOptions {
  readonly modelId: string;
  readonly modelVersion: number;
  readonly parameters: Partial<TrainingParameters>;
  readonly trainFromMs: number;
  readonly calibrateFromMs: number;
  readonly testFromMs: number;
  readonly untilMs: number;
}

export interface TrainedTrees {
  readonly model: TreeModel;
  /** The file that scoring loads. */
  readonly onnx: Uint8Array;
  readonly dataHash: string;
  readonly splits: Readonly<Record<'train' | 'calibrate' | 'test', Readonly<{ rows: number; frauds: number }>>>;
  /** The newest rows: nothing was chosen by them. */
  readonly test: TrainingRows;
  /** Of the test rows. */
  readonly probabilities: Float64Array;
  readonly metrics: Readonly<Record<string, number>>;
  /** In the order of the features: gain of its splits, and mean of |SHAP value| over the rows that calibrate, in log-odds. */
  readonly importance: readonly Readonly<{ feature: string; gain: number; meanAbsoluteShap: number }>[];
}

/** Rows of which SHAP values are averaged. */
const EXPLAINED_ROWS = 5000;

/** Deterministic: the same rows and options give the same file to the byte, however many threads work on it. */
export async function trainTrees(
  all: TrainingRows,
  options: TrainerOptions,
  training: Pick<TrainingOptions, 'threads' | 'onProgress'> = {},
): Promise<TrainedTrees> {
  const grow = between(all, options.trainFromMs, options.calibrateFromMs);
  const calibrate = between(all, options.calibrateFromMs, options.testFromMs);
  const test = between(all, options.testFromMs, options.untilMs);
  const { model: grown } = await train(setOf(grow), options.parameters, { ...training, validation: setOf(calibrate) });
  const model = { ...grown, calibration: fitPlatt(calibrate.labels, predictMargins(grown, calibrate.rows)) };
  const probabilities = predictProbabilities(model, test.rows);
  const metrics = measuresOf(test.labels, probabilities);
  const dataHash = hashOf(all);
  const onnx = writeOnnxModel(model, 'ensemble', {
    modelId: options.modelId,
    modelVersion: options.modelVersion,
    featureSet: MODEL_FEATURES.version,
    trainedFromMs: options.trainFromMs,
    trainedToMs: options.calibrateFromMs,
    dataHash,
    metrics,
    typicalValues: typicalValues(grow),
    lineage: { parameters: JSON.stringify(options.parameters) },
  });
  return {
    model,
    onnx,
    dataHash,
    splits: { train: sizeOf(grow), calibrate: sizeOf(calibrate), test: sizeOf(test) },
    test,
    probabilities,
    metrics,
    importance: importanceOf(model, calibrate),
  };
}

function setOf({ rows, labels, columns }: TrainingRows): TrainingSet {
  const byColumn = Array.from({ length: columns }, (_, column) => {
    const values = new Float32Array(labels.length);
    for (let row = 0; row < labels.length; row++) values[row] = rows[row * columns + column]!;
    return values;
  });
  return { features: MODEL_FEATURES.features.map(({ name }) => ({ name, kind: 'number' })), columns: byColumn, labels };
}

/** Every so many of the rows, so that all days are there. */
function importanceOf(model: TreeModel, { rows, labels, columns }: TrainingRows): TrainedTrees['importance'] {
  const every = Math.max(1, Math.floor(labels.length / EXPLAINED_ROWS));
  const some = new Float32Array(Math.ceil(labels.length / every) * columns);
  for (let row = 0, at = 0; row < labels.length; row += every, at += columns)
    some.set(rows.subarray(row * columns, (row + 1) * columns), at);
  const means = meanAbsoluteContributions(new TreeExplainer(model), some, columns);
  return featureImportance(model).map(({ name, gain }, i) => ({ feature: name, gain, meanAbsoluteShap: means[i]! }));
}

function sizeOf({ labels }: TrainingRows): { rows: number; frauds: number } {
  return { rows: labels.length, frauds: labels.reduce((sum, label) => sum + label, 0) };
}

function hashOf({ rows, labels }: TrainingRows): string {
  const hash = createHash('sha256');
  hash.update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  return hash.update(labels).digest('hex');
}
