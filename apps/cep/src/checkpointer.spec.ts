import { describe, expect, it } from 'vitest';
import { entityKey } from '#contracts';
import { type LogRecord, partitionForKey } from '#messaging';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CrashingDriver } from './testing/crashing-driver.js';
import { MemoryStateStore } from './testing/memory-state-store.js';

// One record an account, so that a checkpoint has as many entities to encode as records were handled.
const account = (i: number, id = `acc_${i}`): LogRecord =>
  recordOf(
    accepted({
      id: `txn_${i}`,
      occurredAtMs: NOON + i,
      account: { id, createdAtMs: 0, email: '' },
      card: null,
      device: null,
      merchant: null,
    }),
    i,
  );

/** Accounts whose key hashes to partition 0 of six. */
const OWN = Array.from({ length: 40 }, (_, i) => `acc_${i}`).filter(
  (id) =>
    partitionForKey(entityKey({ tenantId: 'ten_a', livemode: false }, { entityType: 'account', entityId: id }), 6) ===
    0,
) as [string, string, ...string[]];

async function driver(records: LogRecord[], bytesMax?: number) {
  const store = new MemoryStateStore();
  return { store, driver: await CrashingDriver.start(store, records, 0, bytesMax) };
}

describe('checkpoints', () => {
  it('an entity changes while others are being encoded → saved as it was at the checkpoint’s offset', async () => {
    const once = Array.from({ length: 40 }, (_, i) => account(i));
    const again = Array.from({ length: 40 }, (_, i) => account(40 + i, `acc_${i}`));
    const reference = await driver([...once, ...again]);
    await reference.driver.handle(80);
    await reference.driver.settle();

    const { store, driver: crashing } = await driver([...once, ...again]);
    await crashing.handle(40);
    crashing.publish();
    crashing.checkpoint();
    await crashing.handle(40);
    await crashing.turn(50);
    expect(store.saves).toBe(1);
    await crashing.crash();
    await crashing.handle(40);
    await crashing.settle();
    expect(crashing.signals).toEqual(reference.driver.signals);
  });

  it('an entity could be let go while its checkpoint waits → stays until it is saved', async () => {
    const [a, b] = OWN;
    const records = [account(0, a), account(1, b), account(2, a)];
    const reference = await driver(records);
    await reference.driver.handle(3);
    await reference.driver.settle();

    const { store, driver: small } = await driver(records, 6000);
    await small.handle(1);
    small.checkpoint();
    await small.turn(3);
    await small.handle(1);
    await small.handle(1);
    expect(store.saves).toBe(0);
    await small.settle();
    expect(small.signals).toEqual(reference.driver.signals);
  });

  it('nothing is published → nothing is saved', async () => {
    const { store, driver: waiting } = await driver([account(0), account(1)]);
    await waiting.handle(2);
    waiting.checkpoint();
    await waiting.turn(10);
    expect(store.saves).toBe(0);
    waiting.publish();
    await waiting.turn(2);
    expect(store.saves).toBe(1);
  });

  it('an earlier owner saves after the partition was claimed anew → refused', async () => {
    const store = new MemoryStateStore();
    const records = [account(0)];
    const zombie = await CrashingDriver.start(store, records);
    await zombie.handle(1);
    await CrashingDriver.start(store, records);
    zombie.checkpoint();
    await zombie.settle();
    expect(store.saves).toBe(0);
  });
});
