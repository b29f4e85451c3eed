/** What the state of an entity is kept under. */
import { type EntityRef, type LabelV1, recordKey, scopedEntityId } from '#contracts';

/** `entityId` with its mode, as the state is stored. */
export interface EntityKey extends EntityRef {
  /** As `entityKey` gives it. */
  readonly key: string;
  readonly tenantId: string;
}

/**
 * The entities of a label's transaction. A label that does not say its mode is of an earlier release, and may be of either:
 * where it isn't, nobody is called so.
 */
export function labelledKeys({ tenantId, mode, entities }: LabelV1): EntityKey[] {
  const modes = mode === '' ? [true, false] : [mode === 'live'];
  return entities.flatMap(({ entityType, entityId }) =>
    modes.map((livemode) => {
      const scoped = scopedEntityId(livemode, entityId);
      return { key: recordKey(tenantId, entityType, scoped), tenantId, entityType, entityId: scoped };
    }),
  );
}
