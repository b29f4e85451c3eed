import type { FeatureChangeV1 } from '#contracts';
import type { FeatureSet } from '#features';
import type { NamedFeature } from './named-features.js';

/** Where the features of tenants are kept. */
export abstract class FeatureSource {
  /** The features of tenants that have some of their own: of all at first, then of those that changed since, and some that did not. */
  abstract read(): Promise<readonly FeatureChangeV1[]>;
  /** Of tenants whose days and hours are not those of UTC. */
  abstract zones(): Promise<readonly TenantZone[]>;
  /** Those of `versions` that are known, of the tenant or of the installation; without versions the newest. */
  abstract sets(tenantId: string, versions?: readonly string[]): Promise<readonly StoredSet[]>;
  /** Remembers what values of the installation's features are. */
  abstract keepPack(set: FeatureSet): Promise<void>;
  /** Remembers what values of a tenant's features are. */
  abstract keep(tenantId: string, set: FeatureSet): Promise<void>;
}

export interface TenantZone {
  readonly tenantId: string;
  /** IANA name. */
  readonly timeZone: string;
}

export interface StoredSet {
  readonly version: string;
  readonly features: readonly NamedFeature[];
}

/** Of an installation whose tenants have no features of their own. */
class NoFeatureSource extends FeatureSource {
  override async read(): Promise<readonly FeatureChangeV1[]> {
    return [];
  }
  override async zones(): Promise<readonly TenantZone[]> {
    return [];
  }
  override async sets(): Promise<readonly StoredSet[]> {
    return [];
  }
  override async keepPack(): Promise<void> {}
  override async keep(): Promise<void> {}
}

export const NO_FEATURE_SOURCE: FeatureSource = new NoFeatureSource();
