import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId, isId, madeAtMs, newId } from './ids.js';
import { HybridLogicalClock } from './headers.js';
import { labelV1, transactionV1, type LabelV1, type TransactionV1 } from './records.js';

const transactions = fc.record({
  id: fc.string(),
  tenantId: fc.string(),
  externalId: fc.string(),
  livemode: fc.boolean(),
  occurredAtMs: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
  receivedAtMs: fc.integer({ min: 0, max: 2 ** 52 }),
  amountMinor: fc.integer({ min: 0, max: 1e12 }),
  currency: fc.constantFrom('USD', 'JPY'),
  channel: fc.string(),
  outcome: fc.string(),
  account: fc.record({ id: fc.string(), createdAtMs: fc.integer(), email: fc.string() }),
  card: fc.record({ fingerprint: fc.string(), bin: fc.string(), country: fc.string() }),
  device: fc.record({ id: fc.string(), ip: fc.string() }),
  merchant: fc.record({ id: fc.string(), mcc: fc.string(), country: fc.string() }),
  location: fc.record({ lat: fc.double({ noNaN: true }), lon: fc.double({ noNaN: true }) }),
  attributes: fc.array(fc.record({ name: fc.string(), text: fc.string() })),
  declared: fc.array(fc.record({ entityType: fc.string(), entityId: fc.string() })),
});

describe('transaction codec', () => {
  it('any transaction: encode then decode → the same', () => {
    fc.assert(
      fc.property(transactions, (transaction: TransactionV1) => {
        const back = transactionV1.decode(transactionV1.encode(transaction));
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(transaction)));
      }),
    );
  });
  it.each([0, 1, 127, 128, 2 ** 31, 2 ** 32, 2 ** 49 - 1, 2 ** 49, 2 ** 53 - 1, -1, -(2 ** 53) + 1])(
    'the 64-bit integer %d → the same, in the bytes of the standard',
    (amountMinor) => {
      const bytes = transactionV1.encode({ amountMinor } as TransactionV1);
      expect(transactionV1.decode(bytes).amountMinor).toBe(amountMinor);
      expect(Buffer.from(bytes).toString('hex')).toBe(amountMinor === 0 ? '' : `38${varint(BigInt(amountMinor))}`);
    },
  );
  it('an integer that is cut off → throws', () => {
    expect(() => transactionV1.decode(Uint8Array.of(0x38, 0x80, 0x80))).toThrow(/./);
  });
  it('half of a surrogate pair → refused when it is written, not when it is read', () => {
    for (const externalId of ['a\ud800', `${'x'.repeat(50)}\udc00`, `${'x'.repeat(200)}\ud83d`])
      expect(() => transactionV1.encode({ externalId } as TransactionV1)).toThrow('well-formed');
    expect(() => labelV1.encode({ note: '\ud83d' } as LabelV1)).toThrow('well-formed');
  });
  it('bytes that are no transaction → throws', () => {
    expect(() => transactionV1.decode(Uint8Array.of(0x0a, 0xff))).toThrow(/./);
  });
});

/** Of a 64-bit integer in two's complement, in hexadecimal. */
function varint(value: bigint): string {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]).toString('hex');
}

describe('ids', () => {
  it('new id: has its prefix, sorts by time, is unique', () => {
    const a = newId('transaction', 1_700_000_000_000);
    const b = newId('transaction', 1_700_000_000_001);
    expect(isId('transaction', a)).toBe(true);
    expect(a < b).toBe(true);
    expect([madeAtMs(a), madeAtMs(b)]).toEqual([1_700_000_000_000, 1_700_000_000_001]);
    expect([madeAtMs('txn_first'), madeAtMs(`txn_${'u'.repeat(26)}`)]).toEqual([NaN, NaN]);
    expect(newId('transaction', 5)).not.toBe(newId('transaction', 5));
    expect(derivedId('decision', a)).toBe(`dec_${a.slice(4)}`);
    expect(isId('decision', a)).toBe(false);
  });
});

describe('hybrid logical clock', () => {
  it('stamps grow, also when time stands still or a later stamp was seen', () => {
    const clock = new HybridLogicalClock();
    const first = clock.tick(1000);
    const second = clock.tick(1000);
    clock.observe('0000000003e90005');
    const third = clock.tick(900);
    expect([first, second, third].toSorted()).toEqual([first, second, third]);
  });
});
