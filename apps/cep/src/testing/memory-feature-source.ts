import type { FeatureChangeV1 } from '#contracts';
import { FeatureSource } from '#tenancy';

/** What tenants declare, in memory. */
export class MemorySource extends FeatureSource {
  changes: FeatureChangeV1[] = [];
  reads = 0;

  override async read(): Promise<readonly FeatureChangeV1[]> {
    this.reads++;
    return this.changes;
  }
  override async zones(): Promise<readonly []> {
    return [];
  }
  override async sets(): Promise<readonly []> {
    return [];
  }
  override async keepPack(): Promise<void> {}
  override async keep(): Promise<void> {}
}
