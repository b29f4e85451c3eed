/** All that is told of a training: what from, how, how good. Plain data; `report-page.ts` makes a page of it. */
import type { CalibrationBin, FeatureImportance, ThresholdCurve, TrainingParameters } from '#trees';
import type { Costs, OperatingPoint } from './operating-points.js';
import type { Metrics, WeekOfQuality } from './quality.js';
import type { WorstErrors } from './worst-errors.js';

export interface TrainingReport {
  readonly modelId: string;
  readonly modelVersion: number;
  readonly featureSet: string;
  readonly lineage: Readonly<Record<string, string>>;
  readonly dataHash: string;
  readonly parts: readonly PartOfReport[];
  /** `chance`: times are not known, and what is measured flatters. */
  readonly splitBy: 'time' | 'chance';
  readonly gapMs: number;
  readonly features: number;
  /** Columns with nothing to learn from. */
  readonly ignored: readonly string[];
  readonly parameters: TrainingParameters;
  readonly treesKept: number;
  /** Average precision on the rows for validation after each tree. */
  readonly history: readonly number[];
  /** On the test rows, as everything below. */
  readonly metrics: Metrics;
  readonly curve: ThresholdCurve;
  readonly calibration: { readonly kind: string; readonly bins: readonly CalibrationBin[] };
  readonly costs: Costs;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly weeks: readonly WeekOfQuality[];
  /** By falling mean |SHAP value|. */
  readonly importance: readonly ReportedImportance[];
  readonly worst: WorstErrors;
}

export interface PartOfReport {
  readonly name: 'train' | 'validation' | 'test';
  readonly rows: number;
  readonly frauds: number;
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface ReportedImportance extends FeatureImportance {
  /** Mean |log-odds| that the feature adds, over a sample of test rows. */
  readonly contribution: number;
}
