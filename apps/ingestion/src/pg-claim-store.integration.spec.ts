import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryEventLog, PgEventLog, type OutRecord } from '#messaging';
import { testDatabase, type TestDatabase } from '../../../libs/persistence/src/testing/index.js';
import { claimStoreContract } from './claim-store.contract.js';
import type { Claim } from './claim-store.js';
import { PgClaimStore } from './pg-claim-store.js';

claimStoreContract('postgres', async () => {
  const { database } = await testDatabase();
  return new PgClaimStore(database, new MemoryEventLog());
});

describe('claim store: postgres, with the log in the same database', () => {
  let db: TestDatabase;
  beforeAll(async () => void (db = await testDatabase()));

  const claim = (externalId: string, over: Partial<Claim> = {}): Claim => ({
    tenantId: 'ten_a',
    livemode: false,
    externalId,
    idempotencyKey: `key of "${externalId}"`,
    transactionId: `txn_${externalId}`,
    bodyHash: Buffer.alloc(32, 1),
    ...over,
  });
  const recordOf = ({ tenantId, externalId }: Claim): OutRecord => ({
    topic: 'transactions.v1',
    key: `${tenantId}/${externalId}`,
    value: Buffer.from(externalId),
    headers: {},
    partition: 0,
  });

  it('all are new, of several tenants → claimed and appended; one is not → nothing appended, and claim says which', async () => {
    const log = await PgEventLog.open({ databaseUrl: db.appUrl });
    try {
      const store = new PgClaimStore(db.database, log);
      const first = [claim('a'), claim('ü "b"'), claim('a', { tenantId: 'ten_b' })];
      expect(await store.claimAndAppend!(first, first.map(recordOf))).toBe(true);
      expect(await store.claim([first[1]!, claim('ü "b"', { transactionId: 'txn_other' })])).toEqual([
        { kind: 'new' },
        { kind: 'same', transactionId: first[1]!.transactionId },
      ]);
      expect(await store.transactionIdOf('ten_b', false, 'a')).toBe('txn_a');

      const second = [claim('c'), claim('a', { transactionId: 'txn_again' })];
      expect(await store.claimAndAppend!(second, second.map(recordOf))).toBe(false);
      expect(await store.claim(second)).toEqual([{ kind: 'new' }, { kind: 'same', transactionId: 'txn_a' }]);
      const keys = (await log.readFrom('transactions.v1', 0, 0, 10)).map(({ key }) => key);
      expect(keys).toEqual(['ten_a/a', 'ten_a/ü "b"', 'ten_b/a']);
    } finally {
      await log.close();
    }
  });

  it('the log is elsewhere → not offered', () => {
    expect(new PgClaimStore(db.database, new MemoryEventLog()).claimAndAppend).toBeUndefined();
  });
});

it('a batch of 1,000 sent again → two statements, whatever collides', async () => {
  const { database } = await testDatabase();
  const store = new PgClaimStore(database, new MemoryEventLog());
  const batch = Array.from({ length: 1000 }, (_, i): Claim => ({
    tenantId: 'ten_a',
    livemode: false,
    externalId: `order-${i}`,
    idempotencyKey: i % 2 === 0 ? `key-${i}` : undefined,
    transactionId: `txn_${i}`,
    bodyHash: Buffer.alloc(32, 1),
  }));
  await store.claim(batch);
  const statements = vi.spyOn(database, 'query');
  const again = batch.map((claim, i) => ({ ...claim, transactionId: `again_${i}` }));
  expect(await store.claim(again)).toEqual(batch.map(({ transactionId }) => ({ kind: 'same', transactionId })));
  expect(statements).toHaveBeenCalledTimes(2);
});
