import { type Codec, type DecisionV1, derivedId, newId, topics } from '#contracts';
import type { LogRecord } from '#messaging';

export const NOW = 1_795_000_000_000;

export type DecisionParts = Partial<Omit<DecisionV1, 'transaction'>> & {
  readonly transaction?: Partial<DecisionV1['transaction']>;
};

const SUFFIX = { full: '', degraded: '_d', stand_in: '_s' } as const;

/** A complete decision of which only what a test states matters. */
export function decisionOf({ transaction, ...over }: DecisionParts = {}): DecisionV1 {
  const id = transaction?.id ?? newId('transaction', NOW);
  const answeredBy = over.answeredBy ?? 'full';
  const outcome = over.outcome ?? 'approve';
  return {
    id: derivedId('decision', id) + SUFFIX[answeredBy],
    transaction: {
      id,
      tenantId: 'ten_a',
      externalId: `order-${id.slice(-6)}`,
      livemode: false,
      occurredAtMs: NOW - 40,
      receivedAtMs: NOW - 20,
      amountMinor: 12990,
      currency: 'USD',
      channel: 'card_not_present',
      outcome: 'authorised',
      account: { id: 'acc-1', createdAtMs: NOW - 90 * 86_400_000, email: 'payer@example.com' },
      card: { fingerprint: 'card-1', bin: '424242', country: 'US' },
      device: { id: 'dev-1', ip: '203.0.113.7' },
      merchant: { id: 'mer-1', mcc: '5732', country: 'US' },
      attributes: [],
      declared: [],
      ...transaction,
    },
    outcome,
    score: 640,
    probability: 0.64,
    answeredBy,
    reasons: [{ code: 'MODEL', kind: 'model', text: 'unlike the account’s habits', weight: 0.4 }],
    policyVersion: 7,
    modelId: 'mdl_1',
    modelRole: 'champion',
    challengeId: outcome === 'challenge' ? derivedId('challenge', id) : '',
    challengeExpiresAtMs: outcome === 'challenge' ? NOW + 600_000 : 0,
    decidedAtMs: NOW,
    featureSet: 'v1',
    features: [],
    entities: [],
    matches: [],
    traceId: '0af7651916cd43dd8448eb211c80319c',
    latencyMs: 20,
    contributions: [],
    shadowMatches: [],
    revision: 0,
    customerMessage: '',
    models: [],
    ...over,
  };
}

let offset = 0;
export function recordOf<T>(codec: Codec<T>, value: T): LogRecord {
  return {
    topic: topics.decisions.name,
    partition: 0,
    offset: offset++,
    key: 'key',
    // As from the log: what is decoded later must not share memory with what a test still holds.
    value: Buffer.from(codec.encode(value)),
    headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    appendedAtMs: NOW,
  };
}
