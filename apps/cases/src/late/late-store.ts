import type { LateEntityV1, LateTransactionV1 } from '#contracts';

/** Transactions that came too late for the patterns of some of their entities; kept for 30 days. */
export abstract class LateStore {
  /** Repeats change nothing; what several matchers say of one transaction is put together. */
  abstract save(late: readonly LateTransactionV1[]): Promise<void>;
  /** Newest first by receipt. Throws `CaracalError('invalid_request')` on a cursor that is not one of ours. */
  abstract list(tenantId: string, query: LateListQuery): Promise<LatePage>;
  /** Of the last 24 hours and of the last 7 days before `nowMs`, each over at most the newest 10,000. */
  abstract counts(tenantId: string, livemode: boolean, nowMs: number): Promise<LateCounts>;
  /** Which of these were too late for some patterns, and how far behind at most, ms. */
  abstract behindOf(tenantId: string, transactionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Lets go of the tenant's that are older than what is kept. */
  abstract prune(tenantId: string): Promise<void>;
}

export interface LateListQuery {
  readonly livemode: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface LatePage {
  readonly items: readonly LateRow[];
  readonly nextCursor: string | undefined;
}

export interface LateRow {
  readonly transactionId: string;
  readonly externalId: string;
  readonly accountId: string;
  readonly occurredAtMs: number;
  readonly receivedAtMs: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly entities: readonly LateEntityV1[];
}

export interface LateCounts {
  readonly day: LateCount;
  readonly week: LateCount;
}

export interface LateCount {
  readonly transactions: number;
  readonly beyondLateness: number;
  readonly beyondReach: number;
}
