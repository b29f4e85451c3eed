#!/usr/bin/env node
// Starts a one-node Kafka and stops it on Ctrl-C: node scripts/kafka/start-kafka.mjs [--data DIR] [--port N] [--heap-mb N]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kafkaObstacle, startKafka } from './kafka-broker.mjs';

try {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, 'heap-mb': { type: 'string' } },
  });
  const obstacle = await kafkaObstacle();
  if (obstacle !== undefined) throw new Error(obstacle);
  const dataDir = values.data ?? join(process.env.CARACAL_HOME || '.caracal', 'kafka');
  const port = wholeNumber(values.port, 'port', 65_535);
  const heapMb = wholeNumber(values['heap-mb'], 'heap-mb', 65_536);
  const broker = await startKafka({ dataDir, ...(port && { port }), ...(heapMb && { heapMb }) });
  console.log(`Kafka listens on ${broker.brokers} (process ${broker.pid}, log ${broker.logFile})`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void broker.stop());
} catch (error) {
  console.error(`Kafka could not start: ${error.message}`);
  process.exitCode = 1;
}

function wholeNumber(text, name, max) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= max) return number;
  throw new Error(`--${name} must be a whole number from 1 to ${max}`);
}
