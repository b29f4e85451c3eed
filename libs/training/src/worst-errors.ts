/** The rows that the model is most wrong about, and which features misled it. */
import { rowsOf, type TreeExplainer } from '#trees';
import { rowOf, rowsBetween, type TrainingTable } from './training-table.js';

export interface WorstError {
  /** Of the part: what the caller called it, or its place. */
  readonly row: string;
  readonly timeMs?: number;
  readonly amount?: number;
  readonly label: 0 | 1;
  readonly probability: number;
  /** The strongest first. */
  readonly why: readonly Contribution[];
}

export interface Contribution {
  readonly feature: string;
  /** NaN is missing; a category is its text. */
  readonly value: number | string;
  /** Log-odds that it added. */
  readonly logOdds: number;
}

const REASONS = 3;

export interface WorstErrors {
  /** Frauds with the lowest probabilities. */
  readonly missed: readonly WorstError[];
  /** Good payments with the highest. */
  readonly falseAlarms: readonly WorstError[];
}

export function worstErrors(
  table: TrainingTable,
  probabilities: Float64Array,
  explainer: TreeExplainer,
  count: number,
): WorstErrors {
  const describe = (row: number): WorstError => ({
    row: table.ids?.[row] ?? `row ${row + 1}`,
    ...(table.timesMs && { timeMs: table.timesMs[row]! }),
    ...(table.amounts && { amount: table.amounts[row]! }),
    label: table.labels[row] === 1 ? 1 : 0,
    probability: probabilities[row]!,
    why: contributionsTo(table, row, explainer),
  });
  const rowsOfLabel = (label: number): number[] =>
    [...table.labels.keys()].filter((row) => table.labels[row] === label);
  const byProbability = (a: number, b: number): number => probabilities[a]! - probabilities[b]! || a - b;
  return {
    missed: rowsOfLabel(1).sort(byProbability).slice(0, count).map(describe),
    falseAlarms: rowsOfLabel(0)
      .sort((a, b) => byProbability(b, a))
      .slice(0, count)
      .map(describe),
  };
}

function contributionsTo(table: TrainingTable, row: number, explainer: TreeExplainer): Contribution[] {
  const values = rowOf(table, row);
  return [...explainer.explain(values)]
    .map((logOdds, i) => ({ feature: table.features[i]!.name, value: valueOf(table, i, values[i]!), logOdds }))
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
    .slice(0, REASONS);
}

function valueOf({ features, categories }: TrainingTable, feature: number, value: number): number | string {
  return categories?.[features[feature]!.name]?.[value] ?? value;
}

/** At most this many rows of a table, evenly spread over it, as a matrix of rows. */
export function sampledRows(table: TrainingTable, count: number): Float32Array {
  const rows = table.labels.length;
  if (rows <= count) return rowsOf(table.columns);
  const width = table.columns.length;
  const sample = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * rows) / count);
    sample.set(rowsOf(rowsBetween(table, row, row + 1).columns), i * width);
  }
  return sample;
}
