/** What is stored of an entity, into a state: for whoever looks at its past anew. */
import type { EntityState } from './engine/entity-state.js';
import type { LabelChange } from './engine/label-log.js';
import type { FeatureEvent } from './plan/feature-event.js';

/** Some of what an entity had taken in. */
export interface StoredPast {
  /** In the order in which they are to come: that of the matcher for what it had, any for what it is at a moment. */
  readonly transactions: Iterable<FeatureEvent>;
  /** What had become known of them, or of others. */
  readonly labels: Iterable<LabelChange>;
}

/**
 * Takes it in, the transactions first; called again, it goes on from there. What the state has already changes nothing.
 * @returns how many transactions there were, repeats included
 */
export function fill(state: EntityState, { transactions, labels }: StoredPast): number {
  const plan = state.features;
  const facts = new Float64Array(plan.factsLength);
  let count = 0;
  for (const transaction of transactions) {
    plan.read(transaction, facts);
    state.insert(facts);
    count++;
  }
  for (const label of labels) state.label(label);
  return count;
}
