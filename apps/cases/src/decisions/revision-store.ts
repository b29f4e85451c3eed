import type { MatchRevisionV1, Outcome } from '#contracts';

/** What becomes of match revisions: they are kept, and applied as soon as the decision that they are of is there. */
export abstract class RevisionStore {
  /** Keeps these and applies them to the decisions that are there; one transaction, and repeating it changes nothing. */
  abstract saveRevisions(revisions: readonly MatchRevisionV1[], partition: number): Promise<void>;
  /**
   * Applies those that were kept before their decision came; looks at one page of those that wait.
   *
   * @param after `next` of the page before; 0 for the first
   */
  abstract applyWaiting(after: number): Promise<WaitingPage>;
  /** Those of one transaction as they were recorded, oldest first; the newest 50. */
  abstract ofTransaction(tenantId: string, transactionId: string): Promise<KeptRevision[]>;
  /** Lets go of the tenant's revisions that are older than what is kept. */
  abstract prune(tenantId: string): Promise<void>;
}

export interface KeptRevision {
  readonly revision: MatchRevisionV1;
  readonly receivedAtMs: number;
  /** The outcome before it and after it; undefined while it waits. */
  readonly before: Outcome | undefined;
  readonly after: Outcome | undefined;
}

export interface WaitingPage {
  /** Where the next page begins; 0 after the last. */
  readonly next: number;
  /** Transactions that were given up: no decision had come in the time that revisions wait for one. */
  readonly letGo: readonly string[];
  /** Why some could not be applied this time; they wait on. */
  readonly failures: readonly unknown[];
}
