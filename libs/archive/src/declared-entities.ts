/** Entities of the types that tenants declare, of a payment or label: one JSON object, since which types there are is the tenant's. */
import type { EntityRef } from '#contracts';
import type { ArchiveColumn, RawRow } from './archived-row.js';

const NAME = 'declared';

export function declaredColumn<T>(of: (record: T) => readonly EntityRef[]): ArchiveColumn<T> {
  return {
    name: NAME,
    type: 'STRING',
    of: (record) => {
      const ids = of(record).map(({ entityType, entityId }) => [entityType, entityId]);
      return ids.length === 0 ? undefined : JSON.stringify(Object.fromEntries(ids));
    },
  };
}

export function declaredOf(row: RawRow): EntityRef[] {
  const text = row[NAME] as string | null | undefined;
  if (!text) return [];
  const ids = JSON.parse(text) as Record<string, string>;
  return Object.entries(ids).map(([entityType, entityId]) => ({ entityType, entityId }));
}
