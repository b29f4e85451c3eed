/** The report that came first under an idempotency key. One row per key, kept in Postgres; events have keys of their own. */
export interface EventClaim {
  readonly tenantId: string;
  readonly livemode: boolean;
  /** From the Idempotency-Key header. */
  readonly idempotencyKey: string;
  /** SHA-256 of what was reported, and of which transaction. */
  readonly bodyHash: Buffer;
  /** Unix milliseconds. */
  readonly reportedAtMs: number;
}

export type EventClaimResult =
  | { readonly kind: 'new' }
  /** The same key with the same body: what was reported first stands, with its time. */
  | { readonly kind: 'same'; readonly reportedAtMs: number }
  /** The same key with another body. */
  | { readonly kind: 'conflict' };

export abstract class EventClaimStore {
  /** Durable once it resolves; of two at once one is new. */
  abstract claim(claim: EventClaim): Promise<EventClaimResult>;
}
