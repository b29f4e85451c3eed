import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Topic, topics } from '#contracts';
import { CaracalError, ManualClock } from '#kernel';
import { type LogRecord, MemoryEventLog } from '#messaging';
import type { CepSettings } from './cep.settings.js';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CountingPatterns } from './testing/counting-patterns.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { MemoryStateStore } from './testing/memory-state-store.js';
import { settingsWith } from './testing/settings.js';

const SETTINGS = { stateBytesMax: 2e6, dirtyEntitiesMax: 1000 };

/** A handler on a log of one partition, which it owns. */
async function owner(options: { store?: MemoryStateStore; partitions?: number; settings?: Partial<CepSettings> } = {}) {
  const partitions = options.partitions ?? 1;
  const log = new MemoryEventLog({
    topics: [
      { ...topics.transactions, partitions },
      { ...topics.signals, partitions: 1 },
    ] as never,
  });
  const store = options.store ?? new MemoryStateStore();
  const settings = settingsWith({ ...SETTINGS, ...options.settings });
  const handler = new MatchTransactionsHandler(
    log,
    store,
    new CountingPatterns(),
    FEATURE_BOOK,
    new ManualClock(NOON),
    settings,
  );
  return { handler, store, settings };
}

async function handled(handler: MatchTransactionsHandler, records: LogRecord[]) {
  const { publish, poison } = await handler.handle(records, 0);
  const of = <T>({ name, codec }: Topic<T>) =>
    publish.filter(({ topic }) => topic === name).map(({ value }) => codec.decode(value));
  return {
    publish,
    poison: poison ?? [],
    signals: of(topics.signals),
    revisions: of(topics.matchRevisions),
    late: of(topics.late),
  };
}

