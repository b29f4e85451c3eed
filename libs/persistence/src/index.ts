export { ChangesSince } from './changes-since.js';
export { Database, type Listening, type Row, type Sql, type Statement } from './database.js';
export { PgDatabase, type PgDatabaseOptions } from './pg-database.js';
export { isSerializationConflict, isUniqueViolation } from './pg-errors.js';
export { PackedBytes } from './packed-bytes.js';
export { migrate } from './pg-migrate.js';
export { prepareServer } from './pg-roles.js';
export { Outbox } from './outbox/outbox.js';
export { OutboxRelay } from './outbox/outbox-relay.js';
export { OutboxModule } from './outbox/outbox.module.js';
export { PersistenceModule } from './persistence.module.js';
export {
  findEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresLogger,
  type EmbeddedPostgresOptions,
  type EmbeddedPostgresUrls,
} from './embedded/start-embedded-postgres.js';
export {
  DecisionReader,
  type DecisionPage,
  type DecisionQuery,
  type DecisionStatus,
  type Receipt,
  type StoredDecision,
  type StoredEntity,
} from './decisions/decision-reader.js';
export { PgDecisionReader } from './decisions/pg-decision-reader.js';
export {
  ApiKeyEntity,
  LoginLinkEntity,
  PolicyEntity,
  SessionEntity,
  TenantEntity,
  UserEntity,
  type UserRole,
} from './entities/tenancy.entity.js';
export {
  ChallengeReader,
  type SandboxMessage,
  type SandboxPage,
  type SandboxQuery,
  type StoredChallenge,
} from './challenges/challenge-reader.js';
export { PgChallengeReader } from './challenges/pg-challenge-reader.js';
