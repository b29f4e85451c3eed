import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { EventClaimStore, type EventClaim, type EventClaimResult } from './event-claim-store.js';

const INSERT = {
  name: 'event-claims-insert',
  text: `
  insert into ingestion.event_claims (tenant_id, livemode, idempotency_key, body_hash, reported_at_ms)
  values ($1, $2, $3, $4, $5)
  on conflict do nothing
  returning reported_at_ms`,
};

const FIND = {
  name: 'event-claims-find',
  text: `
  select body_hash, reported_at_ms
  from ingestion.event_claims
  where tenant_id = $1 and livemode = $2 and idempotency_key = $3`,
};

@Injectable()
export class PgEventClaimStore extends EventClaimStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async claim(claim: EventClaim): Promise<EventClaimResult> {
    const { tenantId, livemode, idempotencyKey, bodyHash, reportedAtMs } = claim;
    const key = [tenantId, livemode, idempotencyKey];
    const inserted = await this.database.query([tenantId], INSERT, [...key, bodyHash, reportedAtMs]);
    if (inserted.length > 0) return { kind: 'new' };
    const [first] = await this.database.query<{ body_hash: Buffer; reported_at_ms: number }>([tenantId], FIND, key);
    if (!first) throw new Error('an event’s claim collided with a row that is gone');
    return first.body_hash.equals(bodyHash)
      ? { kind: 'same', reportedAtMs: first.reported_at_ms }
      : { kind: 'conflict' };
  }
}
