/** The features of tenants: those in force, and those that stored values were worked out by. */
import { type FeaturePlan, type FeatureSet, readFeatures } from '#features';

export class FeatureBook {
  /** @param pack - what every tenant begins with */
  constructor(private readonly pack: FeaturePlan) {}

  /** In force for this tenant. */
  of(_tenantId: string): FeaturePlan {
    return this.pack;
  }

  /** What tenants without features of their own have. */
  get shared(): FeaturePlan {
    return this.pack;
  }

  /** What vectors of this version are made by; undefined where that is not known here, or no longer. */
  plan(_tenantId: string, version: string): FeaturePlan | undefined {
    return version === this.pack.version ? this.pack : undefined;
  }

  /** What values of this version are; undefined where that is not known here. */
  set(_tenantId: string, version: string): FeatureSet | undefined {
    return version === this.pack.version ? this.pack : undefined;
  }
}

/** @throws Error with all that is wrong with the pack's files */
export function featureBookOf(pack: Parameters<typeof readFeatures>[0]): FeatureBook {
  return new FeatureBook(readFeatures(pack, { sessions: true }));
}
