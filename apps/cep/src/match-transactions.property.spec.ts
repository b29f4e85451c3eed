import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityKey, topics } from '#contracts';
import { type LogRecord, partitionForKey } from '#messaging';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CrashingDriver } from './testing/crashing-driver.js';
import { MemoryStateStore } from './testing/memory-state-store.js';

const PARTITIONS = 6;

/** Few entities, so that histories overlap; late events, ties and repeats; offsets with gaps. */
const input = fc
  .array(
    fc.record({
      account: fc.nat({ max: 4 }),
      card: fc.nat({ max: 5 }),
      merchant: fc.nat({ max: 2 }),
      stepMs: fc.integer({ min: -1_200_000, max: 3_600_000 }),
      amount: fc.integer({ min: 0, max: 100_000 }),
      repeatOf: fc.option(fc.nat(), { freq: 6 }),
      gap: fc.nat({ max: 2 }),
    }),
    { minLength: 5, maxLength: 50, size: 'max' },
  )
  .map((rows): LogRecord[] => {
    let at = NOON;
    let offset = 0;
    const made: ReturnType<typeof accepted>[] = [];
    return rows.map((row, i) => {
      at += row.stepMs;
      const tenantId = i % 7 === 0 ? 'ten_b' : 'ten_a';
      const next =
        row.repeatOf !== null && made.length > 0
          ? made[row.repeatOf % made.length]!
          : accepted({
              id: `txn_${i}`,
              tenantId,
              occurredAtMs: at,
              amountMinor: row.amount,
              account: { id: `acc_${row.account}`, createdAtMs: 0, email: '' },
              card: { fingerprint: `card_${row.card}`, bin: '', country: 'DE' },
              merchant: { id: `mer_${row.merchant}`, mcc: '', country: 'DE' },
            });
      made.push(next);
      offset += 1 + row.gap;
      return recordOf(next, offset);
    });
  });

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('handle' as const), count: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('publish' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('checkpoint' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('turn' as const), count: fc.integer({ min: 1, max: 25 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('outage' as const) }) },
  ),
  { maxLength: 60, size: 'max' },
);

async function inOneGo(records: readonly LogRecord[], partition: number): Promise<CrashingDriver> {
  const driver = await CrashingDriver.start(new MemoryStateStore(), records, partition);
  await driver.handle(records.length);
  await driver.settle();
  return driver;
}

describe('matching with crashes', () => {
  // Room for two entities in memory makes nearly every batch evict and look up.
  it.each([1_000_000_000, 4000])(
    'any batches, checkpoints, outages and crashes (%d bytes in memory) → the signals and revisions of one undisturbed run',
    async (bytesMax) => {
      await fc.assert(
        fc.asyncProperty(input, steps, fc.nat({ max: PARTITIONS - 1 }), async (records, plan, partition) => {
          const expected = await inOneGo(records, partition);
          const store = new MemoryStateStore();
          const driver = await CrashingDriver.start(store, records, partition, bytesMax);
          for (const step of plan) {
            store.failing = false;
            if (step.do === 'handle') await driver.handle(step.count).catch(() => undefined);
            else if (step.do === 'outage') {
              driver.checkpoint();
              store.failing = true;
              await driver.settle();
            } else if (step.do === 'turn') await driver.turn(step.count);
            else await driver[step.do]();
          }
          store.failing = false;
          for (let left = 200; !driver.atEnd && left > 0; left--) {
            await driver.handle(7).catch(() => undefined);
            driver.checkpoint();
            await driver.settle();
          }
          await driver.settle();
          expect(driver.atEnd).toBe(true);
          expect(driver.conflicts).toEqual([]);
          expect(driver.signals).toEqual(expected.signals);
          expect(driver.others).toEqual(expected.others);
        }),
        { numRuns: 150 },
      );
    },
  );
});

describe('partitions together', () => {
  it('the same transactions in every partition → each entity is told of once, by the partition of its key', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (records) => {
        const told: string[] = [];
        for (let partition = 0; partition < PARTITIONS; partition++) {
          for (const hex of (await inOneGo(records, partition)).signals.values()) {
            const signal = topics.signals.codec.decode(Buffer.from(hex, 'hex'));
            for (const entity of signal.entities) {
              const key = entityKey(signal.transaction, entity);
              expect(partitionForKey(key, PARTITIONS)).toBe(partition);
              told.push(`${signal.transaction.id} ${entity.entityType}`);
            }
          }
        }
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: 20 },
    );
  });
});
