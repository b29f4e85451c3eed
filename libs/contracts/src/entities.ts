import type { EntityType } from './entity-types.js';
import type { EntityRef, TransactionV1 } from './records.js';
import { recordKey } from './topics.js';

/**
 * The entities of a transaction that history is kept for: the built-in ones in the order of `ENTITY_TYPES`, then those that
 * the tenant declares, as the record lists them; absent ones are left out.
 */
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
  for (const { entityType, entityId } of transaction.declared) add(entityType, entityId);
  return refs;
}

/** What an entity is called within its tenant and type: an account of test payments is not the live one of that id. */
export function scopedEntityId(livemode: boolean, entityId: string): string {
  return recordKey(livemode ? 'live' : 'test', entityId);
}

/** The key of an entity in `transactions.v1`; decides the partition that its history is kept in. */
export function entityKey(transaction: Pick<TransactionV1, 'tenantId' | 'livemode'>, ref: EntityRef): string {
  return recordKey(transaction.tenantId, ref.entityType, scopedEntityId(transaction.livemode, ref.entityId));
}
