import type { DecisionV1 } from '#contracts';
import type { FeatureSet } from '#features';

/** What values of a version are; undefined where that is not known. */
export type SetOf = (version: string) => FeatureSet | undefined;

/** The value of a feature that a decision was made with; NaN where it had none, or under features that are not known. */
export function decidedValue({ featureSet, features }: DecisionV1, name: string, setOf: SetOf): number {
  return features[setOf(featureSet)?.feature(name)?.index ?? -1] ?? Number.NaN;
}
