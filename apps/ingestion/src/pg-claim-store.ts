import { Injectable } from '@nestjs/common';
import { EventLog, type AppendCondition, type OutRecord } from '#messaging';
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

const ADD_SECOND_ID = 'insert into ingestion.second_ids values ($1, $2, $3) on conflict do nothing';
const FIRST_ID = 'select first_id from ingestion.second_ids where tenant_id = $1 and transaction_id = $2';

interface Holder {
  /** Of the claim that it is in the way of, from 1. */
  readonly n: number;
  readonly external_id: string;
  readonly transaction_id: string;
  readonly body_hash: Buffer;
}

@Injectable()
export class PgClaimStore extends ClaimStore {
  /** There where the log is in this database. */
  override readonly claimAndAppend?: (claims: readonly Claim[], records: readonly OutRecord[]) => Promise<boolean>;

  constructor(
    private readonly database: Database,
    log: EventLog,
  ) {
    super();
    if (log.appendIf) this.claimAndAppend = (claims, records) => log.appendIf!(records, conditionOf(claims));
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

  override async addSecondId(tenantId: string, secondId: string, firstId: string): Promise<void> {
    await this.database.query([tenantId], ADD_SECOND_ID, [tenantId, secondId, firstId]);
  }

  override async firstIdOf(tenantId: string, secondId: string): Promise<string | undefined> {
    const rows = await this.database.query<{ first_id: string }>([tenantId], FIRST_ID, [tenantId, secondId]);
    return rows[0]?.first_id;
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

/** Beside an append: the claims as one JSON text, in the name of their tenants. */
function conditionOf(claims: readonly Claim[]): AppendCondition {
  const rows = claims.map(({ tenantId, livemode, externalId, idempotencyKey, transactionId, bodyHash }) => ({
    tenant: tenantId,
    live: livemode,
    external: externalId,
    key: idempotencyKey,
    id: transactionId,
    hash: bodyHash.toString('hex'),
  }));
  const tenants = [...new Set(claims.map(({ tenantId }) => tenantId))];
  return { name: 'claims', text: CLAIM_ALONG, values: [tenants.join(','), JSON.stringify(rows)], rows: rows.length };
}

// A row of the join is there once the tenants are set, so the policy of the table, which looks at them first when it checks
// a row, finds them.
const CLAIM_ALONG = (first: number): string => `
  acting as materialized (select set_config('app.tenants', $${first}, true)),
  held as (
    insert into ingestion.claims (tenant_id, livemode, external_id, idempotency_key, transaction_id, body_hash)
    select tenant, live, external, key, id, decode(hash, 'hex')
    from acting, json_to_recordset($${first + 1}::json) as r (tenant text, live boolean, external text, key text, id text, hash text)
    on conflict do nothing
    returning 1)`;

const NEW: ClaimResult = { kind: 'new' };
