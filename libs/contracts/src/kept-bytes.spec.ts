import { describe, expect, it } from 'vitest';
import { signalV1, transactionV1, type SignalV1, type TransactionV1 } from './records.js';

const original: TransactionV1 = {
  id: 'txn_1',
  tenantId: 'ten_1',
  externalId: 'order-1',
  livemode: false,
  occurredAtMs: 1_795_000_000_000,
  receivedAtMs: 1_795_000_000_100,
  amountMinor: 1999,
  currency: 'EUR',
  channel: 'web',
  outcome: 'authorised',
  account: { id: 'acc', createdAtMs: 1, email: 'a@example.com' },
  attributes: [{ name: 'n', number: 2 }],
  declared: [{ entityType: 'email', entityId: 'e' }],
};
const signal = (transaction: SignalV1['transaction']): SignalV1 => ({
  transaction,
  replyTo: { partition: 0, deadlineAtMs: 1, awaited: true },
  partitions: [0],
  partition: 0,
  featureSet: 'v1',
  entities: [],
  matches: [],
  shadowMatches: [],
});

describe('kept bytes', () => {
  it('a transaction that was read travels on as the same bytes', () => {
    const fresh = signalV1.encode(signal(original));
    const read = signalV1.decode(fresh);
    expect(Buffer.from(signalV1.encode(signal(read.transaction)))).toEqual(Buffer.from(fresh));
    expect(transactionV1.decode(transactionV1.encode(read.transaction))).toEqual(read.transaction);
  });

  it('fields of a newer version come through', () => {
    const newer = Buffer.concat([transactionV1.encode(original), Buffer.of(0xfa, 0x3f, 0x01, 0x58)]);
    const forwarded = signalV1.encode(signal(transactionV1.decode(newer)));
    expect(Buffer.from(forwarded).includes(newer)).toBe(true);
  });

  it('a changed copy is encoded as it is', () => {
    const read = transactionV1.decode(transactionV1.encode(original));
    const other = { ...read, id: 'txn_other' };
    expect(transactionV1.decode(transactionV1.encode(other))).toMatchObject({
      id: 'txn_other',
      amountMinor: read.amountMinor,
    });
  });

  it('a field that comes twice: what was merged is what is written', () => {
    const twice = Buffer.concat([
      signalV1.encode(signal({ ...original, currency: '' })),
      signalV1.encode(signal({ ...original, id: '', currency: 'JPY' })),
      signalV1.encode(signal({ ...original, id: '', currency: 'EUR' })),
    ]);
    const { transaction } = signalV1.decode(twice);
    expect(transaction).toMatchObject({ id: original.id, currency: 'EUR' });
    expect(transactionV1.decode(transactionV1.encode(transaction))).toEqual(transaction);
  });
});
