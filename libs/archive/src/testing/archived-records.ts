/** Records as they come to an archive. */
import { type DecisionV1, derivedId, entitiesOf, type LabelV1, newId, type TransactionV1 } from '#contracts';

export function archivedDecision(
  occurredAtMs: number,
  over: Partial<TransactionV1> = {},
  decided: Partial<DecisionV1> = {},
): DecisionV1 {
  const id = over.id ?? newId('transaction', occurredAtMs);
  const transaction: TransactionV1 = {
    id,
    tenantId: 'ten_a',
    externalId: `order-${id.slice(-6)}`,
    livemode: false,
    occurredAtMs,
    receivedAtMs: occurredAtMs,
    amountMinor: 1299,
    currency: 'USD',
    channel: 'e_commerce',
    outcome: 'authorised',
    account: { id: 'alice', createdAtMs: 0, email: '' },
    merchant: { id: 'shop', mcc: '5661', country: 'US' },
    attributes: [],
    declared: [],
    ...over,
  };
  return {
    id: derivedId('decision', id),
    transaction,
    outcome: 'approve',
    score: 20,
    probability: 0.02,
    answeredBy: 'full',
    reasons: [],
    policyVersion: 1,
    modelId: 'm',
    modelRole: 'champion',
    challengeId: '',
    challengeExpiresAtMs: 0,
    decidedAtMs: occurredAtMs + 5,
    featureSet: 'v1',
    features: [1, Number.NaN, -0],
    entities: [],
    matches: [],
    traceId: '',
    latencyMs: 5,
    contributions: [],
    shadowMatches: [],
    revision: 0,
    customerMessage: '',
    models: [],
    ...decided,
  };
}

export function archivedLabel(transaction: TransactionV1, knownAtMs: number, over: Partial<LabelV1> = {}): LabelV1 {
  return {
    id: newId('label', knownAtMs),
    tenantId: transaction.tenantId,
    transactionId: transaction.id,
    event: 'chargeback',
    verdict: 'fraud',
    source: 'payment_system',
    weight: 0.9,
    occurredAtMs: knownAtMs,
    knownAtMs,
    actor: '',
    note: '',
    entities: entitiesOf(transaction).map(({ entityType, entityId }) => ({ entityType, entityId })),
    amountMinor: transaction.amountMinor,
    mode: transaction.livemode ? 'live' : 'test',
    paidAtMs: transaction.occurredAtMs,
    ...over,
  };
}
