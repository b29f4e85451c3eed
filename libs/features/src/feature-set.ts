/** Features with their places in a vector: all that is needed to read values. Every plan is one. */
import type { PlannedFeature } from './plan/feature-plan.js';

export interface FeatureSet {
  /** The same text means the same features, worked out in the same way, in the same order. */
  readonly version: string;
  /** In the order of the vector. */
  readonly features: readonly PlannedFeature[];
  feature(name: string): PlannedFeature | undefined;
}
