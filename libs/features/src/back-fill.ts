/**
 * What a state lacks because features ask for more than they did when it was written: read anew of the events that are still
 * there as a whole. What they don't reach stays flagged.
 */
import type { EntityState } from './engine/entity-state.js';
import { ID, TIME } from './plan/columns.js';
import type { FeatureEvent } from './plan/feature-event.js';

/**
 * To be called with a state that was just decoded, before anything is worked out of it.
 *
 * @param events - of the entity, in any order; those that the state doesn't hold are passed over
 */
export function backFill(state: EntityState, events: readonly FeatureEvent[]): void {
  const { rows, plan, features } = state;
  // Only what was decoded without all of its columns is flagged up to its newest event.
  if (rows.length === 0 || rows.droppedUntil < rows.lastAt) return;
  const facts = new Float64Array(features.factsLength);
  const filled = new Set<number>();
  for (const event of events) {
    features.read(event, facts);
    const place = rows.placeOf(facts[TIME]!, facts[ID]!);
    if (place >= 0) continue;
    const row = -place - 1;
    const base = rows.baseOf(row);
    for (let i = 0; i < plan.columns.length; i++) rows.data[base + i] = facts[plan.columns[i]!]!;
    filled.add(row);
  }
  let oldest = rows.end;
  while (oldest > rows.first && filled.has(oldest - 1)) oldest--;
  if (oldest > rows.first && plan.keepsAside) state.lacksPast = true;
  // What was let go was older than any window of then, and windows of now may reach further back.
  rows.droppedUntil = oldest > rows.first ? Math.max(rows.timeOf(oldest - 1), state.letGoUntil) : state.letGoUntil;
}
