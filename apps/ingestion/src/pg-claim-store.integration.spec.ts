import { expect, it, vi } from 'vitest';
import { testDatabase } from '../../../libs/persistence/src/testing/index.js';
import { claimStoreContract } from './claim-store.contract.js';
import type { Claim } from './claim-store.js';
import { PgClaimStore } from './pg-claim-store.js';

claimStoreContract('postgres', async () => {
  const { database } = await testDatabase();
  return new PgClaimStore(database);
});

it('a batch of 1,000 sent again → two statements, whatever collides', async () => {
  const { database } = await testDatabase();
  const store = new PgClaimStore(database);
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
