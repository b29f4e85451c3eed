import { beforeAll, describe, expect, it } from 'vitest';
import { recordKey } from '#contracts';
import { ManualClock } from '#kernel';
import { type LogRecord, MemoryEventLog } from '#messaging';
import type { PgDatabase } from '#persistence';
import { testDatabase } from '../../../libs/persistence/src/testing/index.js';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { PgStateStore } from './pg-state-store.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CountingPatterns } from './testing/counting-patterns.js';
import { settingsWith } from './testing/settings.js';

let database: PgDatabase;
let store: PgStateStore;
let next = 0;
beforeAll(async () => {
  ({ database } = await testDatabase());
  store = new PgStateStore(database);
});

const PARTITIONS = 6;
const row = (
  tenantId: string,
  entityId: string,
  lastEventAtMs: number,
  state = Uint8Array.of(1, 0, 255),
  dueAtMs?: number,
) => ({ tenantId, entityType: 'card', entityId, lastEventAtMs, dueAtMs, state }) as const;
const key = (tenantId: string, entityId: string) =>
  ({ key: recordKey(tenantId, 'card', entityId), tenantId, entityType: 'card', entityId }) as const;

/** @param bytesMax - 273 for an entity of these tests */
async function loaded(partition: number, bytesMax = 1e9, entitiesMax = Infinity) {
  const claim = await store.claim(partition, PARTITIONS);
  const ids: string[] = [];
  const { all } = await store.load(claim, bytesMax, (rows) => {
    ids.push(...rows.map((r) => r.entityId));
    return ids.length < entitiesMax;
  });
  return { claim, ids, all };
}

