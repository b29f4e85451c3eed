import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import {
  aggregatesOf,
  decodeHistory,
  encodeHistory,
  EntityHistory,
  FEATURE_ENTITY_TYPES,
  HISTORY_VERSION,
  sessionOf,
} from './index.js';
import { DAY_MS } from './layout.js';
import { factsOf, NOON, transaction, transactions } from './testing/transactions.js';

const SNAPSHOTS = new URL('../snapshots/', import.meta.url);

function bytesOf(history: EntityHistory): Uint8Array {
  const out = new ByteWriter(8);
  encodeHistory(history, out);
  return out.take();
}

/** One of everything that the encoding tells apart. Never changed: the snapshots are of this. */
function snapshotHistory(type: (typeof FEATURE_ENTITY_TYPES)[number]): EntityHistory {
  const history = new EntityHistory(type);
  const berlin = { lat: 52.52, lon: 13.405 };
  const rows = [
    transaction({ id: 'txn_a' }),
    transaction({ id: 'txn_b', occurredAtMs: NOON + 61_000, amountMinor: 0, outcome: 'declined', location: berlin }),
    transaction({ id: 'txn_c', occurredAtMs: NOON + 61_000, amountMinor: 1_000_000_000_000, location: berlin }),
    transaction({
      id: 'txn_d',
      occurredAtMs: NOON + 3_600_000,
      outcome: 'refunded',
      merchant: { id: 'other', country: 'FR' },
    }),
    transaction({
      id: 'txn_e',
      occurredAtMs: NOON + 90_000_000,
      channel: 'card_not_present',
      device: null,
      location: { lat: -90, lon: 180 },
    }),
    transaction({ id: 'txn_f', occurredAtMs: NOON + 90_000_001, card: null, merchant: { id: 'mer', country: '' } }),
  ];
  for (const row of rows) history.insert(factsOf(row));
  return history;
}

describe('history encoding', () => {
  it.each(FEATURE_ENTITY_TYPES)('%s: what is decoded goes on as the original would', (type) => {
    fc.assert(
      fc.property(transactions(50), fc.nat(), (list, cut) => {
        const original = new EntityHistory(type);
        const at = cut % list.length;
        for (const t of list.slice(0, at)) original.insert(factsOf(t));
        const decoded = decodeHistory(new ByteReader(bytesOf(original)));
        expect(bytesOf(decoded)).toEqual(bytesOf(original));
        for (const t of list.slice(at)) {
          const index = original.insert(factsOf(t));
          expect(decoded.insert(factsOf(t))).toBe(index);
          expect(aggregatesOf(decoded, index)).toEqual(aggregatesOf(original, index));
          expect(sessionOf(decoded, index)).toEqual(sessionOf(original, index));
          expect(decoded.isInOneCurrency(factsOf(t))).toBe(original.isInOneCurrency(factsOf(t)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('every released snapshot → still read, with the values of the original', () => {
    const files = readdirSync(SNAPSHOTS).filter((name) => /-v[12]\.hex$/.test(name));
    expect(files.length).toBeGreaterThanOrEqual(FEATURE_ENTITY_TYPES.length);
    for (const file of files) {
      const type = FEATURE_ENTITY_TYPES.find((t) => file.startsWith(`${t}-`))!;
      const hex = readFileSync(new URL(file, SNAPSHOTS), 'utf8').trim();
      const decoded = decodeHistory(new ByteReader(Buffer.from(hex, 'hex')));
      const original = snapshotHistory(type);
      for (let i = 0; i < original.length; i++) expect(aggregatesOf(decoded, i)).toEqual(aggregatesOf(original, i));
    }
  });

  it('a snapshot without currencies → they count as others for 30 days', () => {
    const hex = readFileSync(new URL('card-v1.hex', SNAPSHOTS), 'utf8').trim();
    const decoded = decodeHistory(new ByteReader(Buffer.from(hex, 'hex')));
    const days = (n: number) => factsOf(transaction({ id: `in ${n}`, occurredAtMs: decoded.lastAt + n * DAY_MS }));
    const [soon, later] = [days(1), days(30)];
    decoded.insert(soon);
    expect(decoded.isInOneCurrency(soon)).toBe(false);
    decoded.insert(later);
    expect(decoded.isInOneCurrency(later)).toBe(true);
  });

  it.each(FEATURE_ENTITY_TYPES)('%s: today’s encoding is that of the snapshot of its version', async (type) => {
    const hex = Buffer.from(bytesOf(snapshotHistory(type))).toString('hex');
    await expect(hex).toMatchFileSnapshot(`../snapshots/${type}-v${HISTORY_VERSION}.hex`);
  });

  it('bytes that are no history → a RangeError, never a wrong history of any size', () => {
    const good = bytesOf(snapshotHistory('account'));
    for (let end = 0; end < good.length; end++) {
      expect(() => decodeHistory(new ByteReader(good.subarray(0, end)))).toThrow(RangeError);
    }
    expect(() => decodeHistory(new ByteReader(Uint8Array.of(9, 0, 0, 0, 0)))).toThrow('unknown version 9');
    expect(() => decodeHistory(new ByteReader(Uint8Array.of(1, 0, 0xff, 0xff, 0x7f, 0, 0)))).toThrow('events');
  });
});
