/**
 * Claims for many requests at once; together with the append, in one commit, where the log is in the claims' database. A
 * batch in which all is new, as nearly every one, is done by that.
 */
import { isInfrastructureError, type OutRecord } from '#messaging';
import type { Claim, ClaimResult, ClaimStore } from './claim-store.js';
import { GroupCommit } from './group-commit.js';
import type { Waiting } from './waiting.js';

export class EnterTransactions {
  private readonly entering: GroupCommit<Entry, ClaimResult | Appended>;

  /** @param recordsOf - what to append for a request; from then on its decision is waited for */
  constructor(
    private readonly claims: ClaimStore,
    private readonly recordsOf: (waiting: Waiting) => OutRecord[],
  ) {
    this.entering = new GroupCommit((batch) => this.enter(batch));
  }

  /** Rejects where the store is away. */
  add(entry: Entry): Promise<ClaimResult | Appended> {
    return this.entering.add(entry);
  }

  private async enter(batch: readonly Entry[]): Promise<readonly (ClaimResult | Appended)[]> {
    const claims = batch.map(({ claim }) => claim);
    if (this.claims.claimAndAppend && batch.every(isPosted)) {
      const records = batch.flatMap(({ waiting }) => this.recordsOf(waiting));
      if (await this.together(claims, records)) return batch.map(() => APPENDED);
    }
    return await this.claims.claim(claims);
  }

  /** What the log refuses for itself is left to be refused alone. */
  private async together(claims: readonly Claim[], records: readonly OutRecord[]): Promise<boolean> {
    try {
      return (await this.claims.claimAndAppend?.(claims, records)) ?? false;
    } catch (error) {
      if (isInfrastructureError(error)) throw error;
      return false;
    }
  }
}

export interface Entry {
  readonly claim: Claim;
  /** The request; undefined for what comes from the spool. */
  readonly waiting: Waiting | undefined;
}

/** Claimed as new, and in the log. */
export interface Appended {
  readonly kind: 'appended';
}
const APPENDED: Appended = { kind: 'appended' };

function isPosted(entry: Entry): entry is Entry & { readonly waiting: Waiting } {
  return entry.waiting !== undefined;
}
