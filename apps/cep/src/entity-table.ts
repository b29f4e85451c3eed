/**
 * All entities of a partition by tenant, type and name. Each tenant and type has a table of its own, so that what those names
 * would all begin with is kept once: it is longer than most names.
 */
import type { EntityType } from '#contracts';
import { Entity, type EntityKind } from './entity.js';

export class EntityTable {
  size = 0;
  private readonly tenants = new Map<string, Map<EntityType, OfKind>>();

  /** @param scopedId - with its mode, as `scopedEntityId` gives it */
  find(tenantId: string, entityType: EntityType, scopedId: string): Entity | undefined {
    return this.tenants.get(tenantId)?.get(entityType)?.entities.get(scopedId);
  }

  /** A new one: none of that name may be here. */
  add(tenantId: string, entityType: EntityType, scopedId: string): Entity {
    const { kind, entities } = this.ofKind(tenantId, entityType);
    const entity = new Entity(kind, scopedId);
    entities.set(scopedId, entity);
    this.size++;
    return entity;
  }

  delete({ tenantId, entityType, scopedId }: Entity): void {
    const deleted = this.tenants.get(tenantId)?.get(entityType)?.entities.delete(scopedId);
    if (deleted) this.size--;
  }

  /** One after the other; those that come and go meanwhile may be among them or not. */
  *values(): Generator<Entity, undefined> {
    for (const types of this.tenants.values()) for (const { entities } of types.values()) yield* entities.values();
  }

  private ofKind(tenantId: string, entityType: EntityType): OfKind {
    let types = this.tenants.get(tenantId);
    if (types === undefined) this.tenants.set(tenantId, (types = new Map()));
    let ofKind = types.get(entityType);
    if (ofKind === undefined) types.set(entityType, (ofKind = { kind: { tenantId, entityType }, entities: new Map() }));
    return ofKind;
  }
}

interface OfKind {
  readonly kind: EntityKind;
  readonly entities: Map<string, Entity>;
}
