import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '#bytes';
import type { TransactionLike } from '#cel';
import { newId } from '#contracts';
import { encodeEvent } from './event-bytes.js';
import { DeltaBase } from './event-deltas.js';
import { NOON } from './testing/accepted.js';

/** Few different ones, so that two events often have the same. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'a longer text', 'a longer word', `${'x'.repeat(130)}1`, `${'x'.repeat(130)}2`),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
const number = fc.oneof(fc.constantFrom(0, 1.5, -5), fc.double());
const attribute = fc.oneof(
  fc.record({ name: text, text }),
  fc.record({ name: text, number }),
  fc.record({ name: text, flag: fc.boolean() }),
);
const id = fc.oneof(
  fc.constantFrom('txn_1', 'txn_2'),
  fc.nat({ max: 1e12 }).map((ms) => newId('transaction', NOON + ms)),
);
const event = fc.record({
  id,
  occurredAtMs: fc.integer({ min: 0, max: 2 ** 42 }),
  amountMinor: fc.oneof(fc.constantFrom(100, 12_990), fc.maxSafeNat()),
  currency: text,
  channel: fc.constantFrom('card_present', 'card_not_present', 'carrier pigeon'),
  outcome: fc.constantFrom('authorised', 'declined', 'by mail'),
  account: fc.option(fc.record({ id: text, createdAtMs: number, email: text }), { nil: undefined }),
  card: fc.option(fc.record({ fingerprint: text, bin: text, country: text }), { nil: undefined }),
  device: fc.option(fc.record({ id: text, ip: text }), { nil: undefined }),
  merchant: fc.option(fc.record({ id: text, mcc: text, country: text }), { nil: undefined }),
  location: fc.option(fc.record({ lat: number, lon: number }), { nil: undefined }),
  attributes: fc.array(attribute, { maxLength: 4 }),
}) as fc.Arbitrary<TransactionLike>;
const related = fc.tuple(event, event, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }));

/** An event that has some fields of another one. */
function mixed([base, other, takes]: [TransactionLike, TransactionLike, boolean[]]): TransactionLike {
  const own = Object.entries(other).filter((_, i) => takes[i]);
  return { ...base, ...Object.fromEntries(own) };
}

function deltaOf(base: Uint8Array, of: Uint8Array): Uint8Array {
  const out = new ByteWriter();
  new DeltaBase(base).write(of, out);
  return out.take();
}

describe('an event as what differs from another', () => {
  it('any two events → the bytes come back, and the time', () => {
    fc.assert(
      fc.property(related, (drawn) => {
        const [base, own] = [encodeEvent(drawn[0]), encodeEvent(mixed(drawn))];
        const delta = deltaOf(base, own);
        expect(new DeltaBase(base).read(delta)).toEqual(Uint8Array.from(own));
        expect(new DeltaBase(base).timeAt(delta, 0)).toBe(mixed(drawn).occurredAtMs);
      }),
      { numRuns: 2000 },
    );
  });

  it('one after the other against several bases → none is mistaken for another', () => {
    fc.assert(
      fc.property(fc.array(related, { minLength: 2, maxLength: 6 }), (list) => {
        const bases = list.map(([base]) => new DeltaBase(encodeEvent(base)));
        const deltas = list.map((drawn, i) => deltaOf(bases[i]!.bytes, encodeEvent(mixed(drawn))));
        for (const [i, drawn] of list.entries())
          expect(bases[i]!.read(deltas[i]!)).toEqual(Uint8Array.from(encodeEvent(mixed(drawn))));
      }),
    );
  });

  it('bytes that are no event, on either side → come back as they were', () => {
    const [some, none] = [encodeEvent(fc.sample(event, { numRuns: 1, seed: 1 })[0]!), new Uint8Array(40)];
    for (const [base, own] of [
      [some, none],
      [none, some],
      [none, none.subarray(0, 9)],
    ] as const)
      expect(new DeltaBase(base).read(deltaOf(base, own))).toEqual(Uint8Array.from(own));
  });

  it('bytes that end too early → RangeError', () => {
    fc.assert(
      fc.property(related, (drawn) => {
        const base = encodeEvent(drawn[0]);
        const delta = deltaOf(base, encodeEvent(mixed(drawn)));
        for (let end = 0; end < delta.length; end++)
          expect(() => new DeltaBase(base).read(delta.subarray(0, end))).toThrow(RangeError);
      }),
      { numRuns: 200 },
    );
  });

  it('a text that begins with more than the base has → RangeError', () => {
    const pay = (currency: string): Uint8Array =>
      encodeEvent({ ...fc.sample(event, { numRuns: 1, seed: 1 })[0]!, currency });
    const delta = deltaOf(pay('euro'), pay('eurx'));
    expect(() => new DeltaBase(pay('eu')).read(delta)).toThrow('begins with more than its base has');
  });

  it('another payment of the same card on the same device → a third of it at most', () => {
    const pay = (i: number): TransactionLike => ({
      id: newId('transaction', NOON + i * 3_600_000),
      occurredAtMs: NOON + i * 3_600_000,
      amountMinor: 1000 + 700 * i,
      currency: 'EUR',
      channel: 'card_not_present',
      outcome: 'authorised',
      account: { id: 'account-1234', createdAtMs: NOON - 9e9, email: 'payer1234@example.com' },
      card: { fingerprint: 'card-1234-0', bin: '400000', country: 'DE' },
      device: { id: 'device-1234', ip: '192.0.2.17' },
      merchant: { id: `merchant-${i}`, mcc: '5411', country: 'DE' },
      location: { lat: 52.5, lon: 13.4 },
      attributes: [
        { name: 'entry_mode', text: 'ecommerce' },
        { name: 'attempt', number: i },
      ],
    });
    const [base, own] = [encodeEvent(pay(1)), encodeEvent(pay(2))];
    expect(deltaOf(base, own).length).toBeLessThan(own.length / 3);
  });
});
