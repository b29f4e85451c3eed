import type { DeadLetterStatus, DeadLetterV1 } from '#contracts';

/**
 * Records of tenants that a consumer gave up; of each tenant the newest 10,000, for 30 days. What a tenant doesn't have is
 * `not_found`; what was replayed or discarded before, or can't be replayed, is `conflict`.
 */
export abstract class DeadLetterStore {
  /** Repeats change nothing. */
  abstract save(letters: readonly OwnedLetter[]): Promise<void>;
  /** Newest first. Throws `CaracalError('invalid_request')` on a cursor that is not one of ours. */
  abstract list(tenantId: string, query: DeadLetterListQuery): Promise<DeadLetterPage>;
  abstract find(tenantId: string, id: string): Promise<WholeDeadLetter>;
  /** Writes the record to its topic again, through the outbox, as it was: value, key and headers. For all groups that read it. */
  abstract replay(actor: LetterActor, id: string, nowMs: number): Promise<void>;
  /** No more than a mark: it is not to be replayed. */
  abstract discard(actor: LetterActor, id: string, nowMs: number): Promise<void>;
  /** Lets go of the tenant's that are over what is kept. */
  abstract prune(tenantId: string): Promise<void>;
}

export interface OwnedLetter {
  /** The CloudEvents id of the letter: derived from where its record stood. */
  readonly eventId: string;
  readonly tenantId: string;
  readonly letter: DeadLetterV1;
}

/** Who replays or discards: a person (usr_…) or a key (key_…). */
export interface LetterActor {
  readonly tenantId: string;
  readonly id: string;
}

export interface DeadLetterListQuery {
  readonly limit: number;
  readonly status?: DeadLetterStatus | undefined;
  readonly cursor?: string | undefined;
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetterRow[];
  readonly nextCursor: string | undefined;
}

export interface DeadLetterRow {
  readonly id: string;
  readonly status: DeadLetterStatus;
  readonly topic: string;
  readonly group: string;
  readonly key: string;
  readonly error: string;
  readonly attempts: number;
  readonly failedAtMs: number;
  readonly bytes: number;
  readonly handledAtMs: number | null;
  readonly handledBy: string | null;
}

export interface WholeDeadLetter extends DeadLetterRow {
  readonly letter: DeadLetterV1;
}
