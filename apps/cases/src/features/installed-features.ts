import type { FeaturePack } from '#tenancy';

/** What every tenant begins with; a class so that it can be injected. */
export class InstalledFeatures {
  constructor(readonly pack: FeaturePack) {}
}