describe('matching transactions', () => {
  it('a transaction → one signal for its entities, keyed by transaction, in the trace it came in', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    const { publish, signals } = await handled(handler, [recordOf(accepted(), 0)]);
    expect(publish[0]).toMatchObject({ topic: 'signals.v1', key: 'ten_a/txn_1' });
    expect(publish[0]!.headers).toMatchObject({ ce_id: 'txn_1_0', ce_type: 'caracal.signal.v1', ce_tenant: 'ten_a' });
    expect(publish[0]!.headers['traceparent']).toContain('0af7651916cd43dd8448eb211c80319c');
    expect(signals[0]).toMatchObject({
      partition: 0,
      partitions: [0],
      featureSet: FEATURE_BOOK.shared.version,
      replyTo: { awaited: true },
    });
    expect(signals[0]!.transaction).toEqual(
      topics.transactions.codec.decode(recordOf(accepted(), 0).value).transaction,
    );
    for (const { entityType, values, session, truncated } of signals[0]!.entities) {
      expect(values).toHaveLength(FEATURE_BOOK.shared.featuresOf(entityType).length);
      expect(session).toMatchObject({ startedAtMs: NOON, lastAtMs: NOON, count: 1, amountMinor: 1000 });
      expect(truncated).toBe(false);
    }
    expect(signals[0]!.entities.map((e) => e.entityType)).toEqual(['account', 'card', 'device', 'ip', 'merchant']);
  });

  it('the same transaction again, in this batch or a later one → nothing', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    const first = await handled(handler, [recordOf(accepted(), 0), recordOf(accepted(), 1)]);
    expect(first.publish).toHaveLength(1);
    expect((await handled(handler, [recordOf(accepted(), 2)])).publish).toEqual([]);
  });

  it('the same ids in test and in live payments → two histories, and the same names', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    const transactions = ['test-1', 'test-2', 'live-1'].map((id) => accepted({ id, livemode: id === 'live-1' }));
    const { signals } = await handled(
      handler,
      transactions.map((transaction, offset) => recordOf(transaction, offset)),
    );
    const counts = signals.map(({ entities }) => entities.map(({ values }) => values[0]));
    expect(counts).toEqual([
      [1, 1, 1, 1, 1],
      [2, 2, 2, 2, 2],
      [1, 1, 1, 1, 1],
    ]);
    expect(signals[2]!.entities.map(({ entityId }) => entityId)).toEqual(['acc', 'card', 'dev', '192.0.2.1', 'mer']);
  });

  it('a late event → enters the history, is put in its place, and revises what came after it', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    const at = (id: string, ms: number, offset: number) => recordOf(accepted({ id, occurredAtMs: NOON + ms }), offset);
    const first = [at('a', 0, 0), at('c', 2000, 1), at('late', 1000, 2), at('d', 3000, 3)];
    const { signals, revisions, publish } = await handled(handler, first);
    expect(signals.map((s) => s.matches.length)).toEqual([0, 0, 0, 0]);
    expect(signals[2]!.entities[0]!.values[0]).toBe(2);
    expect(signals[3]!.entities[0]!.values[0]).toBe(4);
    expect(revisions.map(({ transactionId, appeared }) => [transactionId, appeared[0]!.entityType])).toEqual(
      ['account', 'card', 'device', 'ip', 'merchant'].map((type) => ['c', type]),
    );
    expect(revisions[0]).toMatchObject({ cause: 'late_transaction', causeTransactionId: 'late', atMs: NOON + 1000 });
    const record = publish.find(({ topic }) => topic === topics.matchRevisions.name)!;
    expect(record.key).toBe('ten_a/c');
    expect(record.headers).toMatchObject({ ce_id: revisions[0]!.id, ce_type: 'caracal.match-revision.v1' });
    expect(record.headers['traceparent']).toContain('0af7651916cd43dd8448eb211c80319c');
  });

  it('later than is allowed → in late.v1, and patterns stay where they are', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    const at = (id: string, ms: number, offset: number) => recordOf(accepted({ id, occurredAtMs: NOON + ms }), offset);
    const { signals, late, revisions } = await handled(handler, [
      at('a', 0, 0),
      at('b', 1, 1),
      at('old', -3_600_000, 2),
      at('c', 2, 3),
    ]);
    expect(revisions).toEqual([]);
    expect(signals.map((s) => s.matches.length)).toEqual([0, 0, 0, 5]);
    expect(late).toMatchObject([{ transaction: { id: 'old' }, partition: 0 }]);
    expect(late[0]!.entities[1]).toEqual({
      entityType: 'card',
      entityId: 'card',
      behindMs: 3_600_001,
      reason: 'beyond_lateness',
    });
  });

  it('records that can’t be decoded or have absurd values → poison with the reason, the others go on', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    const bad = [
      { ...recordOf(accepted(), 0), value: Uint8Array.of(255, 255, 1) },
      recordOf(accepted({ id: 'x', amountMinor: -1 }), 1),
      recordOf(accepted({ id: 'x', amountMinor: 9e15 }), 2),
      recordOf(accepted({ id: 'x', occurredAtMs: 9e14 }), 3),
      recordOf(accepted({ id: '' }), 4),
      recordOf(accepted({ id: 'x', tenantId: 'a,b' }), 5),
      recordOf(accepted({ id: 'x' }, []), 6),
      recordOf(accepted({ id: 'x', card: { fingerprint: 'a\0b', bin: '', country: '' } }), 7),
      { ...recordOf(accepted(), 8), value: new Uint8Array() },
    ];
    const { publish, poison } = await handled(handler, [...bad, recordOf(accepted(), 9)]);
    expect(publish).toHaveLength(1);
    expect(poison.map(({ record }) => record.offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect((poison[1]!.error as Error).message).toBe('the amount is out of range');
  });

  it('stored state that can’t be read → the record is poison, and what it shares with others is unchanged', async () => {
    const store = new MemoryStateStore();
    const claim = await store.claim(0, 1);
    const row = {
      tenantId: 'ten_a',
      entityType: 'card',
      entityId: 'test/card',
      lastEventAtMs: NOON,
      dueAtMs: undefined,
    } as const;
    await store.save(claim, 5, [{ ...row, state: Uint8Array.of(99) }]);
    const { handler } = await owner({ store });
    expect(await handler.assigned(0)).toEqual({ startAt: 5 });
    const cardless = accepted({ id: 'next', card: null });
    const { poison, signals } = await handled(handler, [recordOf(accepted(), 5), recordOf(cardless, 6)]);
    expect((poison[0]!.error as Error).message).toContain('version 99');
    expect(signals[0]!.entities[0]!.values[0]).toBe(1);
  });

  it('saved for another number of partitions → refuses to start and to load, and says what to do', async () => {
    const store = new MemoryStateStore();
    await store.save(await store.claim(0, 6), 5, []);
    const { handler } = await owner({ store, partitions: 1 });
    await expect(handler.onModuleInit()).rejects.toThrow('transactions.v1 has 1 partitions, but the matcher');
    await expect(handler.assigned(0)).rejects.toThrow('saved state is for 6');
    expect(handler.problem).toContain('partition 0');
  });

  it('the database is away at start → starts, is not ready, and loads the partition when it is back', async () => {
    const { handler, store } = await owner();
    store.failing = true;
    await handler.onModuleInit();
    expect(handler.problem).toBe('no partition is assigned yet');
    await expect(handler.assigned(0)).rejects.toThrow(CaracalError);
    expect(handler.problem).toContain('the database is away');
    store.failing = false;
    await handler.assigned(0);
    expect(handler.problem).toBeUndefined();
    await handler.onModuleDestroy();
  });

  it('checkpoints fail while entities keep coming → taking waits instead of growing', async () => {
    const { handler, store } = await owner();
    await handler.assigned(0);
    store.failing = true;
    const fresh = (i: number) =>
      recordOf(accepted({ id: `t${i}`, account: { id: `a${i}`, createdAtMs: 0, email: '' } }), i);
    const many = Array.from({ length: 3000 }, (_, i) => fresh(i));
    await handler.handle(many, 0);
    expect(() => handler.handle([fresh(3001)], 0)).toThrow('wait for a checkpoint');
    store.failing = false;
    handler.published(0, 3000);
    await handler.checkpointAll();
    expect((await handled(handler, [fresh(3001)])).signals).toHaveLength(1);
  });

  it('changed entities take more than there is room for → a checkpoint before its time, and taking does not wait', async () => {
    const { handler, store } = await owner({ settings: { stateBytesMax: 300_000, dirtyEntitiesMax: 1_000_000 } });
    const fresh = (i: number) =>
      recordOf(accepted({ id: `txn_${i}`, card: { fingerprint: `card_${i}`, bin: '', country: '' } }), i);
    await handler.onModuleInit();
    try {
      await handler.assigned(0);
      for (let i = 0; i < 400; i++) {
        await handler.handle([fresh(i)], 0);
        handler.published(0, i + 1);
        await nextTurn();
      }
      expect(store.saves).toBeGreaterThan(0);
      expect(handler.stateBytes).toBeLessThan(2 * 300_000);
    } finally {
      await handler.onModuleDestroy();
    }
  });

  it('a checkpoint ends while a batch waits for a look-up → lets go of nothing that the batch needs', async () => {
    const { handler, store, settings } = await owner({ settings: { stateBytesMax: 20_000 } });
    await handler.assigned(0);
    const first = { account: { id: 'acc_1', createdAtMs: 0, email: '' }, card: undefined };
    // More than there is room for, so that not all is in memory.
    const others = Array.from({ length: 30 }, (_, i) =>
      recordOf(accepted({ id: `other_${i}`, card: { fingerprint: `card_${i}`, bin: '', country: '' } }), i),
    );
    await handled(handler, [...others, recordOf(accepted({ id: 'txn_1', ...first }), 30)]);
    handler.published(0, 31);
    await handler.checkpointAll();
    await handled(handler, [recordOf(accepted({ id: 'txn_2', ...first }), 31)]);
    handler.published(0, 32);
    const lookUp = Promise.withResolvers<void>();
    store.slow = lookUp.promise;
    const other = { ...first, account: { id: 'acc_2', createdAtMs: 0, email: '' } };
    const both = [recordOf(accepted({ id: 'txn_3', ...other }), 32), recordOf(accepted({ id: 'txn_4', ...first }), 33)];
    const waiting = handled(handler, both);
    // Now there is room for nothing.
    Object.assign(settings, { stateBytesMax: 1 });
    await handler.checkpointAll();
    await handler.checkpointAll();
    lookUp.resolve();
    const { signals } = await waiting;
    const counts = signals.at(-1)!.entities.map(({ entityType, session }) => [entityType, session!.count]);
    expect(Object.fromEntries(counts)).toMatchObject({ account: 3, merchant: 34 });
  });

  it('before the first checkpoint → the group may not commit past the first record', async () => {
    const { handler } = await owner();
    await handler.assigned(0);
    expect(handler.holdFrom(0)).toBeUndefined();
    await handler.handle([recordOf(accepted(), 7)], 0);
    expect(handler.holdFrom(0)).toBe(7);
    handler.published(0, 8);
    await handler.checkpointAll();
    expect(handler.holdFrom(0)).toBeUndefined();
  });
});
