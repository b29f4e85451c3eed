/**
 * A table → a calibrated model and a report of how good it is. Cut by time: trees grow from the oldest part, stop and are
 * calibrated by the next, and are judged on the newest, which nothing was chosen by.
 */
import type { ModelMetadata } from '#onnx';
import {
  DEFAULT_PARAMETERS,
  fitIsotonic,
  fitPlatt,
  train,
  type Trained,
  type TrainingParameters,
  type TreeModel,
} from '#trees';
import { dataHash } from './data-hash.js';
import { judgeModel } from './judge-model.js';
import type { Costs } from './operating-points.js';
import { marginsOf } from './score-table.js';
import { DEFAULT_SPLIT, splitTable, type Parts, type SplitOptions } from './split.js';
import type { TrainingReport } from './training-report.js';
import { checkTable, trainingSetOf, type TrainingTable } from './training-table.js';
import { typicalValues } from './typical-values.js';

export interface ModelTraining {
  readonly modelId: string;
  readonly modelVersion: number;
  /** Version of the definitions that the features were made by. */
  readonly featureSet: string;
  /** What it came from: versions, the model that it was to replace. */
  readonly lineage?: Readonly<Record<string, string>>;
  readonly parameters?: Partial<TrainingParameters>;
  readonly split?: Partial<SplitOptions>;
  /** Default: isotonic. */
  readonly calibration?: 'isotonic' | 'platt' | 'none';
  readonly costs?: Costs;
  readonly threads?: number;
}

export interface TrainingControl {
  /** Ends training between two steps: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ModelProgress) => void;
}

export interface ModelProgress {
  readonly step: 'checking' | 'growing trees' | 'calibrating' | 'judging';
  readonly trees?: number;
  readonly of?: number;
  /** On the rows for validation. */
  readonly averagePrecision?: number;
}

export interface TrainedModel {
  readonly model: TreeModel;
  readonly metadata: Omit<ModelMetadata, 'featureNames' | 'baseMargin'>;
  /** The texts that a category's values stand for, by the feature's name. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  readonly report: TrainingReport;
}

/** Trees without a better validation after which training stops, unless told otherwise. */
const STOP_AFTER = 30;
const DEFAULT_COSTS: Costs = { falseAlarm: 5, missed: 100 };

/** Rejects with `TreesInputError` that says all that is wrong with the table or the options. */
export async function trainModel(
  table: TrainingTable,
  training: ModelTraining,
  control: TrainingControl = {},
): Promise<TrainedModel> {
  const { onProgress, signal } = control;
  const parameters = { ...DEFAULT_PARAMETERS, stopAfter: STOP_AFTER, ...training.parameters };
  onProgress?.({ step: 'checking' });
  checkTable(table);
  const split = { ...DEFAULT_SPLIT, seed: parameters.seed, ...training.split };
  const parts = splitTable(table, split);
  const trained = await grow(parts, parameters, training.threads ?? 1, control);
  onProgress?.({ step: 'calibrating' });
  const validationMargins = marginsOf(trained.model, parts.validation);
  const model = calibratedModel(trained.model, parts.validation.labels, validationMargins, training.calibration);
  const hash = await dataHash(parts.train);
  signal?.throwIfAborted();
  onProgress?.({ step: 'judging' });
  const { modelId, modelVersion, featureSet, costs = DEFAULT_COSTS } = training;
  const lineage = { ...training.lineage, parameters: JSON.stringify(parameters) };
  const said = { modelId, modelVersion, featureSet, lineage, dataHash: hash };
  const report = judgeModel({
    parts,
    model,
    validationMargins,
    costs,
    parameters,
    trained,
    said: { ...said, gapMs: split.gapMs },
  });
  const metadata = {
    ...said,
    ...windowOf(parts.train),
    metrics: report.metrics,
    typicalValues: typicalValues(parts.train),
  };
  return { model, metadata, categories: table.categories ?? {}, report };
}

async function grow(
  { train: from, validation }: Parts,
  parameters: TrainingParameters,
  threads: number,
  { signal, onProgress }: TrainingControl,
): Promise<Trained> {
  return await train(trainingSetOf(from), parameters, {
    validation: trainingSetOf(validation),
    threads,
    ...(signal && { signal }),
    onProgress: (progress) => onProgress?.({ step: 'growing trees', ...progress }),
  });
}

function calibratedModel(
  model: TreeModel,
  labels: Uint8Array,
  margins: Float64Array,
  kind: ModelTraining['calibration'] = 'isotonic',
): TreeModel {
  if (kind === 'none') return model;
  return { ...model, calibration: (kind === 'platt' ? fitPlatt : fitIsotonic)(labels, margins) };
}

/** Both 0 where times are not known. */
function windowOf({ timesMs }: TrainingTable): Pick<ModelMetadata, 'trainedFromMs' | 'trainedToMs'> {
  if (!timesMs) return { trainedFromMs: 0, trainedToMs: 0 };
  return { trainedFromMs: Math.floor(timesMs[0]!), trainedToMs: Math.floor(timesMs.at(-1)!) + 1 };
}
