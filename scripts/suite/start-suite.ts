// Kafka, PostgreSQL and every service as processes of one machine: what compose does with containers.
import { mkdirSync } from 'node:fs';
import { HomeFolder, SystemClock } from '#kernel';
import { migrate, PgDatabase, startEmbeddedPostgres } from '#persistence';
import { firstTenant } from '#tenancy';
import { assertPortFree } from '#service';
import { startKafka, type KafkaBroker } from '#kafka-broker';
import { firstPolicy } from '../../packs/card-payments/src/first-policy.js';
import { startService, waitUntilReady, type ServiceProcess } from './service-process.js';

/** In the order of starting and stopping: who takes payments stops first, while what it waits for is still there. */
export const SERVICES = ['ingestion', 'cep', 'scoring', 'verification', 'cases', 'feedback'] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface SuiteOptions {
  /** Folder for everything: broker, database, spool, logs. */
  readonly home: string;
  /** Of the console and analyst API; the other services take the ports after it. */
  readonly port: number;
  readonly key?: string | undefined;
  readonly partitions: number;
  /** For every service; comes before what the suite says itself. */
  readonly env?: NodeJS.ProcessEnv;
  /** Aborts the start: what runs already is stopped, and the promise rejects. */
  readonly signal?: AbortSignal;
  /** A service, or Kafka, ended though nobody stopped it. */
  readonly onEnd?: (what: ServiceName | 'Kafka', how: string, logFile: string) => void;
}

export interface Suite {
  /** The processes that were started last. */
  readonly services: ReadonlyMap<ServiceName, ServiceProcess>;
  /** `host:port` of the broker. */
  readonly brokers: string;
  /** The decision API. */
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly key: string;
  readonly loginUrl: string;
  /** Starts a service again that has ended; resolves when it is ready. */
  restart(name: ServiceName): Promise<void>;
  /** Starts one more instance of a service on a port of its own; resolves when it is ready. It is stopped with the rest. */
  addInstance(name: ServiceName, port: number): Promise<ServiceProcess>;
  /** Stops the broker alone, in good order. */
  stopBroker(): Promise<void>;
  /** Starts it again on the same port. */
  startBroker(): Promise<void>;
  /** Services in order, then the broker, then the database. */
  stop(): Promise<void>;
}

const READY_MS_MAX = 120_000;
/** Six pools of this size, TypeORM's and the listeners stay below what the embedded PostgreSQL allows. */
const CONNECTIONS_MAX = 7;

/** Resolves when every service is ready. What was started is stopped again when something fails. */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
  const { signal, port } = options;
  const home = new HomeFolder(options.home);
  for (const name of SERVICES) await assertPortFree(portOf(port, name), '127.0.0.1');
  mkdirSync(home.file('logs'), { recursive: true });
  const undo: (() => Promise<unknown>)[] = [];
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: home.file('postgres') });
    undo.push(() => postgres.stop());
    signal?.throwIfAborted();

    const openBroker = async (fixedPort?: number): Promise<KafkaBroker> => {
      const started = await startKafka({ dataDir: home.file('kafka'), ...(fixedPort && { port: fixedPort }) });
      const { exited, logFile } = started;
      void exited.then((how) => !stopping && broker === started && options.onEnd?.('Kafka', how, logFile));
      return started;
    };
    let broker: KafkaBroker | undefined = await openBroker();
    const { brokers } = broker;
    const stopBroker = async (): Promise<void> => {
      const running = broker;
      broker = undefined;
      await running?.stop();
    };
    undo.push(stopBroker);
    signal?.throwIfAborted();

    await migrate(postgres.ownerUrl);
    const database = new PgDatabase({ url: postgres.appUrl, connectionsMax: 1 });
    undo.push(() => database.close());
    const wished = options.key;
    const first = await firstTenant(database, new SystemClock(), { home, wished, policy: firstPolicy() });
    signal?.throwIfAborted();

    const env: NodeJS.ProcessEnv = {
      DATABASE_CONNECTIONS_MAX: String(CONNECTIONS_MAX),
      // One machine and little traffic: who was killed is missed soon, and has little to read again.
      KAFKA_SESSION_TIMEOUT_MS: '2000',
      CEP_CHECKPOINT_MS: '2000',
      ...process.env,
      ...options.env,
      DATABASE_URL: postgres.appUrl,
      KAFKA_BROKERS: brokers,
      TOPIC_PARTITIONS: String(options.partitions),
      CARACAL_SECRET: home.secret(),
      CARACAL_HOME: home.path,
    };
    const services = new Map<ServiceName, ServiceProcess>();
    const startAt = (name: ServiceName, at: number, logFile: string): ServiceProcess => {
      // Payers' pages are verification's, analysts' pages are those of cases.
      const publicUrl = portUrl(port, name === 'cases' ? 'cases' : 'verification');
      return startService(name, { port: at, logFile, env: { ...env, PUBLIC_URL: publicUrl } });
    };
    const start = (name: ServiceName): ServiceProcess => {
      const service = startAt(name, portOf(port, name), home.file(`logs/${name}.log`));
      services.set(name, service);
      return service;
    };
    const watch = (name: ServiceName, { ended, logFile }: ServiceProcess): void => {
      void ended.then((how) => !stopping && options.onEnd?.(name, how, logFile));
    };
    undo.push(() => stopInOrder(services));
    for (const name of SERVICES) start(name);
    await Promise.all([...services.values()].map((service) => waitUntilReady(service, READY_MS_MAX, signal)));
    for (const [name, service] of services) watch(name, service);

    const consoleUrl = portUrl(port, 'cases');
    const apiUrl = portUrl(port, 'ingestion');
    home.write('console-url', consoleUrl);
    home.write('api-url', apiUrl);
    return {
      services,
      brokers,
      apiUrl,
      consoleUrl,
      key: first.testKey,
      loginUrl: `${consoleUrl}/login?token=${first.loginToken}`,
      async restart(name) {
        const service = start(name);
        await waitUntilReady(service, READY_MS_MAX);
        watch(name, service);
      },
      async addInstance(name, at) {
        const service = startAt(name, at, home.file(`logs/${name}-${at}.log`));
        undo.push(() => service.stop());
        await waitUntilReady(service, READY_MS_MAX);
        return service;
      },
      stopBroker,
      async startBroker() {
        broker = await openBroker(Number(brokers.split(':').at(-1)));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who is asked for decisions finishes first; who only stores what was decided may stop together. */
async function stopInOrder(services: ReadonlyMap<ServiceName, ServiceProcess>): Promise<void> {
  for (const name of ['ingestion', 'cep', 'scoring'] as const) await services.get(name)?.stop();
  await Promise.all([...services.values()].map((service) => service.stop()));
}

/** The console has the port that was asked for; the rest follow in the order of SERVICES. */
function portOf(port: number, name: ServiceName): number {
  return name === 'cases' ? port : port + 1 + SERVICES.filter((service) => service !== 'cases').indexOf(name);
}

function portUrl(port: number, name: ServiceName): string {
  return `http://127.0.0.1:${portOf(port, name)}`;
}
