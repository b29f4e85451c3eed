/** Accepted transactions for tests, and the records that carry them. Every stated option matters. */
import { recordHeaders, recordKey, topics, type TransactionAcceptedV1, type TransactionV1 } from '#contracts';
import type { LogRecord } from '#messaging';

export const NOON = Date.UTC(2026, 10, 20, 12);

export function accepted(options: Partial<TransactionV1> = {}, partitions: number[] = [0]): TransactionAcceptedV1 {
  return {
    transaction: {
      id: 'txn_1',
      tenantId: 'ten_a',
      externalId: 'ext_1',
      livemode: false,
      occurredAtMs: NOON,
      receivedAtMs: NOON + 5,
      amountMinor: 1000,
      currency: 'EUR',
      channel: 'card_not_present',
      outcome: 'authorised',
      account: { id: 'acc', createdAtMs: NOON - 86_400_000, email: '' },
      card: { fingerprint: 'card', bin: '400000', country: 'DE' },
      device: { id: 'dev', ip: '192.0.2.1' },
      merchant: { id: 'mer', mcc: '5411', country: 'DE' },
      location: null,
      attributes: [],
      declared: [],
      ...options,
    },
    replyTo: { partition: 0, deadlineAtMs: NOON + 250, awaited: true },
    partitions,
  };
}

export function recordOf(value: TransactionAcceptedV1, offset: number, partition = 0): LogRecord {
  return { ...outOf(value, partition), partition, offset, appendedAtMs: NOON };
}

export function outOf(value: TransactionAcceptedV1, partition: number) {
  const { tenantId, id } = value.transaction;
  return {
    topic: topics.transactions.name,
    key: recordKey(tenantId, id),
    value: topics.transactions.codec.encode(value),
    headers: recordHeaders({
      id: `${id}_${partition}`,
      type: topics.transactions.codec.type,
      source: 'ingestion',
      tenantId,
      hlc: '000000000000',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    }),
    partition,
  };
}
