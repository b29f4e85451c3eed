/** What the state of one entity type keeps, and what is worked out of it at each event. */
import type { CompiledExpression } from '#cel';
import type { ColumnKind } from './columns.js';
import type { Filter, GroupPlan } from './group-plan.js';

export interface EntityPlan {
  /** `card`, or one that the tenant declared. */
  readonly type: string;
  /** The facts that a row begins with: time, id, and what features need. */
  readonly columns: Int32Array;
  /** What each of them from the third on holds, for the encoding. */
  readonly kept: readonly KeptColumn[];
  /** Place in the row of what is known of its label; -1 where no feature asks. */
  readonly labelColumn: number;
  /** Numbers in a row. */
  readonly width: number;
  readonly groups: readonly GroupPlan[];
  /** Of the window without the event itself, then of the window with it. */
  readonly before: readonly Reading[];
  readonly after: readonly Reading[];
  /** From the other values, in this order. */
  readonly derived: readonly DerivedValue[];
  /** By place in the values; NaN where none is given. */
  readonly defaults: Float64Array;
  /** Features of this type. */
  readonly valueCount: number;
  /** Events older than this, counted from the entity's newest, are let go. */
  readonly retentionMs: number;
  /** The longest that any window looks back. */
  readonly lookBackMs: number;
  /** Whether there are windows without an end. */
  readonly keepsAside: boolean;
  /** Events kept once older ones were trimmed. */
  readonly eventsMax: number;
  /** Columns of the row that say what was spent; undefined where sessions are not asked for. */
  readonly spent: { readonly column: number; readonly filter: Filter } | undefined;
  /** Up to so many events, windows are worked out at each one, and nothing is kept of them. */
  readonly scannedMax: number;
}

export interface KeptColumn {
  readonly kind: ColumnKind;
  /** The same number for the same content. */
  readonly hash: number;
  /** For `flags`, of the condition that each bit answers, lowest first. */
  readonly bits: readonly number[];
}

/** How a value is read from a group. `column` is that of the row. */
export interface Reading {
  /** Place in the values. */
  readonly at: number;
  readonly group: number;
  /** Place in the group's parts; -1 where the group itself says it. */
  readonly part: number;
  readonly op: (typeof OPS)[ReadingOp];
  readonly column: number;
  /** The denominator's group, the share of a percentile, or what is divided by. */
  readonly argument: number;
}

/** Numbers, so that reading is a jump. */
export const OPS = {
  count: 0,
  rate: 1,
  rate_since_first: 2,
  ratio: 3,
  sum: 4,
  mean: 5,
  stddev: 6,
  zscore: 7,
  extreme: 8,
  distinct: 9,
  entropy: 10,
  is_new: 11,
  percentile: 12,
  rank: 13,
  trend: 14,
  gap: 15,
  since_first: 16,
  speed: 17,
  run_length: 18,
  run_age: 19,
  count_above: 20,
} as const;
export type ReadingOp = keyof typeof OPS;

export interface DerivedValue {
  readonly at: number;
  readonly where: CompiledExpression<boolean> | undefined;
  readonly value: CompiledExpression<number> | CompiledExpression<boolean>;
  readonly readsEvent: boolean;
  /** Where the value is a threshold: what is counted above it. */
  readonly above: Reading | undefined;
}
