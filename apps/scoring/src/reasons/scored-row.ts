import type { ModelColumns } from '../feature-vector.js';

/** One row that the model scored, beside what each column did to the probability. */
export interface ScoredRow {
  readonly columns: ModelColumns;
  /** In the order of `columns.set`. */
  readonly vector: Float64Array;
  /** In the model's order: log-odds. */
  readonly contributions: ArrayLike<number>;
}
