/** How good a model is on rows that it was not chosen by. */
import {
  averagePrecision,
  brierScore,
  calibrationCurve,
  calibrationError,
  cardPrecisionAt,
  logLoss,
  precisionAt,
  recallAtFalsePositiveRate,
  rocAuc,
  type DayOfCards,
} from '#trees';
import { rowsBetween, type TrainingTable } from './training-table.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const CARDS_CHECKED = 100;
const CALIBRATION_BINS = 20;

export type Metrics = Readonly<Record<string, number>>;

/** Names as in the metadata of model files. `card_precision_at_100` where cards and times are known. */
export function metricsOf(table: TrainingTable, margins: Float64Array, probabilities: Float64Array): Metrics {
  const { labels } = table;
  const days = table.cards && table.timesMs && daysOfCards(table, margins);
  return {
    roc_auc: rocAuc(labels, margins),
    average_precision: averagePrecision(labels, margins),
    recall_at_fpr_0_1_percent: recallAtFalsePositiveRate(labels, margins, 0.001),
    recall_at_fpr_1_percent: recallAtFalsePositiveRate(labels, margins, 0.01),
    precision_at_100: precisionAt(labels, margins, Math.min(100, labels.length)),
    ...(days && { card_precision_at_100: cardPrecisionAt(days, CARDS_CHECKED) }),
    log_loss: logLoss(labels, probabilities),
    brier_score: brierScore(labels, probabilities),
    expected_calibration_error: calibrationError(calibrationCurve(labels, probabilities, CALIBRATION_BINS)),
  };
}

/** Days of UTC, in order; rows in the order of time. */
export function daysOfCards({ cards, timesMs, labels }: TrainingTable, scores: Float64Array): DayOfCards[] {
  return stretches(timesMs!, DAY_MS).map(({ from, to }) => ({
    cards: cards!.subarray(from, to),
    scores: scores.subarray(from, to),
    labels: labels.subarray(from, to),
  }));
}

export interface WeekOfQuality {
  readonly fromMs: number;
  readonly rows: number;
  readonly frauds: number;
  /** NaN in a week of one label only. */
  readonly averagePrecision: number;
  readonly rocAuc: number;
}

/** Weeks of Monday to Sunday, UTC; none where times are not known. */
export function qualityByWeek(table: TrainingTable, margins: Float64Array): WeekOfQuality[] {
  if (!table.timesMs) return [];
  // 1970-01-05 was a Monday.
  return stretches(table.timesMs, WEEK_MS, 4 * DAY_MS).map(({ from, to, fromMs }) => {
    const { labels } = rowsBetween(table, from, to);
    const scores = margins.subarray(from, to);
    const frauds = labels.reduce((sum, label) => sum + label, 0);
    return {
      fromMs,
      rows: to - from,
      frauds,
      averagePrecision: averagePrecision(labels, scores),
      rocAuc: rocAuc(labels, scores),
    };
  });
}

interface Stretch {
  readonly fromMs: number;
  readonly from: number;
  readonly to: number;
}

function stretches(timesMs: Float64Array, lengthMs: number, originMs = 0): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  while (from < timesMs.length) {
    const fromMs = Math.floor((timesMs[from]! - originMs) / lengthMs) * lengthMs + originMs;
    let to = from + 1;
    while (to < timesMs.length && timesMs[to]! < fromMs + lengthMs) to++;
    found.push({ fromMs, from, to });
    from = to;
  }
  return found;
}
