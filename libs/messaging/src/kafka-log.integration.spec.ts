import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaObstacle, startKafka, type KafkaBroker } from '../../../scripts/kafka/kafka-broker.mjs';
import type { LogRecord, OutRecord } from './event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { openEventLog } from './open-event-log.js';

const obstacle = await kafkaObstacle();
if (obstacle !== undefined) console.warn(`SKIPPED: Kafka's outages are not tested here, because ${obstacle}.`);

const TOPICS = [{ name: 'outage.v1', partitions: 3, retentionHours: 1, recordBytesMax: 64 * 1024 }];
const within = { interval: 50 };
const records = (from: number, to: number): OutRecord[] =>
  Array.from({ length: to - from }, (_, i) => ({
    topic: 'outage.v1',
    key: `ten_1/${from + i}`,
    value: Buffer.alloc(500, from + i),
    headers: { ce_id: String(from + i) },
    partition: 0,
  }));
const keysOf = (batch: readonly { readonly key: string }[]): string[] => batch.map((record) => record.key);

describe.skipIf(obstacle !== undefined)('kafka log', () => {
  let dataDir: string;
  let broker: KafkaBroker;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'caracal-kafka-'));
    broker = await startKafka({ dataDir });
  });
  afterAll(async () => {
    await broker?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('partitions: another number than the topic has → opening refuses, and says what to do', async () => {
    const log = await KafkaEventLog.open({ brokers: broker.brokers, topics: TOPICS });
    await log.close();
    const other = TOPICS.map((topic) => ({ ...topic, partitions: 5 }));
    await expect(KafkaEventLog.open({ brokers: broker.brokers, topics: other })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('outage.v1 exists with 3 partitions, but 5 are configured (TOPIC_PARTITIONS)'),
    });
  });

  it('broker away: appends wait, health says why, subscriptions go on when it is back with its data; nothing is lost', async () => {
    const log = await KafkaEventLog.open({ brokers: broker.brokers, topics: TOPICS });
    const seen = new Set<string>();
    const read = async (_: number, batch: readonly LogRecord[]): Promise<void> => {
      for (const key of keysOf(batch)) seen.add(key);
    };
    await log.subscribe({ group: 'g', topic: 'outage.v1' }, { read });
    await log.append(records(0, 10));
    await expect.poll(() => seen.size, within).toBe(10);
    await log.checkHealth();
    await broker.stop();
    let durable = 0;
    const waiting = [1, 2, 3].map(async (n) => {
      await log.append(records(10 * n, 10 * n + 10));
      durable++;
    });
    await expect.poll(() => log.checkHealth().then(() => 'well', String), within).toMatch(/Kafka is not available: ./);
    expect(durable).toBe(0);
    broker = await startKafka({ dataDir });
    await Promise.all(waiting);
    await expect.poll(() => [...seen], within).toEqual(keysOf(records(0, 40)));
    await expect.poll(() => log.checkHealth().then(() => 'well', String), within).toBe('well');
    const stored = [...new Set(keysOf(await log.readFrom('outage.v1', 0, 0, 100)))];
    expect(stored).toEqual(keysOf(records(0, 40)));
    await log.close();
  });

  it('open: no broker there → opens after a while, appends wait, closing refuses them', async () => {
    const log = await KafkaEventLog.open({ brokers: '127.0.0.1:1', topics: TOPICS });
    await expect(log.checkHealth()).rejects.toMatchObject({ code: 'unavailable' });
    const outcome = log.append(records(0, 1)).catch((error: unknown) => error);
    await log.close();
    expect(await outcome).toMatchObject({ code: 'unavailable' });
  });

  it('openEventLog: brokers given → the Kafka log, even where there is a database address', async () => {
    const log = await openEventLog({ kafkaBrokers: broker.brokers, databaseUrl: 'postgres://nowhere', partitions: 2 });
    expect(log).toBeInstanceOf(KafkaEventLog);
    expect([log.partitionCount('signals.v1'), log.partitionCount('dead-letters.v1')]).toEqual([2, 1]);
    await log.checkHealth();
    await log.close();
  });
});
