// Brings a database to this version: `npm run migrate`. Safe to repeat, and to run beside the old version.
// With a superuser's URL it makes the roles first; with a bootstrap key it makes the first tenant last.
import { ConfigError, loadConfig, messageOf, SystemClock } from '#kernel';
import { migrate, PgDatabase, prepareServer } from '#persistence';
import { bootstrapTenant } from '#tenancy';
import { firstPolicy } from '../packs/card-payments/src/first-policy.js';
import { migrateConfig } from './migrate.config.js';

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
    await bootstrapTenant(database, new SystemClock(), { key: config.CARACAL_BOOTSTRAP_KEY, policy: firstPolicy() });
    await database.close();
  }
  process.stdout.write('The database is up to date.\n');
} catch (error) {
  process.stderr.write(`migrate: ${messageOf(error)}\n`);
  process.exit(1);
}
