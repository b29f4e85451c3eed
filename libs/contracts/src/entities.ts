import type { EntityType, TransactionV1 } from './records.js';

export interface EntityRef {
  readonly entityType: EntityType;
  readonly entityId: string;
}

/** The entities of a transaction that history is kept for, in the order of `ENTITY_TYPES`; absent ones are left out. */
export function entitiesOf(transaction: TransactionV1): EntityRef[] {
  const refs: EntityRef[] = [];
  const add = (entityType: EntityType, entityId: string | undefined): void => {
    if (entityId) refs.push({ entityType, entityId });
  };
  add('account', transaction.account?.id);
  add('card', transaction.card?.fingerprint);
  add('device', transaction.device?.id);
  add('ip', transaction.device?.ip);
  add('merchant', transaction.merchant?.id);
  return refs;
}
