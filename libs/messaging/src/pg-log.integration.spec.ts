import { setTimeout as delay } from 'node:timers/promises';
import { armFaultPoint } from '#kernel';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LogRecord, OutRecord } from './event-log.js';
import { openEventLog } from './open-event-log.js';
import { PgEventLog } from './pg-event-log.js';
import { migratePgLog } from './pg-log-schema.js';
import { PgServer } from './testing/pg-server.js';
import type { TopicSettings } from './topic-table.js';

const TOPICS: readonly TopicSettings[] = ['one.v1', 'two.v1', 'short.v1'].map((name) => ({
  name,
  partitions: 3,
  retentionHours: name === 'short.v1' ? 1 : 7 * 24,
  recordBytesMax: 64 * 1024,
}));
const role = 'caracal_app';
const within = { interval: 20 };
const records = (from: number, to: number, topic = 'one.v1'): OutRecord[] =>
  Array.from({ length: to - from }, (_, i) => ({
    topic,
    key: `ten_1/${from + i}`,
    value: Buffer.from(String(from + i)),
    headers: { ce_id: String(from + i) },
    partition: 0,
  }));
const keysOf = (read: readonly LogRecord[]): string[] => read.map((record) => record.key);

describe('postgres log', () => {
  let server: PgServer;
  const open: PgEventLog[] = [];
  beforeAll(async () => {
    server = await PgServer.start();
    await server.asOwner((client) => migratePgLog(client, { role, topics: TOPICS }));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((log) => log.close()));
    await server.asOwner(async (client) => {
      await client.query('truncate log.records, log.offsets, log.producers; update log.heads set next_offset = 0');
    });
  });
  afterAll(() => server?.stop());

  async function openLog(topics = TOPICS): Promise<PgEventLog> {
    const log = await PgEventLog.open({ databaseUrl: server.appUrl(), topics, leaseMs: 2000 });
    open.push(log);
    return log;
  }

  it('database away: appends wait in order, health says why, subscriptions go on; nothing is lost or doubled', async () => {
    const log = await openLog();
    const seen: string[] = [];
    const read = async (_: number, batch: readonly LogRecord[]): Promise<void> => void seen.push(...keysOf(batch));
    await log.subscribe({ group: 'g', topic: 'one.v1' }, { read });
    await log.append(records(0, 10));
    await log.checkHealth();
    await server.pause();
    let durable = 0;
    const waiting = Array.from({ length: 20 }, (_, i) => log.append(records(10 + i, 11 + i)).then(() => durable++));
    await delay(1500);
    expect(durable).toBe(0);
    await expect(log.checkHealth()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/Postgres log is not available: ./),
    });
    await server.resume();
    await Promise.all(waiting);
    await log.append(records(30, 40));
    const expected = keysOf(records(0, 40) as unknown as LogRecord[]);
    await expect.poll(() => seen, within).toEqual(expected);
    expect(keysOf(await log.readFrom('one.v1', 0, 0, 100))).toEqual(expected);
    await expect.poll(() => log.checkHealth().then(() => 'well', String), within).toBe('well');
  });

  it('append: the answer is lost after the commit → the flush is tried again and written once', async () => {
    const log = await openLog();
    let failures = 1;
    const disarm = armFaultPoint('log.appended', () => {
      if (failures-- > 0) throw Object.assign(new Error('connection lost'), { code: 'ECONNRESET' });
    });
    await log.append(records(0, 5));
    disarm();
    await log.append(records(5, 6));
    const read = await log.readFrom('one.v1', 0, 0, 100);
    expect(read.map((record) => record.offset)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(failures).toBe(-1);
  });

  it('append: several topics and partitions at once → one flush, offsets without gaps', async () => {
    const log = await openLog();
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        log.append([{ ...records(i, i + 1, i % 2 ? 'one.v1' : 'two.v1')[0]!, partition: i % 3 }]),
      ),
    );
    for (const topic of ['one.v1', 'two.v1']) {
      for (const partition of [0, 1, 2]) {
        const offsets = (await log.readFrom(topic, partition, 0, 100)).map((record) => record.offset);
        expect(offsets).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    }
    const flushes = await server.asOwner((client) => client.query('select sum(seq) as flushes from log.producers'));
    expect(Number(flushes.rows[0].flushes)).toBeLessThan(5);
  });

  it('restart: a log that is opened again → goes on at the committed offset', async () => {
    const first = await openLog();
    await first.append(records(0, 10));
    const seen: number[] = [];
    const subscription = await first.subscribe(
      { group: 'g', topic: 'one.v1' },
      { read: async (_, batch) => void seen.push(...batch.map((record) => record.offset)) },
    );
    await expect.poll(() => seen.length, within).toBe(10);
    subscription.commit(0, 7);
    await first.close();
    const again: number[] = [];
    const second = await openLog();
    await second.subscribe(
      { group: 'g', topic: 'one.v1' },
      { read: async (_, batch) => void again.push(...batch.map((record) => record.offset)) },
    );
    await expect.poll(() => again, within).toEqual([7, 8, 9]);
  });

  it('hung member: its connection is open but it renews nothing → its partitions are taken when the lease runs out', async () => {
    const ghost = new pg.Client(server.ownerUrl);
    await ghost.connect();
    await ghost.query(
      `insert into log.members values ('ghost', 'g', 'one.v1', pg_backend_pid(), clock_timestamp() + interval '1.5 s')`,
    );
    await ghost.query(`insert into log.leases select 'g', 'one.v1', p, 'ghost' from generate_series(0, 2) p`);
    await ghost.query(`insert into log.offsets values ('g', 'one.v1', 0, 4)`);
    const log = await openLog();
    await log.append(records(0, 6));
    const seen: number[] = [];
    const subscription = await log.subscribe(
      { group: 'g', topic: 'one.v1' },
      { read: async (_, batch) => void seen.push(...batch.map((record) => record.offset)) },
    );
    expect(subscription.owned.size).toBe(0);
    await expect.poll(() => subscription.owned.size, within).toBe(3);
    await expect.poll(() => seen, within).toEqual([4, 5]);
    await ghost.query(`select log.commit_offsets(array['ghost'], array[0], array[1]::bigint[])`);
    const { rows } = await ghost.query(`select next_offset from log.offsets where group_name = 'g'`);
    expect(rows).toEqual([{ next_offset: '4' }]);
    await ghost.end();
  });

  it('slow reader: far behind what memory keeps → reads the rest from the database, in order', async () => {
    const log = await openLog();
    const gate = Promise.withResolvers<void>();
    const seen: number[] = [];
    await log.subscribe(
      { group: 'g', topic: 'one.v1' },
      {
        read: async (_, batch) => {
          await gate.promise;
          seen.push(...batch.map((record) => record.offset));
        },
      },
    );
    for (let i = 0; i < 12_000; i += 1000) await log.append(records(i, i + 1000));
    gate.resolve();
    await expect.poll(() => seen.length, within).toBe(12_000);
    expect(seen).toEqual(Array.from({ length: 12_000 }, (_, i) => i));
  });

  it('retention: a chunk past its topic’s retention → is dropped as a table; those of longer retention stay', async () => {
    const log = await openLog();
    await log.append([...records(0, 3), ...records(0, 3, 'short.v1')]);
    await server.asOwner(async (client) => {
      for (const table of ['records_one_v1', 'records_short_v1']) {
        await client.query(
          `create table log.${table}_20200101000000 partition of log.${table} for values from ('2020-01-01Z') to ('2020-01-02Z')`,
        );
      }
      await client.query(
        `create table log.records_one_v1_${stamp(-2)} partition of log.records_one_v1 for values from ('${day(-2)}') to ('${day(-1)}')`,
      );
    });
    const app = new pg.Client(server.appUrl());
    await app.connect();
    const dropped = await app.query(
      `select log.maintain('one.v1') as one, log.maintain('short.v1') as short, log.maintain('two.v1') as two`,
    );
    await app.end();
    expect(dropped.rows).toEqual([{ one: 1, short: 1, two: 0 }]);
    expect(keysOf(await log.readFrom('one.v1', 0, 0, 10))).toHaveLength(3);
    expect(keysOf(await log.readFrom('short.v1', 0, 0, 10))).toHaveLength(3);
  });

  it('chunk for the present is missing (the process slept) → it is made, and the append succeeds', async () => {
    const log = await openLog();
    await log.append(records(0, 1, 'two.v1'));
    await server.asOwner(async (client) => {
      const { rows } = await client.query(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'log.records_two_v1'::regclass`,
      );
      for (const { name } of rows) await client.query(`drop table ${name}`);
    });
    await log.append(records(1, 2, 'two.v1'));
    expect(keysOf(await log.readFrom('two.v1', 0, 0, 10))).toEqual(['ten_1/1']);
  });

  it('partitions: another number than the log has → migration and opening refuse, and say what to do', async () => {
    const other = TOPICS.map((topic) => ({ ...topic, partitions: 5 }));
    const expected = { code: 'conflict', message: expect.stringContaining('one.v1 exists with 3 partitions, but 5') };
    await expect(server.asOwner((client) => migratePgLog(client, { role, topics: other }))).rejects.toMatchObject(
      expected,
    );
    await expect(PgEventLog.open({ databaseUrl: server.appUrl(), topics: other })).rejects.toMatchObject(expected);
  });

  it('migration: run again, and by two at once → changes nothing', async () => {
    const log = await openLog();
    await log.append(records(0, 3));
    const migrate = () => server.asOwner((client) => migratePgLog(client, { role, topics: TOPICS }));
    await Promise.all([migrate(), migrate()]);
    expect(await log.readFrom('one.v1', 0, 0, 10)).toHaveLength(3);
  });

  it('role: the application’s → can neither change nor delete what is in the log', async () => {
    const app = new pg.Client(server.appUrl());
    await app.connect();
    for (const forbidden of [
      'delete from log.records',
      "update log.records set key = ''",
      'truncate log.records',
      'drop table log.heads',
    ]) {
      await expect(app.query(forbidden)).rejects.toMatchObject({ code: '42501' });
    }
    await app.end();
  });

  it('open: no database there → opens, appends wait, health says why; closing refuses what waits', async () => {
    const log = await PgEventLog.open({
      databaseUrl: 'postgres://caracal_app:app@127.0.0.1:1/postgres',
      topics: TOPICS,
    });
    await expect(log.checkHealth()).rejects.toThrow(/ECONNREFUSED/);
    const waiting = log.append(records(0, 1));
    const outcome = waiting.catch((error: unknown) => error);
    await log.close();
    expect(await outcome).toMatchObject({ code: 'unavailable' });
  });

  it('openEventLog: a database address → the Postgres log, on the topic table', async () => {
    await server.asOwner((client) => migratePgLog(client, { role }));
    const log = await openEventLog({ databaseUrl: server.appUrl(), clientId: 'test' });
    expect(log).toBeInstanceOf(PgEventLog);
    await log.checkHealth();
    await log.close();
    await expect(openEventLog({})).rejects.toThrow('KAFKA_BROKERS or DATABASE_URL');
  });
});

const day = (days: number): string => new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000).toISOString();
const stamp = (days: number): string => day(days).replaceAll(/\D/g, '').slice(0, 14);
