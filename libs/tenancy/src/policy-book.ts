/** The policies of the tenants at hand, compiled once per version. Loading may wait for the directory; reading never does. */
import type { TenantPolicy } from '#decisions';
import { compilePolicy } from '#policy';
import type { Tenant, TenantDirectory } from './tenant-directory.js';

export class PolicyBook {
  private readonly compiled = new Map<string, TenantPolicy>();

  constructor(
    private readonly directory: Pick<TenantDirectory, 'byId'>,
    /** A stored policy doesn't compile; the last one that did stays in force. */
    private readonly broken: (tenantId: string, version: number, error: unknown) => void,
  ) {}

  /**
   * Brings the policies of these tenants up to date. Where the directory can't answer, the last known policy stays;
   * rejects with its error only where there is none.
   */
  async load(tenantIds: Iterable<string>): Promise<void> {
    for (const id of tenantIds) {
      try {
        this.note(id, await this.directory.byId(id));
      } catch (error) {
        if (!this.compiled.has(id)) throw error;
      }
    }
  }

  /** Undefined for a tenant that doesn't exist, or whose only policy doesn't compile. */
  of(tenantId: string): TenantPolicy | undefined {
    return this.compiled.get(tenantId);
  }

  private note(id: string, tenant: Tenant | undefined): void {
    if (!tenant) {
      this.compiled.delete(id);
      return;
    }
    const { exchange } = tenant;
    const { version, definition } = tenant.policy;
    const known = this.compiled.get(id);
    if (known?.version === version) {
      if (known.exchange !== exchange) this.compiled.set(id, { ...known, exchange });
      return;
    }
    try {
      this.compiled.set(id, { version, policy: compilePolicy(definition), exchange });
    } catch (error) {
      this.broken(id, version, error);
    }
  }
}
