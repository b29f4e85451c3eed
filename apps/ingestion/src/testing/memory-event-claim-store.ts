import { EventClaimStore, type EventClaim, type EventClaimResult } from '../event-claim-store.js';

/** Claims of one process, for unit tests: the same meaning as `pg-event-claim-store`. */
export class MemoryEventClaimStore extends EventClaimStore {
  private readonly rows = new Map<string, EventClaim>();

  override async claim(claim: EventClaim): Promise<EventClaimResult> {
    const key = JSON.stringify([claim.tenantId, claim.livemode, claim.idempotencyKey]);
    const first = this.rows.get(key);
    if (!first) {
      this.rows.set(key, claim);
      return { kind: 'new' };
    }
    return first.bodyHash.equals(claim.bodyHash)
      ? { kind: 'same', reportedAtMs: first.reportedAtMs }
      : { kind: 'conflict' };
  }
}
