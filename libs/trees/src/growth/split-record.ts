/** Where threads leave the best split of each (node, column): one record of doubles in shared memory. */
export const RECORD = 5;
/** Offsets in a record. G and H of the left child are in whole-number units. */
export const GAIN = 0;
/** Numbers: left are bins 1 to LIMIT. Categories: unused, the set is in `sets`. */
export const LIMIT = 1;
export const MISSING_LEFT = 2;
export const LEFT_G = 3;
export const LEFT_H = 4;

/** A node as the split search sees it. */
export interface NodeTotals {
  /** In whole-number units. */
  readonly g: number;
  readonly h: number;
  /** Bounds of leaf values below it. */
  readonly lower: number;
  readonly upper: number;
}
