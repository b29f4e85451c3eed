/**
 * What the entities of declared types are called in records, keys and tables: a keyed hash of what the declaration makes of a
 * transaction. By a secret of the tenant, so that nothing tells which entities of two tenants are the same, nor lets what an id
 * was made of be guessed; and of the declaration, so that one that means something else begins anew.
 */
import { createHmac } from 'node:crypto';
import type { EntityRef } from '#contracts';
import type { FeatureEntityType, FeatureEvent, FeaturePlan } from '#features';
import type { Tenant } from './tenant-directory.js';

/** 128 bits: two of a tenant's never meet. */
const ID_LENGTH = 22;

/** Of the types that there are features of; none where the transaction has no such thing. */
export function declaredEntities(tenant: EntityNamer, plan: FeaturePlan, transaction: FeatureEvent): EntityRef[] {
  const refs: EntityRef[] = [];
  for (const type of plan.declared) {
    const entityId = declaredEntityId(tenant, type, type.idOf(transaction));
    if (entityId !== '') refs.push({ entityType: type.type, entityId });
  }
  return refs;
}

/** @param named - as the declaration gives it, normalised; empty is nobody */
export function declaredEntityId(
  { entitySecret }: EntityNamer,
  { type, declaration }: FeatureEntityType,
  named: string,
): string {
  if (named === '') return '';
  const text = JSON.stringify([type, declaration, named]);
  return createHmac('sha256', entitySecret).update(text).digest('base64url').slice(0, ID_LENGTH);
}

export type EntityNamer = Pick<Tenant, 'entitySecret'>;
