/** The features of a transaction, from what the matchers said of its entities. */
import type { SignalV1 } from '#contracts';
import type { EntityValues, FeaturePlan, FeatureSet } from '#features';
import type { FeatureBook } from '#tenancy';

export interface TransactionVector {
  /** What the vector is the order of. */
  readonly plan: FeaturePlan;
  /** NaN for what is missing. */
  readonly vector: Float64Array;
  /** Every signal speaks of features that are known here; of one that doesn't nothing is in the vector. */
  readonly known: boolean;
}

/**
 * In the order of the features that the first signal was worked out by. Another one may have been worked out by others, as
 * matchers don't change at the same instant: what has the same name is taken over.
 */
export function transactionVector(
  signals: readonly SignalV1[],
  features: Pick<FeatureBook, 'of' | 'plan' | 'set'>,
): TransactionVector {
  const { transaction, featureSet } = signals[0]!;
  const { tenantId } = transaction;
  const plan = features.plan(tenantId, featureSet) ?? features.of(tenantId);
  const entities: EntityValues[] = [];
  let known = true;
  for (const signal of signals) {
    const set = signal.featureSet === plan.version ? plan : features.set(tenantId, signal.featureSet);
    if (set === undefined) known = false;
    else for (const entity of signal.entities) entities.push(set === plan ? entity : renamed(entity, set, plan));
  }
  return { plan, vector: plan.vector(transaction, entities), known };
}

function renamed({ entityType, values }: EntityValues, from: FeatureSet, to: FeaturePlan): EntityValues {
  const named = new Map<string, number>();
  for (const { name, of } of from.features) if (of === entityType) named.set(name, values[named.size] ?? Number.NaN);
  return { entityType, values: to.featuresOf(entityType).map(({ name }) => named.get(name) ?? Number.NaN) };
}
