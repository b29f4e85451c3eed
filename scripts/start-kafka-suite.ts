// `npm run start:kafka`: a real broker and every service as a process of its own, on this machine. Needs Java 17 and Maven.
import { loadConfig } from '#kernel';
import { startProblem, stopOnSignals } from '#service';
import { kafkaObstacle } from '#kafka-broker';
import { kafkaSuiteConfig } from './suite/kafka-suite.config.js';
import { SERVICES, startSuite, type Suite } from './suite/start-suite.js';

const STOP_MS_MAX = 40_000;

try {
  const config = loadConfig(kafkaSuiteConfig);
  const obstacle = await kafkaObstacle();
  if (obstacle !== undefined) throw new Error(obstacle);
  let stopping = false;
  const suite: Suite = await startSuite({
    home: config.CARACAL_HOME,
    port: config.PORT,
    key: config.CARACAL_BOOTSTRAP_KEY,
    partitions: config.TOPIC_PARTITIONS,
    onServiceExit: (name, code) => {
      if (!stopping)
        process.stderr.write(`caracal: ${name} ended with ${code}; see ${config.CARACAL_HOME}/logs/${name}.log\n`);
    },
  });
  stopOnSignals(async () => {
    stopping = true;
    await suite.stop();
  }, STOP_MS_MAX);
  process.stdout.write(
    `Caracal   ${suite.consoleUrl}   (decision API ${suite.apiUrl}; ${SERVICES.length} services over Kafka)\n` +
      `Test key  ${suite.key}\nLog in    ${suite.loginUrl}\n`,
  );
} catch (error) {
  process.stderr.write(`caracal: ${startProblem(error)}\n`);
  process.exit(1);
}
