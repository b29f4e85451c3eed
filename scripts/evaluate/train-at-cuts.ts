/** Models from what was known at each cut, and their scores of what followed until the next. */
import { train, type TrainingProgress } from '#trees';
import { marginsOf, trainingSetOf } from '#training';
import { EvaluateError } from './evaluate-error.js';
import type { Weeks } from './evaluate-options.js';
import type { EvaluationFile } from './evaluation-file.js';
import type { ScoredWeek } from './judged-weeks.js';
import type { LabelledRows } from './labelled-rows.js';

const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

export interface Cuts {
  readonly evaluation: EvaluationFile;
  /** Where week 0 begins, Unix milliseconds. */
  readonly originMs: number;
  readonly weeks: Weeks;
  /** How long after a payment its label is known at the latest, ms: younger payments are not learned from. */
  readonly labelDelayMs: number;
  readonly threads: number;
}

export interface CutProgress extends TrainingProgress {
  readonly week: number;
  /** Payments that are learned from. */
  readonly rows: number;
}

/** Yields week after week. */
export async function* trainAtCuts(
  rows: LabelledRows,
  { evaluation, originMs, weeks, labelDelayMs, threads }: Cuts,
  signal: AbortSignal,
  onProgress: (progress: CutProgress) => void,
): AsyncGenerator<ScoredWeek> {
  const { retrain_weeks: every } = evaluation;
  for (let first = weeks.first; first <= weeks.last; first += every) {
    const cutMs = originMs + first * WEEK_MS;
    const begin = rows.firstAt(evaluation.learn_from ?? -Infinity);
    const known = rows.table(begin, Math.max(begin, rows.firstAt(cutMs - labelDelayMs)), cutMs);
    if (!known.labels.includes(1))
      throw new EvaluateError(`at the beginning of week ${first} no fraud is known to learn from`);
    const { model } = await train(trainingSetOf(known), evaluation.parameters, {
      threads,
      signal,
      onProgress: (progress) => onProgress({ ...progress, week: first, rows: known.labels.length }),
    });
    for (let week = first; week <= Math.min(weeks.last, first + every - 1); week++) {
      const fromMs = originMs + week * WEEK_MS;
      const [from, to] = [rows.firstAt(fromMs), rows.firstAt(fromMs + WEEK_MS)];
      if (from === to) continue;
      yield { week, fromMs, from, to, scores: marginsOf(model, rows.table(from, to, -Infinity)) };
    }
  }
}
