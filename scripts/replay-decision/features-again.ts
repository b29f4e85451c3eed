/** The features of one transaction, worked out anew from its entities' histories. Pure. */
import type { DecisionV1, TransactionV1 } from '#contracts';
import { EntityState, type EntityValues, type FeaturePlan, fill, type StoredPast } from '#features';

export interface FeaturesAgain {
  /** In the plan's order. */
  readonly vector: Float64Array;
  /** Transactions that the entities had taken in before. */
  readonly earlier: number;
}

/** What an entity of the transaction had taken in before it came, page by page. */
export type PastOf = (type: string, id: string) => AsyncIterable<StoredPast>;

/** @param decided - the decision of this transaction, in the plan's features; entities that it had not are missing again */
export async function featuresAgain(
  plan: FeaturePlan,
  { transaction, entities }: DecisionV1,
  pastOf: PastOf,
): Promise<FeaturesAgain> {
  const again: EntityValues[] = [];
  let earlier = 0;
  for (const { type } of plan.entities) {
    const entity = entities.find(({ entityType }) => entityType === type);
    if (entity === undefined) continue;
    const { values, count } = await valuesAgain(plan, type, transaction, pastOf(type, entity.entityId));
    earlier += count;
    again.push({ entityType: type, values });
  }
  return { vector: plan.vector(transaction, again), earlier };
}

async function valuesAgain(
  plan: FeaturePlan,
  type: string,
  transaction: TransactionV1,
  past: AsyncIterable<StoredPast>,
): Promise<{ values: Float64Array; count: number }> {
  const state = new EntityState(plan, type);
  let count = 0;
  for await (const page of past) count += fill(state, page);
  const facts = new Float64Array(plan.factsLength);
  plan.read(transaction, facts);
  const values = state.advance(facts, transaction);
  if (values === undefined) throw new Error(`the ${type} of ${transaction.id} had it before it came`);
  // The values of all entities of a plan share one buffer.
  return { values: values.slice(), count };
}
