import type { ClosedSessionV1, EntitySessionV1 } from '#contracts';
import type { StoredEntity } from '#persistence';

/** Closed sessions of more than one payment, kept for 30 days. */
export abstract class SessionStore {
  /** Follows the records of the topic in their order; what comes again with all that follows it changes nothing in the end. */
  abstract follow(records: readonly EntitySessionV1[]): Promise<void>;
  /** Those that had ended by a moment of event time, the newest first. */
  abstract newestOf(
    tenantId: string,
    entity: StoredEntity,
    limit: number,
    untilMs: number,
  ): Promise<readonly ClosedSessionV1[]>;
  /** Lets go of the tenant's that are older than what is kept. */
  abstract prune(tenantId: string): Promise<void>;
}
