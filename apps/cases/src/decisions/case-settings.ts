import type { TenantDirectory } from '#tenancy';
import type { CaseRules } from './settle-decisions.js';

/** The rules of cases, for the tenants at hand. */
export class CaseSettings {
  constructor(
    private readonly reviewWithinMs: number,
    private readonly tenants: Pick<TenantDirectory, 'byId'>,
  ) {}

  /** From memory but for a tenant's first time, so to be asked before a transaction of the database is begun. */
  async rulesOf(tenantIds: readonly string[]): Promise<CaseRules> {
    const found = await Promise.all(tenantIds.map((id) => this.tenants.byId(id)));
    const byId = new Map(found.map((tenant, i) => [tenantIds[i]!, tenant?.exchange]));
    return { reviewWithinMs: this.reviewWithinMs, exchangeOf: (id) => byId.get(id) ?? ROUGH };
  }
}

/** Of a tenant that is gone while records of it still come. */
const ROUGH = { referenceCurrency: 'USD', unitsPerUsd: {} };
