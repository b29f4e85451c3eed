/** Signals for tests, with defaults; what a test states is what it is about. */
import {
  derivedId,
  newId,
  recordHeaders,
  recordKey,
  signalV1,
  topics,
  type EntitySignalV1,
  type EntityType,
  type PatternMatchV1,
  type ReplyToV1,
  type SignalV1,
  type TransactionV1,
} from '#contracts';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import type { LogRecord } from '#messaging';

export const TENANT = newId('tenant', 1_700_000_000_000);
export const NOW = 1_790_000_000_000;

export function transactionOf(change: Partial<TransactionV1> = {}): TransactionV1 {
  return {
    id: newId('transaction', NOW),
    tenantId: TENANT,
    externalId: 'order-1',
    livemode: true,
    occurredAtMs: NOW - 20,
    receivedAtMs: NOW - 10,
    amountMinor: 12_990,
    currency: 'USD',
    channel: 'card_not_present',
    outcome: 'authorised',
    account: { id: 'acc-1', createdAtMs: NOW - 1e10, email: '' },
    card: { fingerprint: 'card-1', bin: '424242', country: 'US' },
    device: null,
    merchant: { id: 'mer-1', mcc: '5732', country: 'US' },
    location: null,
    attributes: [],
    declared: [],
    ...change,
  };
}

export function entityOf(entityType: EntityType, change: Record<string, number> = {}): EntitySignalV1 {
  const values = FEATURES.featuresOf(entityType).map(({ name }) => change[name] ?? Number.NaN);
  return {
    entityType,
    entityId: `${entityType}-1`,
    values,
    truncated: false,
    approximate: false,
    session: null,
    position: 1,
    oneCurrency: false,
  };
}

export function matchOf(change: Partial<PatternMatchV1> = {}): PatternMatchV1 {
  return {
    patternId: 'card-testing',
    patternVersion: 1,
    entityType: 'card',
    entityId: 'card-1',
    reason: 'CARD_TESTING',
    risk: 0.85,
    action: 'challenge',
    steps: [],
    ...change,
  };
}

export function signalOf(change: Partial<SignalV1> = {}): SignalV1 {
  return {
    transaction: transactionOf(),
    replyTo: replyTo(),
    partitions: [0],
    partition: 0,
    featureSet: FEATURES.version,
    entities: [],
    matches: [],
    shadowMatches: [],
    ...change,
  };
}

export function replyTo(change: Partial<ReplyToV1> = {}): ReplyToV1 {
  return { partition: 7, deadlineAtMs: NOW + 250, awaited: true, ...change };
}

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

/** The record of a signal, as the log hands it over. */
export function recordOf(signal: SignalV1, offset: number): LogRecord {
  const { tenantId, id } = signal.transaction;
  return {
    topic: topics.signals.name,
    partition: 0,
    offset,
    key: recordKey(tenantId, id),
    value: signalV1.encode(signal),
    headers: recordHeaders({
      id: `${derivedId('transaction', id)}_${signal.partition}`,
      type: signalV1.type,
      source: 'cep',
      tenantId,
      hlc: '0000000000000000',
      traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`,
    }),
    appendedAtMs: NOW,
  };
}
