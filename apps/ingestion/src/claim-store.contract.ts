import { beforeEach, describe, expect, it } from 'vitest';
import type { Claim, ClaimStore } from './claim-store.js';

/** What every claim store must do; run by the spec of each. */
export function claimStoreContract(name: string, open: () => Promise<ClaimStore>): void {
  describe(`claim store: ${name}`, () => {
    let store: ClaimStore;
    let n = 0;
    const claim = (over: Partial<Claim>): Claim => ({
      tenantId: 'ten_a',
      livemode: false,
      externalId: 'order-1',
      idempotencyKey: undefined,
      transactionId: `txn_${++n}`,
      bodyHash: Buffer.alloc(32, 1),
      ...over,
    });
    const other = Buffer.alloc(32, 2);
    beforeEach(async () => void (store = await open()));

    it('a new id → new; again with the same body → same; with another → conflict on the id', async () => {
      const first = claim({});
      expect(await store.claim([first])).toEqual([{ kind: 'new' }]);
      expect(await store.claim([claim({}), claim({ bodyHash: other }), claim({ externalId: 'order-2' })])).toEqual([
        { kind: 'same', transactionId: first.transactionId },
        { kind: 'conflict', on: 'id' },
        { kind: 'new' },
      ]);
    });
    it('the same claim again, as after a lost answer → new', async () => {
      const first = claim({ idempotencyKey: 'k' });
      await store.claim([first]);
      expect(await store.claim([first])).toEqual([{ kind: 'new' }]);
    });
    it('repeats inside one batch → one new', async () => {
      const [a, b, c] = [claim({}), claim({}), claim({ bodyHash: other })];
      expect(await store.claim([a, b, c])).toEqual([
        { kind: 'new' },
        { kind: 'same', transactionId: a.transactionId },
        { kind: 'conflict', on: 'id' },
      ]);
    });
    it('a key that named another payment → conflict on the key, and the new id stays free', async () => {
      await store.claim([claim({ idempotencyKey: 'k' })]);
      const second = claim({ externalId: 'order-2', idempotencyKey: 'k', bodyHash: other });
      expect(await store.claim([second])).toEqual([{ kind: 'conflict', on: 'key' }]);
      expect(await store.claim([{ ...second, idempotencyKey: 'k2' }])).toEqual([{ kind: 'new' }]);
    });
    it('other tenant, or other mode: the same id and key → new', async () => {
      await store.claim([claim({ idempotencyKey: 'k' })]);
      expect(
        await store.claim([
          claim({ tenantId: 'ten_b', idempotencyKey: 'k' }),
          claim({ livemode: true, idempotencyKey: 'k' }),
        ]),
      ).toEqual([{ kind: 'new' }, { kind: 'new' }]);
    });
    it('a second id: finds the first, of the same tenant alone; again changes nothing', async () => {
      await store.addSecondId('ten_a', 'txn_second', 'txn_first');
      await store.addSecondId('ten_a', 'txn_second', 'txn_first');
      expect(await store.firstIdOf('ten_a', 'txn_second')).toBe('txn_first');
      expect(await store.firstIdOf('ten_a', 'txn_first')).toBeUndefined();
      expect(await store.firstIdOf('ten_b', 'txn_second')).toBeUndefined();
    });
    it('transactionIdOf: the own id of the tenant and mode, else undefined', async () => {
      const first = claim({});
      await store.claim([first]);
      expect(await store.transactionIdOf('ten_a', false, 'order-1')).toBe(first.transactionId);
      expect(await store.transactionIdOf('ten_a', true, 'order-1')).toBeUndefined();
      expect(await store.transactionIdOf('ten_b', false, 'order-1')).toBeUndefined();
    });
  });
}
