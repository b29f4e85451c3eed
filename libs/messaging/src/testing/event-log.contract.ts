import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventLog, LogRecord, OutRecord, PartitionReader, Subscription } from '../event-log.js';
import type { TopicSettings } from '../topic-table.js';

/** What every adapter of `EventLog` must do. Each test has a topic of its own; logs stand for processes. Skipped where there is an obstacle. */
export function describeEventLog(name: string, setUp: () => Promise<EventLogHarness>, obstacle?: string): void {
  describe.skipIf(obstacle !== undefined)(`${name}${obstacle === undefined ? '' : `, skipped: ${obstacle}`}`, () => {
    let harness: EventLogHarness;
    let used = 0;
    let topic = '';
    const open: EventLog[] = [];

    beforeAll(async () => {
      harness = await setUp();
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((log) => log.close()));
    });
    afterAll(() => harness?.tearDown());

    /** Another process, as far as the log can tell. */
    async function process(): Promise<EventLog> {
      const log = await harness.open(CONTRACT_TOPICS);
      open.push(log);
      return log;
    }
    function newTopic(): void {
      topic = CONTRACT_TOPICS[used++]!.name;
    }
    const within = { interval: 20 };
    const record = (n: number, more: Partial<OutRecord> = {}): OutRecord => ({
      topic,
      key: `ten_1/${n}`,
      value: Buffer.from(String(n)),
      headers: { ce_id: String(n) },
      ...more,
    });
    const numbered = (from: number, to: number, more: Partial<OutRecord> = {}): OutRecord[] =>
      Array.from({ length: to - from }, (_, i) => record(from + i, more));

    it('append and subscribe: many records → each once, in order within its partition', async () => {
      newTopic();
      const log = await process();
      const seen = new Collector();
      await log.subscribe({ group: 'g', topic }, seen);
      for (let i = 0; i < 300; i += 30) await log.append(numbered(i, i + 30));
      await expect.poll(() => seen.count, within).toBe(300);
      const sent = new Map<number, string[]>();
      for (const { key } of numbered(0, 300)) {
        const partition = log.partitionOf(topic, key);
        sent.set(partition, [...(sent.get(partition) ?? []), key]);
      }
      for (const [partition, keys] of sent) expect(seen.keys(partition)).toEqual(keys);
      expect(sent.size).toBe(4);
    });

    it('append: calls that are not awaited → order per partition is call order', async () => {
      newTopic();
      const log = await process();
      const appends = numbered(0, 200, { partition: 2 }).map((each) => log.append([each]));
      await Promise.all(appends);
      const read = await log.readFrom(topic, 2, 0, 1000);
      expect(read.map((each) => each.key)).toEqual(numbered(0, 200).map((each) => each.key));
    });

    it('record: key, headers and value of any bytes → come back as they were', async () => {
      newTopic();
      const log = await process();
      const seen = new Collector();
      const odd = {
        key: 'ten_1/Žlutý kůň 🐎 "quoted" \\ {,}',
        value: new Uint8Array(256).map((_, i) => i),
        headers: { 'content-type': 'application/protobuf', ce_note: 'é"\\\n\u0000☃', empty: '' },
        partition: 1,
      };
      const before = Date.now();
      await log.append([record(1, odd), record(2, { value: new Uint8Array(), headers: {}, partition: 1 })]);
      await log.subscribe({ group: 'g', topic }, seen);
      await expect.poll(() => seen.count, within).toBe(2);
      for (const [first, second] of [seen.records, await log.readFrom(topic, 1, 0, 10)]) {
        expect(first).toMatchObject({ topic, partition: 1, key: odd.key, headers: odd.headers });
        expect(Buffer.from(first!.value).equals(odd.value)).toBe(true);
        expect(Math.abs(first!.appendedAtMs - before)).toBeLessThan(60_000);
        expect(second).toMatchObject({ headers: {} });
        expect(second!.value.length).toBe(0);
      }
    });

    it('partition: given explicitly → the record is there; one that does not exist → refused', async () => {
      newTopic();
      const log = await process();
      await log.append([0, 1, 2, 3].map((partition) => record(7, { partition })));
      for (const partition of [0, 1, 2, 3]) {
        expect((await log.readFrom(topic, partition, 0, 10)).map((each) => each.key)).toEqual(['ten_1/7']);
      }
      await expect(log.append([record(7, { partition: 4 })])).rejects.toMatchObject({ code: 'invalid_request' });
      await expect(log.append([record(7, { topic: 'no-such-topic' })])).rejects.toThrow('no-such-topic');
    });

    it('append: one record over the limit → record_too_large, and nothing of the call is written', async () => {
      newTopic();
      const log = await process();
      const limit = CONTRACT_TOPICS[0]!.recordBytesMax;
      const big = log.append([
        record(1, { partition: 0 }),
        record(2, { partition: 0, value: new Uint8Array(limit + 1) }),
      ]);
      await expect(big).rejects.toMatchObject({ code: 'record_too_large', message: expect.stringContaining(topic) });
      await log.append([record(3, { partition: 0, value: new Uint8Array(limit) })]);
      expect((await log.readFrom(topic, 0, 0, 10)).map((each) => each.key)).toEqual(['ten_1/3']);
    });

    it('readFrom: an offset and a limit → the records from there, in order', async () => {
      newTopic();
      const log = await process();
      await log.append(numbered(0, 20, { partition: 3 }));
      const all = await log.readFrom(topic, 3, 0, 100);
      expect(all.map((each) => each.key)).toEqual(numbered(0, 20).map((each) => each.key));
      const some = await log.readFrom(topic, 3, all[5]!.offset, 4);
      expect(some.map((each) => each.key)).toEqual(all.slice(5, 9).map((each) => each.key));
      expect(await log.readFrom(topic, 3, all.at(-1)!.offset + 1, 10)).toEqual([]);
    });

    it('groups: two on one topic → each gets every record', async () => {
      newTopic();
      const log = await process();
      const [one, two] = [new Collector(), new Collector()];
      await log.subscribe({ group: 'one', topic }, one);
      await log.subscribe({ group: 'two', topic }, two);
      await log.append(numbered(0, 40));
      await expect.poll(() => [one.count, two.count], within).toEqual([40, 40]);
    });

    it('groups: one group on two topics in one process → each topic is read whole', async () => {
      newTopic();
      const first = topic;
      newTopic();
      const log = await process();
      const [one, two] = [new Collector(), new Collector()];
      const subscriptions = [
        await log.subscribe({ group: 'both', topic: first }, one),
        await log.subscribe({ group: 'both', topic }, two),
      ];
      await log.append([...numbered(0, 40), ...numbered(40, 60, { topic: first })]);
      await expect.poll(() => [one.count, two.count], within).toEqual([20, 40]);
      expect(subscriptions.map(({ owned }) => owned.size)).toEqual([4, 4]);
    });

    it('subscribe: from latest → only what comes after', async () => {
      newTopic();
      const log = await process();
      await log.append(numbered(0, 8));
      const seen = new Collector();
      const subscription = await log.subscribe({ group: 'late', topic, from: 'latest' }, seen);
      await expect.poll(() => subscription.owned.size, within).toBe(4);
      await harness.settle();
      await log.append(numbered(8, 12));
      await expect.poll(() => seen.count, within).toBe(4);
      expect(seen.records.map((each) => each.key).sort()).toEqual(
        numbered(8, 12)
          .map((each) => each.key)
          .sort(),
      );
    });

    it('commit: a member that leaves → the next one of the group begins at the committed offset', async () => {
      newTopic();
      const log = await process();
      await log.append(numbered(0, 10, { partition: 0 }));
      const first = new Collector();
      const subscription = await log.subscribe({ group: 'g', topic }, first);
      await expect.poll(() => first.count, within).toBe(10);
      subscription.commit(0, first.records[4]!.offset);
      subscription.commit(0, first.records[6]!.offset);
      await subscription.close();
      const second = new Collector();
      await log.subscribe({ group: 'g', topic }, second);
      await expect.poll(() => second.count, within).toBe(4);
      expect(second.records.map((each) => each.key)).toEqual(numbered(6, 10).map((each) => each.key));
    });

    it('lag: what the group has not committed → counted over the owned partitions', async () => {
      newTopic();
      const log = await process();
      await log.append(numbered(0, 10, { partition: 1 }));
      const seen = new Collector();
      const subscription = await log.subscribe({ group: 'g', topic }, seen);
      await expect.poll(() => seen.count, within).toBe(10);
      expect(await subscription.lag()).toBe(10);
      subscription.commit(1, seen.records[6]!.offset + 1);
      await expect.poll(() => subscription.lag(), within).toBe(3);
    });

    it('assigned: a reader that says where to begin → the committed offset does not count; revoked at the end', async () => {
      newTopic();
      const log = await process();
      await log.append(numbered(0, 10, { partition: 2 }));
      const startAt = (await log.readFrom(topic, 2, 0, 10))[7]!.offset;
      const seen = new Collector();
      seen.startAt = new Map([[2, startAt]]);
      const subscription = await log.subscribe({ group: 'g', topic }, seen);
      await expect.poll(() => seen.count, within).toBe(3);
      expect(seen.records.map((each) => each.key)).toEqual(numbered(7, 10).map((each) => each.key));
      expect([...subscription.owned].sort((x, y) => x - y)).toEqual([0, 1, 2, 3]);
      await subscription.close();
      expect(seen.calls.filter((call) => call.startsWith('assigned')).sort()).toEqual(ALL.map((p) => `assigned ${p}`));
      expect(seen.calls.filter((call) => call.startsWith('revoked')).sort()).toEqual(ALL.map((p) => `revoked ${p}`));
    });

    it('batches: a backlog → handed over in batches of at most the size asked for', async () => {
      newTopic();
      const log = await process();
      await log.append(numbered(0, 100, { partition: 0 }));
      const seen = new Collector();
      await log.subscribe({ group: 'g', topic, batchRecordsMax: 16 }, seen);
      await expect.poll(() => seen.count, within).toBe(100);
      expect(Math.max(...seen.batches)).toBe(16);
      expect(seen.batches.length).toBeLessThan(20);
      expect(seen.keys(0)).toEqual(numbered(0, 100).map((each) => each.key));
    });

    it('back-pressure: a reader that is busy → is handed nothing more of the partition; others go on; then all in order', async () => {
      newTopic();
      const log = await process();
      const gate = Promise.withResolvers<void>();
      const seen = new Collector();
      seen.beforeRead = (partition) => (partition === 0 ? gate.promise : undefined);
      await log.subscribe({ group: 'g', topic, batchRecordsMax: 10 }, seen);
      await log.append(numbered(0, 50, { partition: 0 }));
      for (let i = 50; i < 400; i += 50) await log.append(numbered(i, i + 50, { partition: 0 }));
      await log.append(numbered(1000, 1020, { partition: 1 }));
      await expect.poll(() => seen.keys(1).length, within).toBe(20);
      expect(seen.calls.filter((call) => call === 'reading 0')).toHaveLength(1);
      expect(seen.keys(0)).toEqual([]);
      gate.resolve();
      await expect.poll(() => seen.keys(0).length, within).toBe(400);
      expect(seen.keys(0)).toEqual(numbered(0, 400).map((each) => each.key));
    });

    it('read: rejects → the same records are handed over again', async () => {
      newTopic();
      const log = await process();
      const seen = new Collector();
      let failures = 2;
      seen.beforeRead = () => (failures-- > 0 ? Promise.reject(new Error('not yet')) : undefined);
      await log.subscribe({ group: 'g', topic }, seen);
      await log.append(numbered(0, 5, { partition: 0 }));
      await expect.poll(() => seen.count, within).toBe(5);
      expect(seen.keys(0)).toEqual(numbered(0, 5).map((each) => each.key));
      expect(failures).toBeLessThan(0);
    });

    it('rebalance: a member joins and leaves → partitions are shared evenly, and come back; nothing is skipped', async () => {
      newTopic();
      const [a, b] = [await process(), await process()];
      const [seenA, seenB] = [new Collector(), new Collector()];
      const first = await a.subscribe({ group: 'g', topic }, seenA);
      seenA.commitTo(first);
      await expect.poll(() => first.owned.size, within).toBe(4);
      const second = await b.subscribe({ group: 'g', topic }, seenB);
      seenB.commitTo(second);
      await expect.poll(() => [first.owned.size, second.owned.size], within).toEqual([2, 2]);
      expect(new Set([...first.owned, ...second.owned]).size).toBe(4);
      await a.append(numbered(0, 40));
      await expect.poll(() => keysOf(seenA, seenB), within).toEqual(keysFrom(0, 40));
      expect(seenA.count).toBeGreaterThan(0);
      expect(seenB.count).toBeGreaterThan(0);
      await second.close();
      await expect.poll(() => first.owned.size, within).toBe(4);
      await b.append(numbered(40, 80));
      await expect.poll(() => keysOf(seenA, seenB), within).toEqual(keysFrom(0, 80));
    });

    it('crash: a member dies without a word → the others take over and get what it had not committed', async () => {
      newTopic();
      const [a, b] = [await process(), await process()];
      const [seenA, seenB] = [new Collector(), new Collector()];
      const first = await a.subscribe({ group: 'g', topic }, seenA);
      const doomed = await b.subscribe({ group: 'g', topic }, seenB);
      await expect.poll(() => [first.owned.size, doomed.owned.size], within).toEqual([2, 2]);
      const partition = [...doomed.owned][0]!;
      await a.append(numbered(0, 10, { partition }));
      await expect.poll(() => seenB.count, within).toBe(10);
      doomed.commit(partition, seenB.records[4]!.offset);
      await harness.settle();
      await harness.kill(b);
      await expect.poll(() => first.owned.size, within).toBe(4);
      await a.append(numbered(10, 12, { partition }));
      await expect.poll(() => seenA.keys(partition), within).toEqual(numbered(4, 12).map((each) => each.key));
    });

    it('several processes append to one partition → one order that all readers see', async () => {
      newTopic();
      const [a, b] = [await process(), await process()];
      const [seenA, seenB] = [new Collector(), new Collector()];
      await a.subscribe({ group: 'a', topic }, seenA);
      await b.subscribe({ group: 'b', topic }, seenB);
      const writing: Promise<void>[] = [];
      for (let i = 0; i < 100; i++) writing.push((i % 2 ? a : b).append([record(i, { partition: 0 })]));
      await Promise.all(writing);
      await expect.poll(() => [seenA.count, seenB.count], within).toEqual([100, 100]);
      expect(seenA.keys(0)).toEqual(seenB.keys(0));
      expect([...seenA.keys(0)].sort()).toEqual(keysFrom(0, 100));
      const offsets = seenA.records.map((each) => each.offset);
      expect(offsets).toEqual([...offsets].sort((x, y) => x - y));
    });

    it('close: while a read is under way → waits for it, then revokes; the log takes no more', async () => {
      newTopic();
      const log = await process();
      const gate = Promise.withResolvers<void>();
      const seen = new Collector();
      seen.beforeRead = () => gate.promise;
      await log.subscribe({ group: 'g', topic }, seen);
      await log.append([record(1, { partition: 0 })]);
      await expect.poll(() => seen.calls, within).toContain('reading 0');
      const closing = log.close();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(seen.calls).not.toContain('revoked 0');
      gate.resolve();
      await closing;
      expect(seen.calls.indexOf('revoked 0')).toBeGreaterThan(seen.calls.indexOf('read 0'));
      await expect(log.append([record(2)])).rejects.toMatchObject({ code: 'unavailable' });
      await expect(log.checkHealth()).rejects.toMatchObject({ code: 'unavailable' });
    });

    const keysFrom = (from: number, to: number): string[] =>
      numbered(from, to)
        .map((each) => each.key)
        .sort();
  });
}

