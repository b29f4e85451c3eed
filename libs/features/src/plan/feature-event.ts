/** A transaction as features read it; a decoded `TransactionV1` fits as it is. */
import type { TransactionLike } from '#cel';

export type FeatureEvent = TransactionLike;

/** What features are of that are worked out of the transaction itself, in the place of an entity type. */
export const TRANSACTION = 'transaction';
