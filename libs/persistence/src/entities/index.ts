import {
  ApiKeyEntity,
  LoginLinkEntity,
  PolicyEntity,
  SessionEntity,
  TenantEntity,
  UserEntity,
} from './tenancy.entity.js';

/** Every entity that `Database.withEntities` knows. To add one: `<app>.entity.ts` here, and a line below. */
export const ENTITIES: readonly (new () => object)[] = [
  TenantEntity,
  ApiKeyEntity,
  PolicyEntity,
  UserEntity,
  LoginLinkEntity,
  SessionEntity,
];
