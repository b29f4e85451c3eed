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

// Of many at once, and by either index: a batch that is sent again must not be as many statements as it has payments.
const HOLDERS = {
  name: 'claims-holders',
  text: `
  select c.n::int, h.external_id, h.transaction_id, h.body_hash
  from unnest($1::text[], $2::bool[], $3::text[], $4::text[])
    with ordinality as c (tenant_id, livemode, external_id, idempotency_key, n)
  cross join lateral (
    select external_id, transaction_id, body_hash from ingestion.claims
    where tenant_id = c.tenant_id and livemode = c.livemode and external_id = c.external_id
    union all
    select external_id, transaction_id, body_hash from ingestion.claims
    where tenant_id = c.tenant_id and livemode = c.livemode and idempotency_key = c.idempotency_key
  ) h`,
};

const FIND = {
  name: 'claims-find',
  text: `
  select transaction_id from ingestion.claims
  where tenant_id = $1 and livemode = $2 and external_id = $3`,
};

interface Holder {
  /** Of the claim that it is in the way of, from 1. */
  readonly n: number;
  readonly external_id: string;
  readonly transaction_id: string;
  readonly body_hash: Buffer;
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
    const compared = await this.compare(claims.filter((claim) => !fresh.has(claim.transactionId)));
    return claims.map((claim) => compared.get(claim) ?? NEW);
  }

  override async transactionIdOf(tenantId: string, livemode: boolean, externalId: string): Promise<string | undefined> {
    const rows = await this.database.query<Holder>([tenantId], FIND, [tenantId, livemode, externalId]);
    return rows[0]?.transaction_id;
  }

  private async compare(claims: readonly Claim[]): Promise<ReadonlyMap<Claim, ClaimResult>> {
    const holders = await this.database.query<Holder>([...new Set(claims.map((claim) => claim.tenantId))], HOLDERS, [
      claims.map((claim) => claim.tenantId),
      claims.map((claim) => claim.livemode),
      claims.map((claim) => claim.externalId),
      claims.map((claim) => claim.idempotencyKey),
    ]);
    const ofClaim = Map.groupBy(holders, ({ n }) => claims[n - 1]!);
    return new Map(claims.map((claim) => [claim, resultOf(claim, ofClaim.get(claim) ?? [])]));
  }
}

function resultOf(claim: Claim, holders: readonly Holder[]): ClaimResult {
  // A key that named another payment is the more specific complaint.
  const holder = holders.find((row) => row.external_id !== claim.externalId) ?? holders[0];
  if (!holder) throw new Error(`the claim of ${claim.transactionId} collided with a row that is gone`);
  if (holder.transaction_id === claim.transactionId) return NEW;
  if (holder.body_hash.equals(claim.bodyHash)) return { kind: 'same', transactionId: holder.transaction_id };
  return { kind: 'conflict', on: holder.external_id === claim.externalId ? 'id' : 'key' };
}

const NEW: ClaimResult = { kind: 'new' };
