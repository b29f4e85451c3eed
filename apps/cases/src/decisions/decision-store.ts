import type { LabelV1, VerificationV1 } from '#contracts';
import type { Rungs } from './rungs.js';

/** What becomes of the records that `cases` reads; each call is one transaction, and repeating it changes nothing. */
export abstract class DecisionStore {
  /** Stores decisions, settles their status and opens cases. One entry for each transaction. */
  abstract saveDecisions(decisions: readonly Rungs[], partition: number): Promise<void>;
  /** Keeps the results of challenges, also of decisions that have not come yet, and settles those that have. */
  abstract saveVerifications(verifications: readonly VerificationV1[]): Promise<void>;
  abstract saveLabels(labels: readonly LabelV1[]): Promise<void>;
}
