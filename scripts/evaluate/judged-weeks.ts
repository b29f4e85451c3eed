/** How good the scores of a week are. */
import { averagePrecision, cardPrecisionAt, recallAtFalsePositiveRate, rocAuc } from '#trees';
import { daysOfCards, reordered } from '#training';
import type { LabelledRows } from './labelled-rows.js';

const DAY_MS = 86_400_000;
const CARDS_CHECKED = 100;

export interface ScoredWeek {
  readonly week: number;
  readonly fromMs: number;
  /** Rows of the week. */
  readonly from: number;
  readonly to: number;
  readonly scores: Float64Array;
}

export interface JudgedWeek {
  readonly week: number;
  readonly fromMs: number;
  readonly rows: number;
  readonly frauds: number;
  readonly auc: number;
  readonly averagePrecision: number;
  readonly cardPrecision: number;
  /** Share of frauds caught when 0.1 % of the good payments are flagged. */
  readonly recall: number;
}

/** NaN where a week has rows of one label only. */
export function judgeWeek(rows: LabelledRows, scored: ScoredWeek, leaveOutDays: number): JudgedWeek {
  const { week, fromMs, from, to, scores } = scored;
  const all = rows.table(from, to, Infinity);
  const known = knownCards(rows, scored, leaveOutDays);
  const judged = Uint32Array.from(all.labels.keys()).filter((row) => !known(all.cards![row]!, all.timesMs![row]!));
  const table = reordered(all, judged);
  const kept = Float64Array.from(judged, (row) => scores[row]!);
  const { labels } = table;
  return {
    week,
    fromMs,
    rows: labels.length,
    frauds: labels.reduce((sum, label) => sum + label, 0),
    auc: rocAuc(labels, kept),
    averagePrecision: averagePrecision(labels, kept),
    cardPrecision: cardPrecisionAt(daysOfCards(table, kept), CARDS_CHECKED),
    recall: recallAtFalsePositiveRate(labels, kept, 0.001),
  };
}

/** Whether a card's fraud, no older than so many days before the week, was known when the day of this payment began. */
function knownCards(
  rows: LabelledRows,
  { fromMs, to }: ScoredWeek,
  days: number,
): (card: number, timeMs: number) => boolean {
  if (days === 0) return () => false;
  const begin = rows.firstAt(fromMs - days * DAY_MS);
  const { cards } = rows.table(begin, to, Infinity);
  const knownAt = new Map<number, number>();
  for (const [i, card] of cards!.entries()) {
    const known = rows.knownAtOf(begin + i);
    if (known < (knownAt.get(card) ?? Infinity)) knownAt.set(card, known);
  }
  return (card, timeMs) => (knownAt.get(card) ?? Infinity) <= Math.floor(timeMs / DAY_MS) * DAY_MS;
}
