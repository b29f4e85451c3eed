import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { ClaimStore, type Claim, type ClaimResult } from './claim-store.js';

// One statement for the common case: nothing collides. The primary key guards the payment id, a partial unique index the
// idempotency key; `on conflict do nothing` covers both, so a row is there with both or not at all.
const INSERT = {
  name: 'claims-insert',
  text: `
  insert into ingestion.claims (tenant_id, livemode, external_id, idempotency_key, transaction_id, body_hash)
  select * from unnest($1::text[], $2::bool[], $3::text[], $4::text[], $5::text[], $6::bytea[])
  on conflict do nothing
  returning transaction_id`,
};

const FIND = {
  name: 'claims-find',
  text: `
  select external_id, idempotency_key, transaction_id, body_hash
  from ingestion.claims
  where tenant_id = $1 and livemode = $2 and (external_id = $3 or idempotency_key = $4)`,
};

interface ClaimRow {
  external_id: string;
  idempotency_key: string | null;
  transaction_id: string;
  body_hash: Buffer;
}

@Injectable()
export class PgClaimStore extends ClaimStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async claim(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    const inserted = await this.database.query<{ transaction_id: string }>(
      [...new Set(claims.map((claim) => claim.tenantId))],
      INSERT,
      [
        claims.map((claim) => claim.tenantId),
        claims.map((claim) => claim.livemode),
        claims.map((claim) => claim.externalId),
        claims.map((claim) => claim.idempotencyKey),
        claims.map((claim) => claim.transactionId),
        claims.map((claim) => claim.bodyHash),
      ],
    );
    if (inserted.length === claims.length) return claims.map(() => NEW);
    const fresh = new Set(inserted.map((row) => row.transaction_id));
    return Promise.all(claims.map(async (claim) => (fresh.has(claim.transactionId) ? NEW : this.compare(claim))));
  }

  override async transactionIdOf(tenantId: string, livemode: boolean, externalId: string): Promise<string | undefined> {
    const rows = await this.database.query<ClaimRow>([tenantId], FIND, [tenantId, livemode, externalId, undefined]);
    return rows[0]?.transaction_id;
  }

  private async compare(claim: Claim): Promise<ClaimResult> {
    const rows = await this.database.query<ClaimRow>([claim.tenantId], FIND, [
      claim.tenantId,
      claim.livemode,
      claim.externalId,
      claim.idempotencyKey,
    ]);
    // A key that named another payment is the more specific complaint.
    const holder = rows.find((row) => row.external_id !== claim.externalId) ?? rows[0];
    if (!holder) throw new Error(`the claim of ${claim.transactionId} collided with a row that is gone`);
    if (holder.transaction_id === claim.transactionId) return NEW;
    if (holder.body_hash.equals(claim.bodyHash)) return { kind: 'same', transactionId: holder.transaction_id };
    return { kind: 'conflict', on: holder.external_id === claim.externalId ? 'id' : 'key' };
  }
}

const NEW: ClaimResult = { kind: 'new' };
