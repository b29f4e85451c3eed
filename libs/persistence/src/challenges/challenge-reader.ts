/** Reads what `verification` keeps, for those who show it. Ids of other tenants are as good as unknown. */
export abstract class ChallengeReader {
  abstract byTransactionId(tenantId: string, transactionId: string): Promise<StoredChallenge | undefined>;

  /** Messages of the sandbox, newest first. Throws `CaracalError('invalid_request')` on a cursor that is not one of ours. */
  abstract sandboxMessages(tenantId: string, query: SandboxQuery): Promise<SandboxPage>;
}

export interface StoredChallenge {
  readonly id: string;
  readonly transactionId: string;
  readonly status: 'pending' | 'passed' | 'failed' | 'expired' | 'cancelled';
  readonly channel: 'sandbox' | 'webhook' | 'email';
  readonly attempts: number;
  readonly sends: number;
  readonly expiresAtMs: number;
  readonly resolvedAtMs: number | undefined;
  /** Of the newest message. */
  readonly delivery: 'waiting' | 'delivered' | 'failed';
}

export interface SandboxQuery {
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface SandboxPage {
  readonly items: readonly SandboxMessage[];
  readonly nextCursor: string | undefined;
}

export interface SandboxMessage {
  readonly id: string;
  readonly challengeId: string;
  readonly transactionId: string;
  readonly livemode: boolean;
  readonly status: StoredChallenge['status'];
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  /** Of test data only. */
  readonly code: string | undefined;
  readonly challengeUrl: string | undefined;
  readonly atMs: number;
  readonly expiresAtMs: number;
}
