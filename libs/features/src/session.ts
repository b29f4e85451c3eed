/**
 * The session of an event: the run of its entity's events around it without a gap longer than half an hour. Derived from
 * the history, so it is exact for late events too: one that falls between two sessions joins them.
 */
import { type EntityHistory } from './entity-history.js';
import { AMOUNT, NOT_SPENT, TAGS } from './facts.js';
import { MINUTE_MS } from './layout.js';

/** A gap of exactly this belongs to the session; a longer one ends it. */
export const SESSION_GAP_MS = 30 * MINUTE_MS;

export interface Session {
  startedAtMs: number;
  lastAtMs: number;
  count: number;
  /** Money spent: neither declined nor returned. */
  amountMinor: number;
}

export function sessionOf(history: EntityHistory, index: number): Session {
  const { data, start, capacity } = history;
  const end = start + history.length;
  let first = start + index;
  let last = first;
  while (first > start && data[first]! - data[first - 1]! <= SESSION_GAP_MS) first--;
  while (last + 1 < end && data[last + 1]! - data[last]! <= SESSION_GAP_MS) last++;
  let amountMinor = 0;
  for (let row = first; row <= last; row++) {
    if ((data[TAGS * capacity + row]! & NOT_SPENT) === 0) amountMinor += data[AMOUNT * capacity + row]!;
  }
  return { startedAtMs: data[first]!, lastAtMs: data[last]!, count: last - first + 1, amountMinor };
}
