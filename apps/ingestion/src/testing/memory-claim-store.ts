import { ClaimStore, type Claim, type ClaimResult } from '../claim-store.js';

/** Claims of one process, for unit tests: the same meaning as `pg-claim-store`. */
export class MemoryClaimStore extends ClaimStore {
  private readonly rows: Claim[] = [];
  private readonly seconds = new Map<string, string>();

  override async claim(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    return claims.map((claim): ClaimResult => {
      const same = (row: Claim): boolean => row.tenantId === claim.tenantId && row.livemode === claim.livemode;
      const byKey = this.rows.find(
        (row) => same(row) && claim.idempotencyKey !== undefined && row.idempotencyKey === claim.idempotencyKey,
      );
      const byId = this.rows.find((row) => same(row) && row.externalId === claim.externalId);
      const holder = byKey && byKey.externalId !== claim.externalId ? byKey : (byId ?? byKey);
      if (!holder) {
        this.rows.push(claim);
        return { kind: 'new' };
      }
      if (holder.transactionId === claim.transactionId) return { kind: 'new' };
      if (holder.bodyHash.equals(claim.bodyHash)) return { kind: 'same', transactionId: holder.transactionId };
      return { kind: 'conflict', on: holder.externalId === claim.externalId ? 'id' : 'key' };
    });
  }

  override async addSecondId(tenantId: string, secondId: string, firstId: string): Promise<void> {
    this.seconds.set(`${tenantId} ${secondId}`, firstId);
  }

  override async firstIdOf(tenantId: string, secondId: string): Promise<string | undefined> {
    return this.seconds.get(`${tenantId} ${secondId}`);
  }

  override async transactionIdOf(tenantId: string, livemode: boolean, externalId: string): Promise<string | undefined> {
    return this.rows.find(
      (row) => row.tenantId === tenantId && row.livemode === livemode && row.externalId === externalId,
    )?.transactionId;
  }
}
