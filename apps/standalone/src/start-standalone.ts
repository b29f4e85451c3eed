import { readFileSync } from 'node:fs';
import { loadConfig, messageOf, SystemClock, type HomeFolder } from '#kernel';
import { migrate, PgDatabase, startEmbeddedPostgres } from '#persistence';
import { parsePolicy } from '#policy';
import { assertPortFree, processConfig, runApp, stopOnSignals } from '#service';
import { logger, type Telemetry } from '#telemetry';
import { bootstrapTenant, newApiKey, PgLogIn } from '#tenancy';

import { SampleWorker } from './sample/sample-worker.js';
import type { StandaloneConfig } from './standalone.config.js';
import { StandaloneModule } from './standalone.module.js';

/** What the first tenant begins with: the rules that go with the patterns and the model of the same pack. */
const POLICY = 'packs/card-payments/policy.yaml';
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
    };
    const first = await firstTenant(postgres.appUrl, home, config.CARACAL_BOOTSTRAP_KEY);
    const running = await runApp(
      StandaloneModule.forRoot(
        loadConfig(processConfig, { ...env, HOST: config.HOST, PORT: String(config.PORT) }),
        env,
      ),
      { port: config.PORT, host: config.HOST, telemetry },
    );
    const url = config.PUBLIC_URL ?? `http://127.0.0.1:${running.port}`;
    const sample =
      config.CARACAL_SAMPLE === 'on'
        ? new SampleWorker({ url: `http://127.0.0.1:${running.port}`, key: first.testKey, home: home.path }, () =>
            newLogInToken(postgres.appUrl, first.tenantId, first.analystId),
          )
        : undefined;
    stopOnSignals(async () => {
      await sample?.stop();
      await running.stop();
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

/** The tenant that a person finds, its test key (kept in a file for scripts), and a one-time log-in for its admin. */
async function firstTenant(
  databaseUrl: string,
  home: HomeFolder,
  wished: string | undefined,
): Promise<{ tenantId: string; analystId: string; testKey: string; loginToken: string }> {
  const testKey = wished ?? home.read('sandbox-key') ?? newApiKey(false);
  const { tenantId, adminId, analystId } = await withDatabase(databaseUrl, (database) =>
    bootstrapTenant(database, new SystemClock(), { key: testKey, policy: parsePolicy(readFileSync(POLICY, 'utf8')) }),
  );
  home.write('sandbox-key', testKey);
  return { tenantId, analystId, testKey, loginToken: await newLogInToken(databaseUrl, tenantId, adminId) };
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
