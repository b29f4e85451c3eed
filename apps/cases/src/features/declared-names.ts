/**
 * What entities of declared types are called: records and tables have a keyed hash, people the attribute that it was made of. The
 * way goes from names to hashes only, so a name is known where there is a transaction that has it.
 */
import { ENTITY_TYPES, type EntityRef, type EntityType, type TransactionV1 } from '#contracts';
import { CaracalError } from '#kernel';
import { declaredEntityId, type FeatureBook, type TenantDirectory } from '#tenancy';

export class DeclaredNames {
  constructor(
    private readonly features: Pick<FeatureBook, 'of' | 'ready'>,
    private readonly tenants: Pick<TenantDirectory, 'byId'>,
  ) {}

  /**
   * The entity that somebody calls so: normalised, and with the id that it is kept under.
   * Throws `not_found` for a type that the tenant does not have.
   */
  async called(tenantId: string, type: EntityType, name: string): Promise<NamedEntity> {
    if ((ENTITY_TYPES as readonly string[]).includes(type)) return { type, id: name, name };
    const { tenant, declared } = await this.of(tenantId);
    const found = declared.find((one) => one.type === type);
    if (found === undefined || tenant === undefined) {
      const types = [...ENTITY_TYPES, ...declared.map((one) => one.type)].join(', ');
      throw new CaracalError('not_found', `There are no entities of type ${type}; there are ${types}`);
    }
    const normal = found.normal(name);
    if (normal === '') throw new CaracalError('not_found', `This can't be the name of an entity of type ${type}`);
    return { type, id: declaredEntityId(tenant, found, normal), name: normal };
  }

  /** By type, the names of those that a transaction lists; without those that were declared otherwise then. */
  async namesIn(transaction: TransactionV1): Promise<ReadonlyMap<EntityType, string>> {
    const names = new Map<EntityType, string>();
    const { tenant, declared } = await this.of(transaction.tenantId);
    if (tenant === undefined) return names;
    for (const type of declared) {
      const name = type.idOf(transaction);
      const id = declaredEntityId(tenant, type, name);
      if (transaction.declared.some((one) => one.entityType === type.type && one.entityId === id))
        names.set(type.type, name);
    }
    return names;
  }

  /** All entities of declared types that somebody may mean. */
  async allCalled(tenantId: string, name: string): Promise<EntityRef[]> {
    const { tenant, declared } = await this.of(tenantId);
    if (tenant === undefined) return [];
    return declared.flatMap((type) => {
      const entityId = declaredEntityId(tenant, type, type.normal(name));
      return entityId === '' ? [] : [{ entityType: type.type, entityId }];
    });
  }

  private async of(tenantId: string) {
    const [tenant] = await Promise.all([this.tenants.byId(tenantId), this.features.ready()]);
    return { tenant, declared: this.features.of(tenantId).declared };
  }
}

export interface NamedEntity {
  readonly type: EntityType;
  /** As it is kept. */
  readonly id: string;
  /** As people know it. */
  readonly name: string;
}
