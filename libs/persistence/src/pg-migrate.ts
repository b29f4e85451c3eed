import pg from 'pg';
import { CaracalError, messageOf } from '#kernel';
import { migratePgLog, topicSettings } from '#messaging';
import { connectionConfig } from './pg-connection.js';
import { migrationSource } from './pg-typeorm.js';

/** Any number, as long as it stays: several processes may migrate at once, and one does it. */
const MIGRATION_LOCK = 715_309_411;

/**
 * Brings the database to this version: creates what is missing, changes nothing twice. `ownerUrl` logs in as
 * `caracal_owner`. Throws `CaracalError('unavailable')` when the role `caracal_app` is missing, and any error of a
 * migration as it is; a migration that fails leaves nothing behind.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<void> {
  const connect = { url: ownerUrl, applicationName: 'caracal-migrate', statementTimeoutMs: 0 };
  const lock = new pg.Client(connectionConfig(connect));
  lock.on('error', () => undefined);
  try {
    await lock.connect();
  } catch (cause) {
    throw new CaracalError('unavailable', `The database can't be migrated: ${messageOf(cause)}`, { cause });
  }
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await checkRoles(lock);
    await lock.query('create schema if not exists persistence');
    await lock.query('grant usage on schema persistence to caracal_app');
    const source = await migrationSource(connect).initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    await lock.query('grant select on persistence.migrations to caracal_app');
    await migratePgLog(lock, { role: 'caracal_app', topics: topicSettings(options.topicPartitions) });
  } finally {
    await lock.end();
  }
}

export interface MigrateOptions {
  /** TOPIC_PARTITIONS: of every topic of the Postgres log that doesn't fix its own. */
  readonly topicPartitions?: number | undefined;
}

async function checkRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ me: string; app: boolean }>(
    `select current_user as me, exists (select 1 from pg_roles where rolname = 'caracal_app') as app`,
  );
  if (rows[0]?.me === 'caracal_app') {
    throw new CaracalError(
      'unavailable',
      'Migrations run as the owner of the tables, caracal_owner, never as caracal_app',
    );
  }
  if (!rows[0]?.app) throw new CaracalError('unavailable', 'The role caracal_app is missing; create the roles first');
}
