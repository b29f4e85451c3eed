/** Where the session of a moment begins. */
import type { EntityRows } from '../engine/entity-rows.js';

/**
 * Time of the newest row that is not of the session of `untilMs`: the rows without a gap longer than `gapMs` between them and
 * up to there. -Infinity where all are.
 * @param last - the row to begin with; those later than `untilMs` are passed over
 */
export function sessionEdge(rows: EntityRows, last: number, untilMs: number, gapMs: number): number {
  let nextMs = untilMs;
  for (let sequence = last; sequence >= rows.first; sequence--) {
    const timeMs = rows.timeOf(sequence);
    if (timeMs > untilMs) continue;
    if (nextMs - timeMs > gapMs) return timeMs;
    nextMs = timeMs;
  }
  return -Infinity;
}
