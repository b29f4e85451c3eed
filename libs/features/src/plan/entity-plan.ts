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
  /** How late an event may come and still be given the values of its time. */
  readonly latenessMs: number;
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
  readonly op: ReadingOp;
  readonly column: number;
  /** The denominator's group, the share of a percentile, or what is divided by. */
  readonly argument: number;
}

export type ReadingOp =
  | 'count'
  | 'rate'
  | 'rate_since_first'
  | 'ratio'
  | 'sum'
  | 'mean'
  | 'stddev'
  | 'zscore'
  | 'extreme'
  | 'distinct'
  | 'entropy'
  | 'is_new'
  | 'percentile'
  | 'rank'
  | 'trend'
  | 'gap'
  | 'since_first'
  | 'speed'
  | 'run_length'
  | 'run_age'
  | 'count_above';

export interface DerivedValue {
  readonly at: number;
  readonly where: CompiledExpression<boolean> | undefined;
  readonly value: CompiledExpression<number> | CompiledExpression<boolean>;
  readonly readsEvent: boolean;
  /** Where the value is a threshold: what is counted above it. */
  readonly above: Reading | undefined;
}
