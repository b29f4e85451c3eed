/**
 * A real one-node Apache Kafka (KRaft) from Maven artefacts, for development, tests and `npm run start:kafka`. Needs Java
 * 17 and, the first time, Maven. A data folder can be started again: records, topics and, while it is free, the port stay.
 * When this process is killed, the broker stops by itself.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const VERSION = '4.1.0';
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const LEFT_OVER_WITHIN_MS = 30_000;
const PID_FILE = 'broker.pid';

export async function startKafka({ dataDir, port, heapMb = 512, host = '127.0.0.1' }) {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const jars = await kafkaJars();
  await leftOverEnded(folder);
  const ports = await portsOf(folder, host, port);
  const properties = join(folder, 'server.properties');
  await writeFile(properties, propertiesOf(folder, host, ports));
  const java = (main, ...args) => [
    `-Xmx${heapMb}m`,
    '-XX:+UseG1GC',
    '-XX:MaxGCPauseMillis=20',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.awt.headless=true',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-cp',
    join(jars, '*'),
    main,
    ...args,
  ];
  if (!(await exists(join(folder, 'data', 'meta.properties')))) {
    const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    await run('java', java('kafka.tools.StorageTool', 'format', '-t', id, '-c', properties));
  }

  const logFile = join(folder, 'kafka.log');
  const output = openSync(logFile, 'a');
  const [program, ...args] = guarded('java', java('kafka.Kafka', properties));
  // A session of its own, so that Ctrl+C reaches only us and its clients can finish first.
  const broker = spawn(program, args, { stdio: ['pipe', output, output], detached: process.platform !== 'win32' });
  closeSync(output);
  broker.stdin.on('error', () => undefined);
  const exited = new Promise((done) => {
    broker.once('error', (error) => done(error.message));
    broker.once('exit', (code, signal) => done(String(signal ?? code)));
  }).finally(() => broker.stdin.destroy());
  await writeFile(join(folder, PID_FILE), String(broker.pid));
  const stop = async () => {
    broker.kill('SIGTERM');
    const late = new AbortController();
    const kill = delay(STOP_WITHIN_MS, undefined, { signal: late.signal }).then(
      () => broker.kill('SIGKILL'),
      () => undefined,
    );
    await exited;
    late.abort();
    await kill;
  };
  const brokers = `${host}:${ports.broker}`;
  try {
    await answers(brokers, exited, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { brokers, pid: broker.pid, logFile, exited, stop };
}

/** Why Kafka can't be started here, or undefined. */
export async function kafkaObstacle() {
  const java = await run('java', ['-version']).catch(() => undefined);
  if (java === undefined) return 'there is no java on the PATH (Java 17 or later is needed)';
  const major = Number(/version "(\d+)/.exec(java.stderr)?.[1]);
  if (major < 17) return `java is version ${major}; 17 or later is needed`;
  if (await exists(join(cacheFolder(), '.complete'))) return undefined;
  const mvn = await run('mvn', ['-v']).catch(() => undefined);
  return mvn === undefined ? 'there is no mvn on the PATH, and the jars of Kafka are not in the cache' : undefined;
}

/** The folder of jars; fetched by Maven once, complete or not at all. */
async function kafkaJars() {
  const folder = cacheFolder();
  if (await exists(join(folder, '.complete'))) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  const args = ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  await run('mvn', [...args, `-DoutputDirectory=${unfinished}`], { maxBuffer: 1 << 26 }).catch((error) => {
    throw new Error(`Maven could not fetch Kafka ${VERSION}: ${String(error.stdout || error.message).slice(0, 2000)}`);
  });
  await writeFile(join(unfinished, '.complete'), '');
  await rename(unfinished, folder).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(join(folder, '.complete')))) throw error; // else somebody else was faster
  });
  return folder;
}

function cacheFolder() {
  return join(here, '..', '..', 'node_modules', '.cache', 'caracal', `kafka-${VERSION}`);
}

/** A broker that outlived its starter is stopping already (see `guarded`); hurries it on and waits for its end. */
async function leftOverEnded(folder) {
  const pid = Number(await readFile(join(folder, PID_FILE), 'utf8').catch(() => ''));
  const deadline = Date.now() + LEFT_OVER_WITHIN_MS;
  for (let asked = false; await isBroker(pid, folder); asked = true) {
    if (!asked) process.kill(pid, 'SIGTERM');
    if (Date.now() > deadline) throw new Error(`an earlier Kafka (process ${pid}) on ${folder} does not stop`);
    await delay(100);
  }
}

/** Process ids are reused; so the command line has to name the folder. Where there is no /proc, we trust the guard. */
async function isBroker(pid, folder) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes(join(folder, 'server.properties'));
}

/** The shell becomes the program; what it leaves behind waits for the end of our pipe and then asks the program to end. */
function guarded(program, args) {
  if (process.platform === 'win32') return [program, ...args];
  const guard = 'exec 3<&0; self=$$; { read -r _ <&3; kill -TERM "$self" 2>/dev/null; } & exec "$@" 3<&- </dev/null';
  return ['/bin/sh', '-c', guard, 'caracal-kafka', program, ...args];
}

/** The ports of an earlier start, so that clients find the broker again; others where they are taken now. */
async function portsOf(folder, host, wished) {
  const file = join(folder, 'ports.json');
  const earlier = (await exists(file)) ? JSON.parse(await readFile(file, 'utf8')) : {};
  if (wished !== undefined && !(await isFree(host, wished))) throw new Error(`port ${wished} is taken`);
  const ports = {
    broker: wished ?? (await freePort(host, earlier.broker)),
    controller: await freePort('127.0.0.1', earlier.controller),
  };
  await writeFile(file, JSON.stringify(ports));
  return ports;
}

function propertiesOf(folder, host, { broker, controller }) {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://${host}:${broker},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://${host}:${broker}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
log.segment.bytes=134217728
`;
}

async function answers(brokers, exited, logFile) {
  /** @type {{ how?: string }} */
  const end = {};
  void exited.then((how) => Object.assign(end, { how }));
  const kafka = new Kafka({
    clientId: 'start-kafka',
    brokers: [brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    retry: { retries: 0 },
  });
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    if ('how' in end) throw new Error(`Kafka ended at its start (${end.how}): ${await tailOf(logFile)}`);
    const admin = kafka.admin();
    const found = await admin
      .connect()
      .then(() => admin.describeCluster())
      .catch(() => undefined);
    await admin.disconnect().catch(() => undefined);
    if (found?.brokers.length === 1) return;
    if (Date.now() > deadline)
      throw new Error(`Kafka did not answer within ${START_WITHIN_MS / 1000} s: ${await tailOf(logFile)}`);
    await delay(150);
  }
}

async function tailOf(file) {
  return (await readFile(file, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join(' | ');
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** `earlier` when it is free, else any. */
async function freePort(host, earlier) {
  if (earlier !== undefined && (await isFree(host, earlier))) return earlier;
  return await listenOnce(host, 0);
}

function isFree(host, port) {
  return listenOnce(host, port).then(
    () => true,
    () => false,
  );
}

async function listenOnce(host, port) {
  const server = createServer();
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  });
  const { port: bound } = server.address();
  await new Promise((done) => server.close(done));
  return bound;
}
