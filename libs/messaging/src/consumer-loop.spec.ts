import { setTimeout as delay } from 'node:timers/promises';
import { deadLetterV1, recordHeaders, topics, type DeadLetterV1 } from '#contracts';
import { CaracalError } from '#kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { BatchHandler, NOTHING, type Handled } from './batch-handler.js';
import { observeConsumers, type ConsumerEvent } from './consumer-events.js';
import { ConsumerLoop, type ConsumerLoopOptions } from './consumer-loop.js';
import type { LogRecord, OutRecord } from './event-log.js';
import { MemoryEventLog } from './memory-event-log.js';
import { MemoryLogStore } from './memory-log-store.js';
import { TopicTable, topicSettings } from './topic-table.js';

const input = topics.signals.name;
const output = topics.decisions.name;
const fast = { retryBackOff: { baseMs: 1, maxMs: 2 }, waitBackOff: { baseMs: 1, maxMs: 2 } };

/** Passes everything on, unless told what to do with a batch. */
class Relay extends BatchHandler {
  readonly seen: string[][] = [];
  readonly publishedTo: number[] = [];
  hold: number | undefined;
  revocations = 0;
  constructor(
    private readonly act: (keys: string[], records: readonly LogRecord[]) => Promise<Handled> | Handled | void = () =>
      undefined,
  ) {
    super();
  }
  override handle(records: readonly LogRecord[]): Promise<Handled> | Handled {
    const keys = records.map((record) => record.key);
    this.seen.push(keys);
    return this.act(keys, records) ?? { publish: records.map(passedOn) };
  }
  override published(_partition: number, nextOffset: number): void {
    this.publishedTo.push(nextOffset);
  }
  override holdFrom(): number | undefined {
    return this.hold;
  }
  override async revoked(): Promise<void> {
    this.revocations++;
  }
}

const passedOn = ({ key, value, headers }: LogRecord): OutRecord => ({
  topic: output,
  key,
  value,
  headers,
  partition: 0,
});
const headers = recordHeaders({
  id: 'sig_1',
  type: 't',
  source: 'cep',
  tenantId: 'ten_1',
  hlc: '0',
  traceparent: '00-a-b-01',
});
const records = (...keys: string[]): OutRecord[] =>
  keys.map((key) => ({ topic: input, key, value: Buffer.from(key), headers, partition: 0 }));

