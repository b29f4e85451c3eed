import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import { newId } from '#contracts';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeEvent, encodeEvent } from './event-bytes.js';
import { RECENT_BYTES_MAX, RECENT_EVENTS_MAX, RecentEvents } from './recent-events.js';
import { accepted, NOON } from './testing/accepted.js';
import { STORED_V6, STORED_V6_WITHOUT_BASE, storedPayment } from './testing/stored-events-v6.js';

const DAY_MS = 86_400_000;
const at = (i: number, over: object = {}) =>
  accepted({ id: `txn_${i}`, occurredAtMs: NOON + i * 1000, ...over }).transaction;

function kept(events: readonly TransactionLike[], keepMs = DAY_MS): RecentEvents {
  const recent = new RecentEvents();
  for (const event of events) recent.add(encodeEvent(event), keepMs);
  return recent;
}

const eventsOf = (recent: RecentEvents) => recent.timeline().events.map(decodeEvent);

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
    const ids = eventsOf(recent).map(({ id }) => Number(id.slice(4)));
    expect(ids.length).toBeGreaterThan(20);
    expect(ids).toEqual(Array.from(ids, (_, i) => 5000 - ids.length + i));
    expect(eventsOf(new RecentEvents(stored(recent)))).toEqual(eventsOf(recent));
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
    const { tenantId: _t, externalId: _e, livemode: _l, receivedAtMs: _r, declared: _d, ...readable } = event;
    expect(eventsOf(kept([event]))).toEqual([readable]);
    const bare = { ...readable, account: undefined, card: undefined, device: undefined, merchant: undefined };
    const nothing = { ...bare, location: undefined, attributes: [] };
    expect(eventsOf(kept([nothing]))).toEqual([nothing]);
    for (let i = 0; i < 100; i++) {
      const own = { ...nothing, id: newId('transaction', NOON + i * 977_777_777) };
      expect(eventsOf(kept([own]))).toEqual([own]);
    }
  });

  it('the event that others are written against goes → they are read all the same, saved any number of times', () => {
    const recent = new RecentEvents();
    const added: TransactionLike[] = [];
    for (let i = 0; i < 300; i++) {
      const {
        tenantId: _t,
        externalId: _e,
        livemode: _l,
        receivedAtMs: _r,
        declared: _d,
        ...event
      } = at(i, {
        merchant: { id: `m${i % 7}`, mcc: '5411', country: 'DE' },
        location: { lat: 52.5, lon: 13.4 },
      });
      added.push(event);
      recent.add(encodeEvent(event), 20_000);
      if (i % 3 === 0) recent.rebase(stored(recent));
      const kept = eventsOf(recent);
      expect(kept).toEqual(added.slice(-kept.length));
      expect(kept.length).toBe(Math.min(i + 1, 21));
      expect(recent.last).toEqual(Uint8Array.from(encodeEvent(event)));
    }
  });

  it('like payments → a third of what they are', () => {
    const events = Array.from({ length: 30 }, (_, i) =>
      at(i, { id: newId('transaction', NOON + i), amountMinor: 100 * i }),
    );
    const whole = events.reduce((sum, event) => sum + encodeEvent(event).length, 0);
    expect(stored(kept(events)).length).toBeLessThan(whole / 3);
  });

  it('stored and read again → the same, and goes on', () => {
    const first = kept([at(0), at(1)]);
    const again = new RecentEvents(stored(first));
    again.add(encodeEvent(at(2)), DAY_MS);
    expect(eventsOf(again).map(({ id }) => id)).toEqual(['txn_0', 'txn_1', 'txn_2']);
  });

  it('too many, too old, too large → the oldest go', () => {
    const many = kept(Array.from({ length: RECENT_EVENTS_MAX + 10 }, (_, i) => at(i)));
    expect([eventsOf(many).length, eventsOf(many)[0]!.id]).toEqual([RECENT_EVENTS_MAX, 'txn_10']);
    expect(eventsOf(kept([at(0), at(1), at(10)], 9000)).map(({ id }) => id)).toEqual(['txn_1', 'txn_10']);
    const large = Array.from({ length: 20 }, (_, i) => at(i, { attributes: [{ name: 'x', text: 'x'.repeat(1000) }] }));
    expect(stored(kept(large)).length).toBeLessThanOrEqual(RECENT_BYTES_MAX);
    expect(eventsOf(kept(large)).at(-1)!.id).toBe('txn_19');
  });

  it('places → as many as events are kept after, stored and read again', () => {
    const recent = new RecentEvents();
    for (let i = 0; i < 200; i++) {
      const event = encodeEvent(at(i));
      if (recent.needsPlace(event.length, NOON + i * 1000, DAY_MS))
        recent.mark({ untilMs: NOON + i * 1000 - 1, seenChange: i, runs: Uint8Array.of(i) });
      recent.add(event, DAY_MS);
      const { events, places } = recent.timeline();
      // Of at least this many events one can go back to before the first, or to the beginning.
      expect(events.length - (places[0]?.at ?? Infinity)).toBeGreaterThanOrEqual(
        Math.min(i + 1, RECENT_EVENTS_MAX / 2 - 1),
      );
      for (const place of places.filter(({ runs }) => runs.length > 0))
        expect(decodeEvent(events[place.at]!).id).toBe(`txn_${place.runs[0]}`);
    }
    const places = new ByteWriter();
    const events = stored(recent);
    recent.encodePlaces(places);
    const again = RecentEvents.read(events, new ByteReader(places.view()));
    expect(again.timeline()).toEqual(recent.timeline());
    expect(again.needsPlace(1, NOON + 200_000, DAY_MS)).toBe(recent.needsPlace(1, NOON + 200_000, DAY_MS));
  });

  it('older than half of what is kept, or larger than can be kept → a place comes before', () => {
    const recent = kept([at(0)]);
    expect(recent.needsPlace(10, NOON + DAY_MS / 2, DAY_MS)).toBe(false);
    expect(recent.needsPlace(10, NOON + DAY_MS / 2 + 1, DAY_MS)).toBe(true);
    expect(recent.needsPlace(RECENT_BYTES_MAX / 2, NOON, DAY_MS)).toBe(true);
    recent.add(new Uint8Array(RECENT_BYTES_MAX), DAY_MS);
    expect([recent.timeline(), recent.last]).toEqual([{ events: [], places: [] }, undefined]);
    expect(recent.needsPlace(10, NOON, DAY_MS)).toBe(true);
  });

  it.each([
    ['with their base', STORED_V6, 0],
    ['whose base is no longer kept', STORED_V6_WITHOUT_BASE, 1],
  ])('stored with whole texts, %s → read, shorter when stored again, and gone on from', (_, bytes, from) => {
    const recent = RecentEvents.readWholeTexts(bytes, undefined);
    const events = [0, 1, 2, 3].map((i) => storedPayment(from + i));
    expect(eventsOf(recent)).toEqual(events);
    const again = stored(recent);
    expect(again.length).toBeLessThan(bytes.length);
    const read = new RecentEvents(again);
    expect(eventsOf(read)).toEqual(events);
    read.add(encodeEvent(storedPayment(5)), DAY_MS);
    expect(eventsOf(new RecentEvents(stored(read)))).toEqual([...events, storedPayment(5)]);
  });

  it('nothing stored with whole texts → nothing', () => {
    expect(eventsOf(RecentEvents.readWholeTexts(new Uint8Array(), undefined))).toEqual([]);
  });
});
