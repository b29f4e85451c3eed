import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelV1, transactionAcceptedV1, transactionRequest, transactionV1, type TransactionRequest } from '#contracts';
import { readRequest, transactionFrom } from './read-request.js';
import { labelFrom, transactionEventRequest } from './transaction-event.js';

const NOW = Date.UTC(2026, 10, 20);
const by = { id: 'txn_1', tenantId: 'ten_1', livemode: false, receivedAtMs: NOW };

/** Mostly text that belongs there, and everything that does not. */
const anyText = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme', minLength: 1 }), weight: 8 },
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[ -~]{1,20}$/),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);
const anyInstant = fc.date({ min: new Date(NOW - 399 * 86_400_000), max: new Date(NOW), noInvalidDate: true });
const anyRequest = fc.record(
  {
    id: anyText,
    occurred_at: anyInstant.map((at) => at.toISOString()),
    amount: fc.nat(),
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    account: fc.record({
      id: anyText,
      created_at: fc
        .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((at) => at.toISOString()),
    }),
    card: fc.record({ fingerprint: anyText }),
    device: fc.record({ id: anyText }),
    merchant: fc.record({ id: anyText }),
    location: fc.record({ lat: fc.double({ min: -90, max: 90 }), lon: fc.double({ min: -180, max: 180 }) }),
    attributes: fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
      fc.oneof(anyText, fc.double({ noNaN: true }), fc.boolean()),
    ),
  },
  { requiredKeys: ['id', 'occurred_at', 'amount', 'currency', 'account'] },
);

describe('what the schema accepts', () => {
  it('any transaction → its record survives encode and decode', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyRequest, (body) => {
        const parsed = transactionRequest.safeParse(body);
        if (!parsed.success) return;
        accepted++;
        const record = {
          transaction: transactionFrom(parsed.data, by),
          replyTo: { partition: 0, deadlineAtMs: 0, awaited: false },
          partitions: [0],
        };
        const alone = Buffer.from(transactionAcceptedV1.encode(record));
        expect(plain(transactionAcceptedV1.decode(alone))).toEqual(plain(record));
        transactionV1.encode(record.transaction);
        expect(Buffer.from(transactionAcceptedV1.encode(record))).toEqual(alone);
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
  it('any report → its label survives encode and decode', () => {
    let accepted = 0;
    const transaction = transactionFrom(readRequest(payment(), NOW), by);
    fc.assert(
      fc.property(anyText, fc.nat(), (note, amount) => {
        const parsed = transactionEventRequest.safeParse({ type: 'chargeback', amount, note });
        if (!parsed.success) return;
        accepted++;
        const label = labelFrom(transaction, parsed.data, NOW, undefined);
        expect(plain(labelV1.decode(labelV1.encode(label)))).toEqual(plain(label));
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('read request', () => {
  it.each([
    ['id', { id: 'a\ud800' }, '/id'],
    ['account', { account: { id: 'a\ud800' } }, '/account/id'],
    ['device', { device: { id: 'dev\ud83d' } }, '/device/id'],
    ['attribute', { attributes: { memo: 'x\ud800' } }, '/attributes/memo'],
    ['attribute with NUL', { attributes: { memo: 'x\0' } }, '/attributes/memo'],
    ['attribute that is a card number', { attributes: { memo: 4242424242424242 } }, '/attributes/memo'],
    ['attribute beyond exact numbers', { attributes: { n: Number('4242424242424242424') } }, '/attributes/n'],
  ])('what can not be kept, in %s → refused by its pointer', (_name, over, pointer) => {
    expect(problems(payment(over))).toEqual([expect.objectContaining({ pointer })]);
  });
});

function payment(over: Partial<TransactionRequest> = {}): TransactionRequest {
  return {
    id: 'order-1',
    occurred_at: new Date(NOW).toISOString(),
    amount: 12_990,
    currency: 'USD',
    account: { id: 'acc-1' },
    ...over,
  };
}

function problems(body: unknown): unknown {
  try {
    readRequest(body, NOW);
    return [];
  } catch (error) {
    return (error as { options: { errors: unknown } }).options.errors;
  }
}

/** As JSON, where null is absent and −0 is 0. */
function plain(record: unknown): unknown {
  return JSON.parse(JSON.stringify(record, (_key, value: unknown) => value ?? undefined));
}
