/** A transaction as features read it; a decoded `TransactionV1` fits as it is. */
import type { TransactionLike } from '#cel';

export type FeatureEvent = TransactionLike;
