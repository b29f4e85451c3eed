import { beforeEach, describe, expect, it } from 'vitest';
import type { EventClaim, EventClaimStore } from './event-claim-store.js';

/** What every store of event claims must do; run by the spec of each. */
export function eventClaimStoreContract(name: string, open: () => Promise<EventClaimStore>): void {
  describe(`event claim store: ${name}`, () => {
    let store: EventClaimStore;
    const claim = (over: Partial<EventClaim> = {}): EventClaim => ({
      tenantId: 'ten_a',
      livemode: false,
      idempotencyKey: 'k',
      bodyHash: Buffer.alloc(32, 1),
      reportedAtMs: 1_795_132_800_000,
      ...over,
    });
    beforeEach(async () => void (store = await open()));

    it('a new key → new; again with the same body → the first time; with another body → conflict', async () => {
      expect(await store.claim(claim())).toEqual({ kind: 'new' });
      expect(await store.claim(claim({ reportedAtMs: 5 }))).toEqual({ kind: 'same', reportedAtMs: 1_795_132_800_000 });
      expect(await store.claim(claim({ bodyHash: Buffer.alloc(32, 2) }))).toEqual({ kind: 'conflict' });
    });
    it('other tenant, mode or key → new', async () => {
      await store.claim(claim());
      for (const over of [{ tenantId: 'ten_b' }, { livemode: true }, { idempotencyKey: 'other' }])
        expect(await store.claim(claim(over))).toEqual({ kind: 'new' });
    });
    it('the same claim many times at once → one new', async () => {
      const results = await Promise.all(Array.from({ length: 10 }, () => store.claim(claim())));
      expect(results.filter(({ kind }) => kind === 'new')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'same')).toHaveLength(9);
    });
  });
}
