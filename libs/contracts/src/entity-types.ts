/** What history is kept for: the types that every transaction names by itself, and those that tenants declare. */
export const ENTITY_TYPES = ['account', 'card', 'device', 'ip', 'merchant'] as const;
export type BuiltInEntityType = (typeof ENTITY_TYPES)[number];
/** A built-in one, or one that the tenant declares. */
export type EntityType = string;
