/** `npm run features`: one line and exit code 1 for what went wrong. */
import { resolve } from 'node:path';
import { CaracalError, ConfigError, loadConfig, SystemClock } from '#kernel';
import { PgDatabase } from '#persistence';
import { FeatureBook, PgFeatureSource, PgTenantAdmin } from '#tenancy';
import { adminConfig } from '../admin/admin.config.js';
import { findInstallation } from '../admin/find-installation.js';
import { tenantIdOf } from '../admin/tenant-id.js';
import { Progress } from '../train/progress.js';
import { type Exported, exportFeatures } from './export-features.js';
import { type ExportOptions, readExportOptions, USAGE } from './export-options.js';
import { FeaturesError } from './features-error.js';

try {
  const options = readExportOptions(process.argv.slice(2), resolve(process.env['INIT_CWD'] ?? process.cwd()));
  process.stdout.write(`${options ? summary(await run(options), options) : USAGE}\n`);
} catch (error) {
  const isOurs = [FeaturesError, CaracalError, ConfigError].some((kind) => error instanceof kind);
  if (!isOurs) throw error;
  process.stderr.write(`features: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function run(options: ExportOptions): Promise<Exported> {
  const { databaseUrl, features: pack } = findInstallation(loadConfig(adminConfig));
  const progress = new Progress(process.stderr, 'features');
  const database = new PgDatabase({ url: databaseUrl, connectionsMax: 1 });
  try {
    await database.checkHealth();
    const tenantId = await tenantIdOf(new PgTenantAdmin(database, new SystemClock()), options.tenant);
    const features = new FeatureBook(pack, new PgFeatureSource(database, new SystemClock()));
    await features.learn(tenantId);
    const featuresIn = (set: string) => features.set(tenantId, set)?.features;
    return await exportFeatures(database, tenantId, options, featuresIn, (written, of) =>
      progress.say('writing', `: ${written} of about ${of} payments`),
    );
  } finally {
    progress.end();
    await database.close();
  }
}

function summary({ rows, frauds, unlabelled, features, featureSets, past }: Exported, { out }: ExportOptions): string {
  const lines = [
    ['payments', rows.toLocaleString('en-US')],
    ['frauds', frauds.toLocaleString('en-US')],
    ['not known', unlabelled.toLocaleString('en-US')],
    ['features', `${features} (${featureSets.join(', ')})`],
    ...(past.length > 0 ? [['past', pastSaid(past)] as const] : []),
    ['table', out],
  ] as const;
  return lines.map(([name, value]) => `  ${name.padEnd(12)} ${value}`).join('\n');
}

function pastSaid(columns: readonly string[]): string {
  const shown = columns.slice(0, 5).join(', ');
  return `${columns.length} more columns are of features that are no longer worked out so, and not for training: ${shown}${columns.length > 5 ? ', …' : ''}`;
}
