import type { Clock } from '#kernel';
import { TokenBucket, type Tenant } from '#tenancy';

export interface QuotaState {
  readonly allowed: boolean;
  /** Header values of draft-ietf-httpapi-ratelimit-headers. */
  readonly limit: string;
  readonly policy: string;
  readonly retryAfterMs: number;
}

/** One token bucket a tenant, in this instance. */
export class Quotas {
  private readonly buckets = new Map<string, { tenant: Tenant; bucket: TokenBucket }>();

  constructor(private readonly clock: Clock) {}

  take(tenant: Tenant): QuotaState {
    const now = this.clock.now();
    let entry = this.buckets.get(tenant.id);
    if (
      !entry ||
      entry.tenant.quota.perSecond !== tenant.quota.perSecond ||
      entry.tenant.quota.burst !== tenant.quota.burst
    ) {
      entry = { tenant, bucket: new TokenBucket(tenant.quota, now) };
      this.buckets.set(tenant.id, entry);
    }
    const { allowed, remaining, retryAfterMs } = entry.bucket.take(now);
    const resetSeconds = Math.ceil((tenant.quota.burst - remaining) / tenant.quota.perSecond);
    return {
      allowed,
      limit: `"default";r=${remaining};t=${resetSeconds}`,
      policy: `"default";q=${tenant.quota.burst};w=${Math.ceil(tenant.quota.burst / tenant.quota.perSecond)}`,
      retryAfterMs,
    };
  }
}
