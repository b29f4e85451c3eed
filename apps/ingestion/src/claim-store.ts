import type { OutRecord } from '#messaging';

/** Who posted a payment id or an idempotency key first. One row per transaction, kept in Postgres. */
export interface Claim {
  readonly tenantId: string;
  readonly livemode: boolean;
  /** The payment system's own id. */
  readonly externalId: string;
  /** From the Idempotency-Key header; absent when the client sent none. */
  readonly idempotencyKey: string | undefined;
  readonly transactionId: string;
  /** SHA-256 of the request in canonical form. */
  readonly bodyHash: Buffer;
}

export type ClaimResult =
  | { readonly kind: 'new' }
  /** The same id or key with the same body: answer as the first time. */
  | { readonly kind: 'same'; readonly transactionId: string }
  /** The same id or key with another body. */
  | { readonly kind: 'conflict'; readonly on: 'id' | 'key' };

export abstract class ClaimStore {
  /** Claims all at once, durably; results in the order of the claims. A claim is all or nothing: id and key together. */
  abstract claim(claims: readonly Claim[]): Promise<readonly ClaimResult[]>;
  /**
   * Only a store in the log's own database has it: claims all at once and, if all of them are new, appends their records in
   * the same transaction. False: some are not, and nothing was appended; `claim` says which. A rejection may have taken effect.
   */
  claimAndAppend?(claims: readonly Claim[], records: readonly OutRecord[]): Promise<boolean>;
  /** Our id of the transaction with the payment system's id. */
  abstract transactionIdOf(tenantId: string, livemode: boolean, externalId: string): Promise<string | undefined>;
  /** A client was told a second id for a transaction while this store was away. Again, it changes nothing. */
  abstract addSecondId(tenantId: string, secondId: string, firstId: string): Promise<void>;
  /** The id that a transaction is kept under, where this is a second one of it. */
  abstract firstIdOf(tenantId: string, secondId: string): Promise<string | undefined>;
}
