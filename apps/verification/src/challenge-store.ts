import type { Challenge, Channel, Submission } from './challenge.js';

/** What is needed to open a challenge; the code goes in hashed, and sealed or readable only as its channel asks. */
export interface NewChallenge {
  readonly id: string;
  readonly tenantId: string;
  readonly transactionId: string;
  readonly externalId: string;
  readonly accountId: string;
  readonly email: string;
  readonly livemode: boolean;
  readonly amountMinor: number;
  readonly currency: string;
  readonly expiresAtMs: number;
  readonly traceparent: string | undefined;
  readonly channel: Channel;
}

export type ResendResult =
  | { readonly kind: 'sent'; readonly challenge: Challenge }
  | { readonly kind: 'too_soon'; readonly retryAfterMs: number }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'closed'; readonly challenge: Challenge };

/** Where challenges are kept. Every change that ends one publishes its result in the same transaction. */
export abstract class ChallengeStore {
  /** Opens those that don't exist yet and puts their messages on the way; ids of those it opened. */
  abstract open(challenges: readonly NewChallenge[], nowMs: number): Promise<string[]>;
  /** Whose challenge it is, for a link whose signature was checked. */
  abstract tenantOf(challengeId: string): Promise<string | undefined>;
  abstract find(tenantId: string, challengeId: string): Promise<Challenge | undefined>;
  /** The code that the payer was sent last, while it can be entered; of test data only, undefined for live challenges. */
  abstract sandboxCode(tenantId: string, challengeId: string, nowMs: number): Promise<string | undefined>;
  /** Counts an attempt and compares; undefined when there is no such challenge. */
  abstract attempt(
    tenantId: string,
    challengeId: string,
    typed: string,
    nowMs: number,
  ): Promise<Submission | undefined>;
  abstract resend(tenantId: string, challengeId: string, nowMs: number): Promise<ResendResult | undefined>;
  /** The challenge as it is afterwards: cancelled, or as it had ended before. */
  abstract cancel(tenantId: string, challengeId: string, nowMs: number): Promise<Challenge | undefined>;
  /** Ends challenges whose time is up, at most `most`; how many. */
  abstract expire(nowMs: number, most: number): Promise<number>;
}
