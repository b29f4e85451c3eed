import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { CaracalError } from '#kernel';
import { topics } from '#contracts';
import { EventLog, type LogRecord, MemoryEventLog, type OutRecord } from '#messaging';
import { PgDatabase } from '../pg-database.js';
import { type TestDatabase, testDatabase } from '../testing/index.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';

const outbox = new Outbox();
const topic = topics.labels.name;
let db: TestDatabase;
let log: EventLog;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  log = new MemoryEventLog();
  await relayAll(log);
  log = new MemoryEventLog();
});

function record(tenant: string, n: number): OutRecord {
  return {
    topic,
    key: `${tenant}/txn_${n % 3}`,
    value: Buffer.from(String(n)),
    headers: { ce_id: `lbl_${n}`, odd: '"é\n' },
  };
}

async function add(tenant: string, ...numbers: number[]): Promise<void> {
  await db.database.withTenants([tenant], (sql) =>
    outbox.addAll(
      sql,
      numbers.map((n) => record(tenant, n)),
    ),
  );
}

async function relayAll(to: EventLog): Promise<void> {
  const relay = new OutboxRelay(db.database, to);
  while (await relay.relayOnce());
}

async function published(): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  for (let partition = 0; partition < log.partitionCount(topic); partition++) {
    all.push(...(await log.readFrom(topic, partition, 0, 10_000)));
  }
  return all;
}

const numbers = (records: readonly LogRecord[]): number[] =>
  records.map((r) => Number(Buffer.from(r.value).toString()));

describe('outbox', () => {
  test('committed → published as it was added; then gone', async () => {
    await add('ten_a', 1);
    await relayAll(log);
    expect(await published()).toMatchObject([
      { topic, key: 'ten_a/txn_1', headers: { ce_id: 'lbl_1', odd: '"é\n' }, value: expect.anything() as unknown },
    ]);
    await relayAll(log);
    expect(await published()).toHaveLength(1);
  });

  test('rolled back → never published', async () => {
    const rolledBack = db.database.withTenants(['ten_a'], async (sql) => {
      await outbox.add(sql, record('ten_a', 1));
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await relayAll(log);
    expect(await published()).toEqual([]);
  });

  test('many of several tenants, more than a batch → all, in order for each key', async () => {
    for (let start = 0; start < 1_200; start += 300) {
      const some = Array.from({ length: 300 }, (_, i) => start + i);
      await add(start % 600 === 0 ? 'ten_a' : 'ten_b', ...some);
    }
    await relayAll(log);
    const all = await published();
    expect(numbers(all).sort((a, b) => a - b)).toEqual(Array.from({ length: 1_200 }, (_, i) => i));
    for (const key of new Set(all.map((r) => r.key))) {
      const ofKey = numbers(all.filter((r) => r.key === key));
      expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b));
    }
  });

  test('a record of a tenant that the transaction does not act for → refused', async () => {
    await expect(
      db.database.withTenants(['ten_a'], (sql) => outbox.add(sql, record('ten_b', 1))),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test.each<[string, Partial<OutRecord>, string]>([
    ['too large', { value: Buffer.alloc(topics.labels.recordBytesMax + 1) }, 'record_too_large'],
    ['of no topic', { topic: 'nowhere.v1' }, 'internal'],
    ['without a tenant', { key: 'txn_1' }, 'internal'],
  ])('a record %s → refused when it is added', async (_, change, code) => {
    await expect(
      db.database.withTenants(['ten_a'], (sql) => outbox.add(sql, { ...record('ten_a', 1), ...change })),
    ).rejects.toMatchObject({ code });
  });

  test('the log is away → stays, and goes when it is back', async () => {
    await add('ten_a', 1, 2, 3);
    const away = new MemoryEventLog();
    away.append = () => Promise.reject(new CaracalError('unavailable', 'the log is away'));
    await expect(relayAll(away)).rejects.toThrow('the log is away');
    await relayAll(log);
    expect(numbers(await published()).sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  test('several relays at once → each record once', async () => {
    const others = [0, 1].map(() => new PgDatabase({ url: db.appUrl, connectionsMax: 2 }));
    onTestFinished(async () => void (await Promise.all(others.map((other) => other.close()))));
    const errors: unknown[] = [];
    const relays = [db.database, ...others].map((database) => new OutboxRelay(database, log, (e) => errors.push(e)));
    for (const relay of relays) relay.start();
    for (let n = 0; n < 100; n++) await add('ten_a', n);
    await expect.poll(async () => (await published()).length).toBe(100);
    await Promise.all(relays.map((relay) => relay.stop()));
    expect(errors).toEqual([]);
    expect(numbers(await published()).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test('a running relay → hears of a commit well before it would look again', async () => {
    const relay = new OutboxRelay(db.database, log);
    relay.start();
    onTestFinished(() => relay.stop());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const addedAt = performance.now();
    for (let n = 0; n < 30; n++) {
      await add('ten_a', n);
      await expect.poll(async () => (await published()).length, { interval: 5 }).toBe(n + 1);
    }
    // Thirty looks a second apart; so many that one that is slow doesn't count.
    expect(performance.now() - addedAt).toBeLessThan(20_000);
  });
});
