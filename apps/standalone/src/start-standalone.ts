import { loadConfig, messageOf, SystemClock, type HomeFolder } from '#kernel';
import { migrate, PgDatabase, startEmbeddedPostgres } from '#persistence';
import { AppThread, assertPortFree, processConfig, runApp, stopOnSignals } from '#service';
import { addMetricsOf, logger, type Telemetry } from '#telemetry';
import { firstTenant, PgLogIn } from '#tenancy';
import { firstPolicy } from '../../../packs/card-payments/src/first-policy.js';
import { cepConfig } from '../../cep/src/cep.config.js';
import { scoringConfig } from '../../scoring/src/scoring.config.js';
import type { MatchingConfig } from './matching.module.js';
import { SampleWorker } from './sample/sample-worker.js';
import type { StandaloneConfig } from './standalone.config.js';
import { StandaloneModule } from './standalone.module.js';

const STOP_MS_MAX = 30_000;

/** Brings everything up, prints where it is, and keeps it running until a signal. Rejects when it can't start. */
export async function startStandalone(config: StandaloneConfig, home: HomeFolder, telemetry: Telemetry): Promise<void> {
  await assertPortFree(config.PORT, config.HOST);
  const postgres = await startEmbeddedPostgres({ dataDir: home.file('postgres'), logger });
  try {
    await migrate(postgres.ownerUrl, { topicPartitions: config.TOPIC_PARTITIONS });
    const publicUrl = config.PUBLIC_URL ?? `http://127.0.0.1:${config.PORT}`;
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      PUBLIC_URL: publicUrl,
      CARACAL_HOME: home.path,
      CARACAL_SECRET: process.env['CARACAL_SECRET'] || home.secret(),
      DATABASE_URL: postgres.appUrl,
      TOPIC_PARTITIONS: String(config.TOPIC_PARTITIONS),
      ARCHIVE_DIR: process.env['ARCHIVE_DIR'] || home.file('archive'),
    };
    const first = await withDatabase(postgres.appUrl, (database) =>
      firstTenant(database, new SystemClock(), { home, wished: config.CARACAL_BOOTSTRAP_KEY, policy: firstPolicy() }),
    );
    const settings = loadConfig(processConfig, { ...env, HOST: config.HOST, PORT: String(config.PORT) });
    const matching = new AppThread(import.meta.url, 'matching-thread', {
      process: settings,
      cep: loadConfig(cepConfig, env),
      scoring: loadConfig(scoringConfig, env),
    } satisfies MatchingConfig);
    addMetricsOf(() => matching.metrics());
    const [running] = await Promise.all([
      runApp(StandaloneModule.forRoot(settings, env, matching), { port: config.PORT, host: config.HOST, telemetry }),
      matching.started,
    ]);
    const apiUrl = `http://127.0.0.1:${running.port}`;
    const url = config.PUBLIC_URL ?? apiUrl;
    const sample =
      config.CARACAL_SAMPLE === 'on'
        ? new SampleWorker({ url: apiUrl, key: first.testKey, home: home.path }, () =>
            newLogInToken(postgres.appUrl, first.tenantId, first.analystId),
          )
        : undefined;
    home.write('console-url', url);
    home.write('api-url', apiUrl);
    stopOnSignals(async () => {
      await sample?.stop();
      await running.stop();
      await matching.stop();
      await postgres.stop();
    }, STOP_MS_MAX);
    process.stdout.write(
      `Caracal   ${url}   (API under /v1, docs at /docs)\nTest key  ${first.testKey}\nLog in    ${url}/login?token=${first.loginToken}\n`,
    );
    logger.info({ port: running.port }, 'started');
  } catch (error) {
    await postgres
      .stop()
      .catch((stopError: unknown) => logger.warn({ err: messageOf(stopError) }, 'stopping PostgreSQL'));
    throw error;
  }
}

async function newLogInToken(databaseUrl: string, tenantId: string, userId: string): Promise<string> {
  const link = await withDatabase(databaseUrl, (database) =>
    new PgLogIn(database, new SystemClock()).createLoginLink(tenantId, userId),
  );
  return link.token;
}

async function withDatabase<T>(url: string, work: (database: PgDatabase) => Promise<T>): Promise<T> {
  const database = new PgDatabase({ url, connectionsMax: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
