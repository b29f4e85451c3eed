// Services as processes of their own, as in production, with the log in an embedded PostgreSQL instead of Kafka.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#kernel';
import { migrate, PgDatabase, startEmbeddedPostgres } from '#persistence';
import { bootstrapTenant } from '#tenancy';
import { firstPolicy } from '../../packs/card-payments/src/first-policy.js';
import { startService, waitUntilReady } from '../../scripts/suite/service-process.js';
import { freePort, removeHome, TEST_KEY } from './standalone.js';

const READY_MS_MAX = 120_000;
/** What a decision needs. */
const SERVICES = ['ingestion', 'cep', 'scoring'];

export interface SeparateServices {
  /** The decision API. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Resolves when all are ready. What was started is stopped again when something fails. */
export async function startSeparateServices(env: Readonly<Record<string, string>>): Promise<SeparateServices> {
  const home = await mkdtemp(join(tmpdir(), 'caracal-services-'));
  // PostgreSQL's account must get through when root runs the tests.
  await chmod(home, 0o711);
  const undo: (() => Promise<unknown>)[] = [() => removeHome(home)];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(home, 'postgres') });
    undo.push(() => postgres.stop());
    await migrate(postgres.ownerUrl, { topicPartitions: 2 });
    const database = new PgDatabase({ url: postgres.appUrl, connectionsMax: 2 });
    undo.push(() => database.close());
    await bootstrapTenant(database, new SystemClock(), { key: TEST_KEY, policy: firstPolicy() });
    const secret = randomBytes(32).toString('hex');
    const ports = await Promise.all(SERVICES.map(() => freePort()));
    const started = SERVICES.map((name, i) => {
      const service = startService(name, {
        port: ports[i]!,
        logFile: join(home, `${name}.log`),
        env: {
          ...process.env,
          DATABASE_URL: postgres.appUrl,
          TOPIC_PARTITIONS: '2',
          CARACAL_SECRET: secret,
          CARACAL_HOME: join(home, name),
          DATABASE_CONNECTIONS_MAX: '5',
          ...env,
        },
      });
      undo.push(() => service.stop());
      return service;
    });
    await Promise.all(started.map((service) => waitUntilReady(service, READY_MS_MAX)));
    return { url: started[0]!.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
