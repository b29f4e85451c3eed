import { describe, expect, it } from 'vitest';
import { labelV1, type LabelV1 } from '#contracts';
import { decodeOnce, encodeOnce } from './decode-once.js';

const label: LabelV1 = {
  id: 'lbl_1',
  tenantId: 'ten_1',
  transactionId: 'txn_1',
  event: 'chargeback',
  verdict: 'fraud',
  source: 'payment_system',
  weight: 0.9,
  occurredAtMs: 1,
  knownAtMs: 2,
  actor: '',
  note: '',
  entities: [],
  amountMinor: 100,
  mode: 'test',
  paidAtMs: 1,
};

describe('decode once', () => {
  it('several readers of a record → one message', () => {
    const record = { value: labelV1.encode(label) };
    expect(decodeOnce(labelV1, record)).toBe(decodeOnce(labelV1, record));
    expect(decodeOnce(labelV1, record)).toEqual(label);
  });

  it('encoded in this process → its readers have the message itself, others decode the same bytes', () => {
    const value = encodeOnce(labelV1, label);
    expect(decodeOnce(labelV1, { value })).toBe(label);
    expect(decodeOnce(labelV1, { value: value.slice() })).toEqual(label);
  });
});
