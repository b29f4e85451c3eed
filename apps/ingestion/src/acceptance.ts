import type { Span } from '@opentelemetry/api';
import type { DecisionV1, TransactionV1 } from '#contracts';
import type { Tenant } from '#tenancy';

/** A validated transaction on its way to a decision. */
export interface Acceptance {
  readonly tenant: Tenant;
  readonly transaction: TransactionV1;
  readonly idempotencyKey: string | undefined;
  readonly bodyHash: Buffer;
  /** The request's span; its trace goes on in every service. */
  readonly span: Span;
  /** Unix milliseconds at which the client must have its answer; undefined: nobody waits. */
  readonly deadlineAtMs: number | undefined;
}

/** What came of it. Refusals are values: each has its own answer. */
export type Accepted =
  | { readonly kind: 'decided'; readonly decision: DecisionV1; readonly replayed: boolean; readonly timing: Timing }
  /** Accepted durably; the client did not want to wait. */
  | { readonly kind: 'accepted'; readonly transactionId: string; readonly replayed: boolean }
  | { readonly kind: 'conflict'; readonly on: 'id' | 'key' }
  /** A repeat of a transaction whose first answer isn't known here yet. */
  | { readonly kind: 'in_progress'; readonly transactionId: string }
  /** Nothing was accepted, and nothing could be kept for later. */
  | { readonly kind: 'unavailable' };

/** Milliseconds spent in each stage, for Server-Timing. */
export interface Timing {
  claim: number;
  append: number;
  decide: number;
}
