// Kafka, PostgreSQL and every service as processes of one machine: what compose does with containers.
import { mkdirSync } from 'node:fs';
import { HomeFolder, SystemClock } from '#kernel';
import { migrate, PgDatabase, startEmbeddedPostgres } from '#persistence';
import { bootstrapTenant, newApiKey, PgLogIn } from '#tenancy';
import { startKafka } from '#kafka-broker';
import { startService, waitUntilReady, type ServiceProcess } from './service-process.js';

export const SERVICES = ['ingestion', 'cep', 'scoring', 'verification', 'cases', 'feedback'] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface SuiteOptions {
  /** Folder for everything: broker, database, spool, logs. */
  readonly home: string;
  /** Of the console and analyst API; the other services take the ports after it. */
  readonly port: number;
  readonly key?: string | undefined;
  readonly partitions: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly onServiceExit?: (name: ServiceName, code: number | null) => void;
}

export interface Suite {
  readonly services: ReadonlyMap<ServiceName, ServiceProcess>;
  readonly brokerPid: number;
  /** The decision API. */
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly key: string;
  readonly loginUrl: string;
  /** Starts a service again that has ended. */
  restart(name: ServiceName): Promise<void>;
  stop(): Promise<void>;
}

const READY_MS_MAX = 60_000;

/** Resolves when every service is ready. What was started is stopped again when something fails. */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
  const home = new HomeFolder(options.home);
  mkdirSync(home.file('logs'), { recursive: true });
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: home.file('postgres') });
    undo.push(() => postgres.stop());
    const broker = await startKafka({ dataDir: home.file('kafka') });
    undo.push(() => broker.stop());
    await migrate(postgres.ownerUrl);
    const consoleUrl = `http://127.0.0.1:${options.port}`;
    const first = await firstTenant(postgres.appUrl, options.key ?? home.read('sandbox-key') ?? newApiKey(false));
    home.write('sandbox-key', first.key);
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: postgres.appUrl,
      KAFKA_BROKERS: broker.brokers,
      KAFKA_SESSION_TIMEOUT_MS: '2000',
      TOPIC_PARTITIONS: String(options.partitions),
      CARACAL_SECRET: home.secret(),
      CARACAL_HOME: home.path,
      // The payer's page is verification's; see the port order of SERVICES.
      PUBLIC_URL: portUrl(options.port, 'verification'),
      ...options.env,
    };
    const services = new Map<ServiceName, ServiceProcess>();
    const start = async (name: ServiceName): Promise<void> => {
      const service = await startService(name, {
        port: portOf(options.port, name),
        logFile: home.file(`logs/${name}.log`),
        env,
        onExit: (code) => options.onServiceExit?.(name, code),
      });
      services.set(name, service);
    };
    undo.push(() => Promise.all([...services.values()].map((service) => service.stop())));
    for (const name of SERVICES) await start(name);
    await Promise.all([...services.values()].map((service) => waitUntilReady(service, READY_MS_MAX)));
    return {
      services,
      brokerPid: broker.pid,
      apiUrl: portUrl(options.port, 'ingestion'),
      consoleUrl,
      key: first.key,
      loginUrl: `${consoleUrl}/login?token=${first.loginToken}`,
      async restart(name) {
        await start(name);
        await waitUntilReady(services.get(name)!, READY_MS_MAX);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The console has the port that was asked for; the rest follow in the order of SERVICES. */
function portOf(port: number, name: ServiceName): number {
  return name === 'cases' ? port : port + 1 + SERVICES.filter((service) => service !== 'cases').indexOf(name);
}

function portUrl(port: number, name: ServiceName): string {
  return `http://127.0.0.1:${portOf(port, name)}`;
}

async function firstTenant(databaseUrl: string, key: string): Promise<{ key: string; loginToken: string }> {
  const database = new PgDatabase({ url: databaseUrl, connectionsMax: 2 });
  try {
    const clock = new SystemClock();
    const { tenantId, adminId } = await bootstrapTenant(database, clock, { key });
    const link = await new PgLogIn(database, clock).createLoginLink(tenantId, adminId);
    return { key, loginToken: link.token };
  } finally {
    await database.close();
  }
}