describe('consumer loop', () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function start(handler: BatchHandler, options: Partial<ConsumerLoopOptions> = {}, log = new MemoryEventLog()) {
    const loop = new ConsumerLoop(log, { topic: input, group: 'scoring', handler, ...fast, ...options });
    await loop.start();
    closers.push(() => loop.close());
    return { log, loop };
  }
  const keysOf = async (log: MemoryEventLog, topic: string): Promise<string[]> =>
    (await log.readFrom(topic, 0, 0, 1000)).map((record) => record.key);
  const letters = async (log: MemoryEventLog): Promise<DeadLetterV1[]> =>
    (await log.readFrom(topics.deadLetters.name, 0, 0, 1000)).map((record) => deadLetterV1.decode(record.value));

  it('loop: batches → outputs in order, and committed when durable', async () => {
    const relay = new Relay();
    const { log, loop } = await start(relay, { batchRecordsMax: 2 });
    await log.append(records('a', 'b', 'c', 'd', 'e'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(relay.seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(relay.publishedTo).toEqual([2, 4, 5]);
    expect(await loop.lag()).toBe(0);
  });

  it('gather: what comes while a batch rests → is one batch, and closing does not wait for the rest', async () => {
    const relay = new Relay();
    const { log, loop } = await start(relay, { gatherMs: 600_000 });
    await log.append(records('a'));
    await expect.poll(() => relay.seen).toEqual([['a']]);
    await log.append(records('b'));
    await log.append(records('c'));
    await loop.close();
    const next = new Relay();
    await start(next, {}, log);
    await expect.poll(() => next.seen.flat()).toEqual(['b', 'c']);
    expect(relay.seen).toEqual([['a']]);
  });

  it('publish: a slow log → the next batches are handled meanwhile, four appends at most are under way, and are told in order', async () => {
    const log = new MemoryEventLog();
    const gates: (() => void)[] = [];
    const append = log.append.bind(log);
    log.append = async (out) => {
      if (out[0]?.topic === output) await new Promise<void>((open) => gates.push(open));
      await append(out);
    };
    const relay = new Relay();
    await start(relay, { batchRecordsMax: 1 }, log);
    await append(records('a', 'b', 'c', 'd', 'e', 'f'));
    await expect.poll(() => gates.length).toBe(4);
    await delay(10);
    expect(relay.seen).toHaveLength(4);
    gates[1]!();
    await delay(5);
    expect(relay.publishedTo).toEqual([]);
    gates[0]!();
    await expect.poll(() => relay.publishedTo).toEqual([2]);
    await expect.poll(() => gates.length).toBe(6);
    for (const open of gates) open();
    await expect.poll(() => relay.publishedTo.at(-1)).toBe(6);
    expect(relay.publishedTo).toEqual([...relay.publishedTo].sort((x, y) => x - y));
  });

  it('hold: work still open → the commit stays below it, and follows when it is done though nothing comes in', async () => {
    const relay = new Relay();
    relay.hold = 1;
    const { log, loop } = await start(relay);
    await log.append(records('a', 'b', 'c'));
    await expect.poll(() => relay.publishedTo).toEqual([3]);
    expect(await loop.lag()).toBe(2);
    relay.hold = undefined;
    await expect.poll(() => loop.lag(), { timeout: 3000 }).toBe(0);
  });

  it('crash: between handling and commit → another process gets the records again', async () => {
    const store = new MemoryLogStore(new TopicTable(topicSettings()));
    const first = new MemoryEventLog({ store });
    const stuck = new Relay(() => new Promise(() => undefined));
    const loop = new ConsumerLoop(first, { topic: input, group: 'scoring', handler: stuck });
    await loop.start();
    await first.append(records('a', 'b'));
    await expect.poll(() => stuck.seen).toEqual([['a', 'b']]);
    first.crash();
    const relay = new Relay();
    const { log } = await start(relay, {}, new MemoryEventLog({ store }));
    await expect.poll(() => keysOf(log, output)).toEqual(['a', 'b']);
  });

  it('retry: a batch that fails twice → is handled at the third try, nothing is dead-lettered', async () => {
    let failures = 2;
    const relay = new Relay(() => {
      if (failures-- > 0) throw new Error('hiccup');
    });
    const { log } = await start(relay);
    await log.append(records('a', 'b'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a', 'b']);
    expect(relay.seen).toHaveLength(3);
    expect(await letters(log)).toEqual([]);
  });

  it('isolate: one record that always fails → it alone is dead-lettered with error, attempts and headers; order is kept; the partition goes on', async () => {
    const relay = new Relay((keys) => {
      if (keys.includes('bad')) throw new Error('cannot parse');
    });
    const { log, loop } = await start(relay);
    await log.append(records('a', 'b', 'bad', 'c', 'd'));
    await log.append(records('e'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a', 'b', 'c', 'd', 'e']);
    const [letter, ...more] = await letters(log);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      topic: input,
      partition: 0,
      offset: 2,
      group: 'scoring',
      key: 'bad',
      error: 'cannot parse',
    });
    expect(letter!.attempts).toBe(relay.seen.filter((keys) => keys.includes('bad')).length);
    expect(letter!.attempts).toBeGreaterThanOrEqual(3);
    expect(letter!.headers).toEqual(headers);
    expect(Buffer.from(letter!.value).toString()).toBe('bad');
    const [record] = await log.readFrom(topics.deadLetters.name, 0, 0, 1);
    expect(record!.headers).toMatchObject({
      ce_id: `scoring:${input}:0:2`,
      ce_tenant: 'ten_1',
      traceparent: '00-a-b-01',
    });
    await expect.poll(() => loop.lag()).toBe(0);
  });

  it('poison: records that the handler reports → dead-lettered at once, the others go on', async () => {
    const relay = new Relay((_, batch) => ({
      publish: batch.slice(1).map(passedOn),
      poison: [{ record: batch[0]!, error: new Error('not a signal') }],
    }));
    const { log } = await start(relay);
    await log.append(records('bad', 'a'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a']);
    expect(await letters(log)).toMatchObject([{ key: 'bad', error: 'not a signal', attempts: 1 }]);
    expect(relay.seen).toHaveLength(1);
  });

  it('database down: a handler that can not reach it → is tried for as long as it takes, nothing is dead-lettered', async () => {
    let down = true;
    const relay = new Relay(() => {
      if (down) throw Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    });
    const { log } = await start(relay);
    await log.append(records('a'));
    await expect.poll(() => relay.seen.length).toBeGreaterThan(10);
    down = false;
    await expect.poll(() => keysOf(log, output)).toEqual(['a']);
    expect(await letters(log)).toEqual([]);
  });

  it('publish: the log is away → appends are tried again until it is back, and only then committed', async () => {
    const log = new MemoryEventLog();
    const append = log.append.bind(log);
    let failures = 3;
    log.append = async (out) => {
      if (out[0]?.topic === output && failures-- > 0) throw new CaracalError('unavailable', 'no broker');
      await append(out);
    };
    const relay = new Relay();
    await start(relay, {}, log);
    await append(records('a'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a']);
    expect(relay.publishedTo).toEqual([1]);
    expect(relay.seen).toHaveLength(1);
  });

  it('publish: an output over the limit → it is dead-lettered in its place, the others are written, the partition goes on', async () => {
    const relay = new Relay((_, batch) => ({
      publish: batch.map((record) =>
        record.key === 'big'
          ? { ...passedOn(record), value: new Uint8Array(topics.decisions.recordBytesMax + 1) }
          : passedOn(record),
      ),
    }));
    const { log, loop } = await start(relay);
    await log.append(records('a', 'big', 'b'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a', 'b']);
    expect(await letters(log)).toMatchObject([{ topic: output, key: 'big', offset: -1 }]);
    await expect.poll(() => loop.lag()).toBe(0);
  });

  it('close: while a batch is handled → it is finished, published and committed; then the partition is given up', async () => {
    const store = new MemoryLogStore(new TopicTable(topicSettings()));
    const log = new MemoryEventLog({ store });
    const relay = new Relay(async (_, batch) => {
      await delay(30);
      return { publish: batch.map(passedOn) };
    });
    const { loop } = await start(relay, {}, log);
    await log.append(records('a'));
    await expect.poll(() => relay.seen).toEqual([['a']]);
    await loop.close();
    expect(await keysOf(log, output)).toEqual(['a']);
    expect(relay.revocations).toBe(log.partitionCount(input));
    expect(store.group('scoring', input).committed.get(0)).toBe(1);
  });

  it('close: while the database is down → does not wait for it, and commits nothing', async () => {
    const store = new MemoryLogStore(new TopicTable(topicSettings()));
    const log = new MemoryEventLog({ store });
    const relay = new Relay(() => {
      throw new CaracalError('unavailable', 'no database');
    });
    const { loop } = await start(relay, { waitBackOff: { baseMs: 60_000, maxMs: 60_000 } }, log);
    await log.append(records('a'));
    await expect.poll(() => relay.seen).toEqual([['a']]);
    await loop.close();
    expect(store.group('scoring', input).committed.has(0)).toBe(false);
    expect(await letters(log)).toEqual([]);
  });

  it('close: a handler that never ends → gives up after the limit and says which', async () => {
    const relay = new Relay(() => new Promise(() => undefined));
    const log = new MemoryEventLog();
    const loop = new ConsumerLoop(log, { topic: input, group: 'scoring', handler: relay, closeWithinMs: 20 });
    await loop.start();
    await log.append(records('a'));
    await expect.poll(() => relay.seen).toEqual([['a']]);
    await expect(loop.close()).rejects.toThrow(`scoring on ${input} did not finish within 20 ms`);
  });

  it('observers: batches, retries and dead letters → told with group, topic and partition', async () => {
    const events: ConsumerEvent[] = [];
    closers.push(observeConsumers((event) => events.push(event)));
    const relay = new Relay((keys) => {
      if (keys.includes('bad')) throw new Error('cannot parse');
      return undefined;
    });
    const { log } = await start(relay);
    await log.append(records('a', 'bad'));
    await expect.poll(() => events.filter((event) => event.type === 'published').length).toBe(1);
    expect(events.every((event) => event.group === 'scoring' && event.topic === input)).toBe(true);
    expect(events.find((event) => event.type === 'handled')).toMatchObject({ partition: 0, records: 2 });
    expect(events.filter((event) => event.type === 'retry')).toMatchObject([{ failures: 1 }, { failures: 2 }]);
    expect(events.find((event) => event.type === 'dead_letter')).toMatchObject({ offset: 1, attempts: 4 });
  });

  it('hooks: assigned fails at first → is tried again before anything is read; published throws → told, and the loop goes on', async () => {
    const events: ConsumerEvent[] = [];
    closers.push(observeConsumers((event) => events.push(event)));
    class Stumbling extends Relay {
      private failures = 1;
      override async assigned(partition: number): Promise<undefined> {
        if (partition === 0 && this.failures-- > 0) throw new Error('state is not there yet');
      }
      override published(): void {
        throw new Error('bug');
      }
    }
    const { log, loop } = await start(new Stumbling());
    await log.append(records('a'));
    await expect.poll(() => keysOf(log, output)).toEqual(['a']);
    await expect.poll(() => loop.lag()).toBe(0);
    const failed = events.filter((event) => event.type === 'hook_failed');
    expect(failed).toMatchObject([{ hook: 'assigned', partition: 0 }, { hook: 'published' }]);
  });

  it('handler: one that has nothing to publish → its batches are committed all the same', async () => {
    const relay = new Relay(() => NOTHING);
    const { log, loop } = await start(relay);
    await log.append(records('a', 'b'));
    await expect.poll(() => loop.lag()).toBe(0);
  });
});