describe('state in PostgreSQL', () => {
  it('saved entities and offset → what the next owner begins with', async () => {
    const partition = next++;
    const claim = await store.claim(partition, PARTITIONS);
    expect(claim).toMatchObject({ generation: 1, nextOffset: undefined, partitions: undefined });
    await store.save(claim, 42, [row('ten_a', 'old', 1), row('ten_b', 'new', 3), row('ten_a', 'middle', 2)]);
    await store.save(claim, 43, [row('ten_a', 'old', 9, Uint8Array.of(7))]);
    const after = await loaded(partition);
    expect(after.claim).toMatchObject({ generation: 2, nextOffset: 43, partitions: PARTITIONS });
    expect([after.ids.toSorted(), after.all]).toEqual([['middle', 'new', 'old'], true]);
    const found = await store.find(after.claim, [key('ten_a', 'old'), key('ten_b', 'new'), key('ten_b', 'old')]);
    expect(new Map(found.map((f) => [`${f.tenantId} ${f.entityId}`, [...f.state]]))).toEqual(
      new Map([
        ['ten_a old', [7]],
        ['ten_b new', [1, 0, 255]],
      ]),
    );
    expect(await store.partitionsOfState()).toBe(PARTITIONS);
  });

  it('entities that wait for a time → before newer ones, and with it; then no longer', async () => {
    const partition = next++;
    const claim = await store.claim(partition, PARTITIONS);
    await store.save(claim, 1, [row('ten_a', 'waits', 1, undefined, 5_000_000_000_000), row('ten_a', 'new', 3)]);
    expect(await loaded(partition, 400)).toMatchObject({ ids: ['waits'], all: false });
    expect(await loaded(partition, 700)).toMatchObject({ all: true });
    const again = await store.claim(partition, PARTITIONS);
    const dueAt = async () => (await store.find(again, [key('ten_a', 'waits')]))[0]!.dueAtMs;
    expect(await dueAt()).toBe(5_000_000_000_000);
    await store.save(again, 2, [row('ten_a', 'waits', 1)]);
    expect(await dueAt()).toBeUndefined();
  });

  it('large states → saved in several statements, and read again', async () => {
    const partition = next++;
    const claim = await store.claim(partition, PARTITIONS);
    const large = Array.from({ length: 5 }, (_, i) => row('ten_a', `large_${i}`, i, new Uint8Array(3_000_000).fill(i)));
    await store.save(claim, 1, large);
    const found = await store.find(claim, [key('ten_a', 'large_0'), key('ten_a', 'large_4')]);
    expect(new Map(found.map(({ entityId, state }) => [entityId, [state.length, state[0]]]))).toEqual(
      new Map([
        ['large_0', [3_000_000, 0]],
        ['large_4', [3_000_000, 4]],
      ]),
    );
  });

  it('more entities than fit → the newest of them, and says that there are more', async () => {
    const partition = next++;
    const claim = await store.claim(partition, PARTITIONS);
    const rows = Array.from({ length: 7001 }, (_, i) => row('ten_a', `card_${i}`, i));
    await store.save(claim, 1, rows);
    const some = await loaded(partition, 1000 * 273);
    expect(some.all).toBe(false);
    const newest = rows.slice(-1000).map(({ entityId }) => entityId);
    expect(some.ids.toSorted()).toEqual(newest.toSorted());
    const whole = await loaded(partition, 7001 * 273);
    expect([whole.all, whole.ids.length]).toEqual([true, 7001]);
    const stopped = await loaded(partition, 7001 * 273, 100);
    expect([stopped.all, stopped.ids.length]).toEqual([false, 5000]);
  });

  it('an earlier owner saves → refused, and nothing of it is stored', async () => {
    const partition = next++;
    const zombie = await store.claim(partition, PARTITIONS);
    await store.claim(partition, PARTITIONS);
    await expect(store.save(zombie, 99, [row('ten_a', 'x', 1)])).rejects.toMatchObject({ code: 'conflict' });
    const { ids, claim } = await loaded(partition);
    expect(ids).toEqual([]);
    expect(claim.nextOffset).toBeUndefined();
  });

  it('row-level security: another tenant sees none of it', async () => {
    const partition = next++;
    await store.save(await store.claim(partition, PARTITIONS), 1, [row('ten_a', 'secret', 1)]);
    const rows = await database.query(['ten_b'], 'select entity_id from cep.entity_state where partition = $1', [
      partition,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('matching on PostgreSQL', () => {
  it('killed between checkpoints, again and again → the same signals as one run', async () => {
    const partition = next++;
    const nth = (i: number) =>
      accepted({
        id: `txn_${i}`,
        tenantId: i % 5 === 0 ? 'ten_b' : 'ten_a',
        occurredAtMs: NOON + i * 60_000 - (i % 11) * 90_000,
        account: { id: `acc_${i % 17}`, createdAtMs: 0, email: '' },
        card: { fingerprint: `card_${i % 29}`, bin: '', country: 'DE' },
        merchant: { id: `mer_${i % 5}`, mcc: '', country: 'DE' },
      });
    // Every seventh record repeats an earlier one.
    const input = Array.from({ length: 600 }, (_, i) => recordOf(nth(i % 7 === 6 ? i - 3 : i), i, partition));
    const reference = await run(await boot(true), input, partition);
    const signals = new Map<string, string>();
    let at = 0;
    for (let life = 0; at < input.length; life++) {
      const handler = await boot();
      at = (await handler.assigned(partition))?.startAt ?? 0;
      for (let batch = 0; batch < 5 && at < input.length; batch++) {
        const records = input.slice(at, at + 23);
        for (const [id, value] of await published(handler, records, partition)) {
          expect(signals.get(id) ?? value).toBe(value);
          signals.set(id, value);
        }
        at += records.length;
        if (batch === life % 4) await handler.checkpointAll();
      }
    }
    expect(signals).toEqual(reference);
  });

  it('100,000 entities → loaded whole', async () => {
    const partition = next++;
    const claim = await store.claim(partition, PARTITIONS);
    const state = new Uint8Array(300).fill(1);
    for (let from = 0; from < 100_000; from += 20_000) {
      await store.save(
        claim,
        1,
        Array.from({ length: 20_000 }, (_, i) => row('ten_a', `card_${from + i}`, i, state)),
      );
    }
    expect((await loaded(partition)).ids).toHaveLength(100_000);
  });

  /** A new process; `fresh` on a database of its own and with room for all. */
  async function boot(fresh = false): Promise<MatchTransactionsHandler> {
    const own = !fresh ? store : new PgStateStore((await testDatabase()).database);
    return new MatchTransactionsHandler(
      new MemoryEventLog(),
      own,
      new CountingPatterns(),
      FEATURE_BOOK,
      new ManualClock(1),
      settingsWith({ stateBytesMax: fresh ? 1e9 : 40_000 }),
    );
  }

  async function run(handler: MatchTransactionsHandler, input: LogRecord[], partition: number) {
    await handler.assigned(partition);
    return new Map(await published(handler, input, partition));
  }

  async function published(handler: MatchTransactionsHandler, records: LogRecord[], partition: number) {
    for (let tries = 0; ; tries++) {
      try {
        const { publish } = await handler.handle(records, partition);
        handler.published(partition, records.at(-1)!.offset + 1);
        return publish.map(({ headers, value }) => [headers['ce_id']!, Buffer.from(value).toString('hex')] as const);
      } catch (error) {
        if (tries > 3) throw error;
        await handler.checkpointAll();
      }
    }
  }
});
