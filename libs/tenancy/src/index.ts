export { TenancyModule } from './tenancy.module.js';
export { TenantDirectory, type ApiKeyHolder, type Tenant } from './tenant-directory.js';
export { PolicyBook } from './policy-book.js';
export { compileBeside, FeatureBook, featureBookOf, type FeaturePack, featurePackOf } from './feature-book.js';
export { declaredEntities, declaredEntityId } from './declared-entities.js';
export { FeatureSource } from './feature-source.js';
export { KEEP_SET, namesOf, PgFeatureSource } from './pg-feature-source.js';
export { PgTenantDirectory } from './pg-tenant-directory.js';
export {
  PgTenantAdmin,
  type CreatedApiKey,
  type ListedApiKey,
  type ListedPolicy,
  type ListedTenant,
  type NewApiKey,
  type NewTenant,
  type NewUser,
  type PolicyChange,
} from './pg-tenant-admin.js';
export { PgLogIn, type IssuedToken, type Session, type User } from './pg-log-in.js';
export { bootstrapTenant, type Bootstrapped, type BootstrapOptions } from './bootstrap-tenant.js';
export { firstTenant, type FirstTenant } from './first-tenant.js';
export { TokenBucket, type Quota, type Taken } from './token-bucket.js';
export { newApiKey, parseApiKey, type ParsedApiKey } from './api-key.js';
export { tenantSettings, type TenantSettings, type TenantSettingsInput } from './tenant-settings.js';
