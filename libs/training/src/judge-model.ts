/** A model and the parts of its table → the report. */
import {
  calibrationCurve,
  featureImportance,
  meanAbsoluteContributions,
  thresholdCurve,
  TreeExplainer,
  type Trained,
  type TrainingParameters,
  type TreeModel,
} from '#trees';
import { operatingPoints, type Costs, type JudgedRows } from './operating-points.js';
import { metricsOf, qualityByWeek } from './quality.js';
import { marginsOf, probabilitiesOf } from './score-table.js';
import type { Parts } from './split.js';
import type { PartOfReport, ReportedImportance, TrainingReport } from './training-report.js';
import { type TrainingTable } from './training-table.js';
import { sampledRows, worstErrors } from './worst-errors.js';

const CALIBRATION_BINS = 20;
const EXPLAINED_ROWS = 2000;
const WORST_ROWS = 20;
const CURVE_STEP = 0.002;

export interface Judgement {
  readonly parts: Parts;
  readonly model: TreeModel;
  readonly validationMargins: Float64Array;
  readonly costs: Costs;
  readonly parameters: TrainingParameters;
  readonly trained: Pick<Trained, 'ignored' | 'history'>;
  readonly said: Pick<TrainingReport, 'modelId' | 'modelVersion' | 'featureSet' | 'lineage' | 'dataHash' | 'gapMs'>;
}

export function judgeModel({
  parts,
  model,
  validationMargins,
  costs,
  parameters,
  trained,
  said,
}: Judgement): TrainingReport {
  const { validation, test } = parts;
  const margins = marginsOf(model, test);
  const probabilities = probabilitiesOf(model, margins);
  const chosenOn = judgedRows(validation, probabilitiesOf(model, validationMargins));
  const explainer = new TreeExplainer(model);
  return {
    ...said,
    parts: partsOfReport(parts),
    splitBy: parts.by,
    features: test.features.length,
    ignored: trained.ignored,
    parameters,
    treesKept: model.treeStart.length - 1,
    history: trained.history,
    metrics: metricsOf(test, margins, probabilities),
    curve: thresholdCurve(test.labels, margins, CURVE_STEP),
    calibration: {
      kind: model.calibration.kind,
      bins: calibrationCurve(test.labels, probabilities, CALIBRATION_BINS),
    },
    costs,
    operatingPoints: operatingPoints(chosenOn, judgedRows(test, probabilities), costs),
    weeks: qualityByWeek(test, margins),
    importance: importanceOf(model, explainer, test),
    worst: worstErrors(test, probabilities, explainer, WORST_ROWS),
  };
}

function judgedRows({ labels, amounts }: TrainingTable, probabilities: Float64Array): JudgedRows {
  return { labels, probabilities, ...(amounts && { amounts }) };
}

function partsOfReport(parts: Parts): PartOfReport[] {
  return (['train', 'validation', 'test'] as const).map((name) => {
    const { labels, timesMs } = parts[name];
    const frauds = labels.reduce((sum, label) => sum + label, 0);
    return { name, rows: labels.length, frauds, ...(timesMs && { fromMs: timesMs[0]!, toMs: timesMs.at(-1)! }) };
  });
}

function importanceOf(model: TreeModel, explainer: TreeExplainer, test: TrainingTable): ReportedImportance[] {
  const contributions = meanAbsoluteContributions(explainer, sampledRows(test, EXPLAINED_ROWS), test.columns.length);
  return featureImportance(model)
    .map((importance, i) => ({ ...importance, contribution: contributions[i]! }))
    .sort((a, b) => b.contribution - a.contribution);
}