export interface EventLogHarness {
  open(topics: readonly TopicSettings[]): Promise<EventLog>;
  /** Makes a log behave as its process would after `kill -9`. */
  kill(log: EventLog): Promise<void>;
  /** Waits until commits and positions are known outside the process. */
  settle(): Promise<void>;
  tearDown(): Promise<void>;
}

export const CONTRACT_TOPICS: readonly TopicSettings[] = Array.from({ length: 24 }, (_, i) => ({
  name: `contract-${i}.v1`,
  partitions: 4,
  retentionHours: 24,
  recordBytesMax: 1000,
}));
const ALL = [0, 1, 2, 3];

/** A reader that remembers. */
class Collector implements PartitionReader {
  readonly records: LogRecord[] = [];
  readonly batches: number[] = [];
  readonly calls: string[] = [];
  startAt = new Map<number, number>();
  beforeRead: ((partition: number) => Promise<void> | undefined) | undefined;
  private subscription: Subscription | undefined;

  get count(): number {
    return this.records.length;
  }
  keys(partition: number): string[] {
    return this.records.filter((record) => record.partition === partition).map((record) => record.key);
  }
  commitTo(subscription: Subscription): void {
    this.subscription = subscription;
  }
  async assigned(partition: number): Promise<{ startAt: number } | undefined> {
    this.calls.push(`assigned ${partition}`);
    const startAt = this.startAt.get(partition);
    return startAt === undefined ? undefined : { startAt };
  }
  async read(partition: number, records: readonly LogRecord[]): Promise<void> {
    this.calls.push(`reading ${partition}`);
    await this.beforeRead?.(partition);
    this.calls.push(`read ${partition}`);
    this.batches.push(records.length);
    this.records.push(...records);
    this.subscription?.commit(partition, records.at(-1)!.offset + 1);
  }
  async revoked(partition: number): Promise<void> {
    this.calls.push(`revoked ${partition}`);
  }
}

/** Distinct, sorted: a rebalance may hand a record over twice, but never skips one. */
function keysOf(...collectors: Collector[]): string[] {
  return [...new Set(collectors.flatMap((collector) => collector.records.map((record) => record.key)))].sort();
}
