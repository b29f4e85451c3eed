import { type DecisionV1, derivedId, newId } from '#contracts';

export interface DecisionOptions {
  transactionId?: string;
  tenantId?: string;
  externalId?: string;
  outcome?: DecisionV1['outcome'];
  livemode?: boolean;
  email?: string;
  expiresAtMs?: number;
  decidedAtMs?: number;
}

/** A complete decision of which only what a test states matters. */
export function decisionFor(options: DecisionOptions = {}): DecisionV1 {
  const decidedAtMs = options.decidedAtMs ?? 1_795_000_000_000;
  const id = options.transactionId ?? newId('transaction', decidedAtMs);
  const outcome = options.outcome ?? 'challenge';
  return {
    id: derivedId('decision', id),
    transaction: {
      id,
      tenantId: options.tenantId ?? 'ten_a',
      externalId: options.externalId ?? 'order-1',
      livemode: options.livemode ?? false,
      occurredAtMs: decidedAtMs - 50,
      receivedAtMs: decidedAtMs - 20,
      amountMinor: 12990,
      currency: 'USD',
      channel: 'card_not_present',
      outcome: 'authorised',
      account: { id: 'acc-1', createdAtMs: 0, email: options.email ?? 'payer@example.com' },
      attributes: [],
      declared: [],
    },
    outcome,
    score: 700,
    probability: 0.7,
    answeredBy: 'full',
    reasons: [],
    policyVersion: 1,
    modelId: '',
    modelRole: '',
    challengeId: outcome === 'challenge' ? derivedId('challenge', id) : '',
    challengeExpiresAtMs: outcome === 'challenge' ? (options.expiresAtMs ?? decidedAtMs + 600_000) : 0,
    decidedAtMs,
    featureSet: 'test',
    features: [],
    entities: [],
    matches: [],
    traceId: '',
    latencyMs: 20,
    contributions: [],
    shadowMatches: [],
    revision: 0,
    customerMessage: '',
    models: [],
  };
}
