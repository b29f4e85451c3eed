// Brings a database to this version: `node dist/scripts/migrate.js`. Safe to repeat, and to run beside the old version.
// With a superuser's URL it makes the roles first; with a bootstrap key it makes the first tenant last.
import { z } from 'zod';
import { ConfigError, loadConfig, messageOf, SystemClock } from '#kernel';
import { migrate, PgDatabase, prepareServer } from '#persistence';
import { bootstrapTenant } from '#tenancy';

const migrateConfig = z.object({
  MIGRATION_DATABASE_URL: z.string().describe('PostgreSQL, as the owner of the tables (caracal_owner)'),
  SUPERUSER_DATABASE_URL: z.string().optional().describe('makes or updates the roles first; needs the two passwords'),
  CARACAL_OWNER_PASSWORD: z.string().min(12).optional().describe('of the role caracal_owner'),
  CARACAL_APP_PASSWORD: z.string().min(12).optional().describe('of the role caracal_app'),
  TOPIC_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('of the log in PostgreSQL; as the services have it'),
  DATABASE_URL: z.string().optional().describe('as the application’s role; needed with CARACAL_BOOTSTRAP_KEY'),
  CARACAL_BOOTSTRAP_KEY: z.string().optional().describe('creates the first tenant with this sandbox key'),
});

try {
  const config = loadConfig(migrateConfig);
  const { SUPERUSER_DATABASE_URL: superuserUrl, CARACAL_OWNER_PASSWORD: owner, CARACAL_APP_PASSWORD: app } = config;
  if (superuserUrl !== undefined) {
    if (owner === undefined || app === undefined)
      throw new ConfigError(['SUPERUSER_DATABASE_URL: needs CARACAL_OWNER_PASSWORD and CARACAL_APP_PASSWORD too']);
    await prepareServer(superuserUrl, { owner, app });
  }
  await migrate(config.MIGRATION_DATABASE_URL, { topicPartitions: config.TOPIC_PARTITIONS });
  if (config.CARACAL_BOOTSTRAP_KEY !== undefined) {
    if (config.DATABASE_URL === undefined) throw new ConfigError(['CARACAL_BOOTSTRAP_KEY: needs DATABASE_URL too']);
    const database = new PgDatabase({ url: config.DATABASE_URL, connectionsMax: 2 });
    await bootstrapTenant(database, new SystemClock(), { key: config.CARACAL_BOOTSTRAP_KEY });
    await database.close();
  }
  process.stdout.write('The database is up to date.\n');
} catch (error) {
  process.stderr.write(`migrate: ${messageOf(error)}\n`);
  process.exit(1);
}
