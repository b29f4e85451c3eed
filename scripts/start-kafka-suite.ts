// `npm run start:kafka`: a real broker and every service as a process of its own, on this machine. Needs Java 17 and Maven.
import { z } from 'zod';
import { loadConfig } from '#kernel';
import { startProblem, stopOnSignals } from '#service';
import { kafkaObstacle } from '#kafka-broker';
import { SERVICES, startSuite, type Suite } from './suite/start-suite.js';

const kafkaSuiteConfig = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_000)
    .default(8080)
    .describe('of the console; the services take the ports after it'),
  CARACAL_HOME: z.string().default('.caracal-kafka').describe('folder that holds everything that is kept'),
  CARACAL_BOOTSTRAP_KEY: z.string().optional().describe('creates the first tenant with this key'),
  TOPIC_PARTITIONS: z.coerce.number().int().min(1).max(64).default(2).describe('partitions of each topic'),
});

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
