/** What is usual, at the moment of the decision: the payer's own where the signals say it, else what the model learned. */
import type { EntitySignalV1 } from '#contracts';
import { isInOneCurrency, isMoneyOfMany, type FeatureValues, type PlannedFeature } from '#features';

/** Averages of earlier payments, the closest to this payment first. */
const OWN_AVERAGES = ['account_mean_30d', 'card_mean_30d'];

/**
 * In the feature's unit; undefined when not known.
 *
 * @param typical what the model carries; NaN when it doesn't
 */
export function habitOf(
  feature: PlannedFeature,
  values: FeatureValues,
  entities: readonly EntitySignalV1[],
  typical: number,
): number | undefined {
  if (feature.unit === 'log_minor') return ownAverage(values, entities);
  const known = typicalOf(feature, typical);
  return Number.isNaN(known) ? undefined : known;
}

/** The model's typical amounts are of all currencies together, so they are nobody's habit. */
export function typicalOf(feature: PlannedFeature, typical: number): number {
  return isMoneyOfMany(feature) || feature.unit === 'log_minor' ? Number.NaN : typical;
}

function ownAverage({ features, vector }: FeatureValues, entities: readonly EntitySignalV1[]): number | undefined {
  for (const name of OWN_AVERAGES) {
    const feature = features.feature(name);
    const mean = feature && vector[feature.index];
    if (feature && mean !== undefined && mean > 0 && isInOneCurrency(feature, entities)) return Math.log1p(mean);
  }
  return undefined;
}
