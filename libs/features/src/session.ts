/**
 * The session of an event: the run of its entity's events around it without a gap longer than the plan's. Read from the
 * rows, so it is exact for late events too: one that falls between two sessions joins them.
 */
import type { EntityState } from './engine/entity-state.js';
import { passes } from './plan/group-plan.js';

export interface Session {
  startedAtMs: number;
  lastAtMs: number;
  count: number;
  /** Money spent, in minor units: neither declined nor returned. 0 where the plan was compiled without `sessions`. */
  amountMinor: number;
}

/** @param own - the event's row, from `insert` */
export function sessionOf({ rows, features: { sessionGapMs }, plan: { spent } }: EntityState, own: number): Session {
  let first = own;
  let last = own;
  while (first > rows.first && rows.timeOf(first) - rows.timeOf(first - 1) <= sessionGapMs) first--;
  while (last + 1 < rows.end && rows.timeOf(last + 1) - rows.timeOf(last) <= sessionGapMs) last++;
  let amountMinor = 0;
  if (spent !== undefined) {
    for (let row = first; row <= last; row++) {
      const base = rows.baseOf(row);
      if (passes(spent.filter, rows.data, base)) amountMinor += rows.data[base + spent.column]! || 0;
    }
  }
  return { startedAtMs: rows.timeOf(first), lastAtMs: rows.timeOf(last), count: last - first + 1, amountMinor };
}
