// `npm run start:kafka`: a real broker and every service as a process of its own, on this machine. Needs Java 17 and Maven.
import { loadConfig } from '#kernel';
import { startProblem, stopOnSignals } from '#service';
import { kafkaObstacle } from '#kafka-broker';
import { kafkaSuiteConfig } from './suite/kafka-suite.config.js';
import { SERVICES, startSuite, type Suite } from './suite/start-suite.js';

/** Ingestion, cep and scoring one after the other, the rest together, the broker, the database. */
const STOP_MS_MAX = 90_000;

const stopping = new AbortController();
try {
  const config = loadConfig(kafkaSuiteConfig);
  const obstacle = await kafkaObstacle();
  if (obstacle !== undefined) throw new Error(obstacle);
  const starting: Promise<Suite> = startSuite({
    home: config.CARACAL_HOME,
    port: config.PORT,
    key: config.CARACAL_BOOTSTRAP_KEY,
    partitions: config.TOPIC_PARTITIONS,
    signal: stopping.signal,
    onEnd: (what, how, logFile) => {
      process.stderr.write(`caracal: ${what} ended with ${how}; see ${logFile}\n`);
    },
  });
  stopOnSignals(async () => {
    stopping.abort();
    const suite = await starting.catch(() => undefined);
    await suite?.stop();
  }, STOP_MS_MAX);
  const suite = await starting;
  process.stdout.write(
    `Caracal   ${suite.consoleUrl}   (decision API ${suite.apiUrl}; ${SERVICES.length} services over Kafka)\n` +
      `Test key  ${suite.key}\nLog in    ${suite.loginUrl}\n`,
  );
} catch (error) {
  // A start that was stopped has cleaned up, and ends where it was stopped.
  if (!stopping.signal.aborted) {
    process.stderr.write(`caracal: ${startProblem(error)}\n`);
    process.exit(1);
  }
}
