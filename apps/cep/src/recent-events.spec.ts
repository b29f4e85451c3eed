import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import { newId } from '#contracts';
import { ByteWriter } from '#bytes';
import { encodeEvent } from './event-bytes.js';
import { RECENT_BYTES_MAX, RECENT_EVENTS_MAX, RecentEvents } from './recent-events.js';
import { accepted, NOON } from './testing/accepted.js';

const DAY_MS = 86_400_000;
const at = (i: number, over: object = {}) =>
  accepted({ id: `txn_${i}`, occurredAtMs: NOON + i * 1000, ...over }).transaction;

function kept(events: readonly TransactionLike[], keepMs = DAY_MS): RecentEvents {
  const recent = new RecentEvents();
  for (const event of events) recent.add(encodeEvent(event), keepMs);
  return recent;
}

function stored(recent: RecentEvents): Uint8Array {
  const out = new ByteWriter();
  recent.encode(out);
  return out.take();
}

describe('recent events', () => {
  it('thousands, of all sizes → always the last of them, within bounds', () => {
    const recent = new RecentEvents();
    for (let i = 0; i < 5000; i++) {
      recent.add(encodeEvent(at(i, { currency: 'x'.repeat((i * 37) % 400) })), DAY_MS);
      // At times saved, and gone on from there.
      if (i % 37 === 0) recent.rebase(stored(recent));
    }
    expect(stored(recent).length).toBeLessThanOrEqual(RECENT_BYTES_MAX);
    const ids = recent.events().map(({ id }) => Number(id.slice(4)));
    expect(ids.length).toBeGreaterThan(20);
    expect(ids).toEqual(Array.from(ids, (_, i) => 5000 - ids.length + i));
    expect(new RecentEvents(stored(recent)).events()).toEqual(recent.events());
  });

  it('all that conditions can read → comes back as it was', () => {
    const event = at(0, {
      location: { lat: 52.5, lon: -13.25 },
      channel: 'carrier pigeon',
      account: { id: 'kønto', createdAtMs: -5, email: 'a@example.com' },
      attributes: [
        { name: 'text', text: 'ü' },
        { name: 'number', number: 1.5 },
        { name: 'yes', flag: true },
        { name: 'no', flag: false },
      ],
    });
    const { tenantId: _t, externalId: _e, livemode: _l, receivedAtMs: _r, ...readable } = event;
    expect(kept([event]).events()).toEqual([readable]);
    const bare = { ...readable, account: undefined, card: undefined, device: undefined, merchant: undefined };
    const nothing = { ...bare, location: undefined, attributes: [] };
    expect(kept([nothing]).events()).toEqual([nothing]);
    for (let i = 0; i < 100; i++) {
      const own = { ...nothing, id: newId('transaction', NOON + i * 977_777_777) };
      expect(kept([own]).events()).toEqual([own]);
    }
  });

  it('stored and read again → the same, and goes on', () => {
    const first = kept([at(0), at(1)]);
    const again = new RecentEvents(stored(first));
    again.add(encodeEvent(at(2)), DAY_MS);
    expect(again.events().map(({ id }) => id)).toEqual(['txn_0', 'txn_1', 'txn_2']);
  });

  it('too many, too old, too large → the oldest go', () => {
    const many = kept(Array.from({ length: RECENT_EVENTS_MAX + 10 }, (_, i) => at(i)));
    expect([many.events().length, many.events()[0]!.id]).toEqual([RECENT_EVENTS_MAX, 'txn_10']);
    expect(
      kept([at(0), at(1), at(10)], 9000)
        .events()
        .map(({ id }) => id),
    ).toEqual(['txn_1', 'txn_10']);
    const large = Array.from({ length: 20 }, (_, i) => at(i, { attributes: [{ name: 'x', text: 'x'.repeat(1000) }] }));
    expect(stored(kept(large)).length).toBeLessThanOrEqual(RECENT_BYTES_MAX);
    expect(kept(large).events().at(-1)!.id).toBe('txn_19');
  });

  it('one that came late → in its place in time', () => {
    expect(
      kept([at(0), at(5), at(3)])
        .events()
        .map(({ id }) => id),
    ).toEqual(['txn_0', 'txn_3', 'txn_5']);
  });
});
