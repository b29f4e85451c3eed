import type { KeyObject } from 'node:crypto';
import type { PolicyDefinition } from '#policy';
import type { TenantSettings } from './tenant-settings.js';

/** Who a request or a record belongs to, from memory: what it says is at most 5 seconds old, in an outage as old as that. */
export abstract class TenantDirectory {
  /**
   * The holder of a key that is in force. Throws `CaracalError('unavailable')` when it would have to ask and can't, and
   * `forbidden` for a live key of a tenant whose live mode is off.
   */
  abstract byApiKey(key: string): Promise<ApiKeyHolder | undefined>;
  abstract byId(tenantId: string): Promise<Tenant | undefined>;
  /** Every tenant's id, from the database; for work that goes over all tenants, such as expiry. */
  abstract ids(): Promise<readonly string[]>;
}

export interface ApiKeyHolder {
  readonly keyId: string;
  /** Whether it is an `sk_live_` key. */
  readonly livemode: boolean;
  readonly tenant: Tenant;
}

/** The same object for as long as nothing in it has changed, so what is derived from it can be kept by it. */
export interface Tenant extends TenantSettings {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** Keys the ids of its declared entities. An object that nothing prints, and that is never changed. */
  readonly entitySecret: KeyObject;
  /** The latest version, which is live. */
  readonly policy: { readonly version: number; readonly definition: PolicyDefinition };
}
