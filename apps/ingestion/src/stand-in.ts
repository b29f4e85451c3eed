// The last rung: the tenant's static policy on the transaction alone.
import {
  customerMessageOf,
  derivedId,
  referenceAmount,
  type DecisionV1,
  type ReasonV1,
  type TransactionV1,
} from '#contracts';
import { compilePolicy, evaluateStandIn, type CompiledPolicy } from '#policy';
import type { Tenant } from '#tenancy';

const CHALLENGE_TTL_MS = 10 * 60_000;
const ON_ITS_OWN: ReasonV1 = {
  code: 'SIGNALS_MISSING',
  kind: 'model',
  text: 'Decided by the stand-in rules on the payment alone: nothing else had come in time',
  weight: 0,
};

export class StandIn {
  private readonly compiled = new WeakMap<Tenant, CompiledPolicy>();

  /** The stand-in decision; pure but for the cache of compiled policies. */
  decide(tenant: Tenant, transaction: TransactionV1, nowMs: number, traceId: string): DecisionV1 {
    const amount = referenceAmount(tenant.exchange, transaction.amountMinor, transaction.currency);
    const result = evaluateStandIn(this.policyOf(tenant), transaction, amount);
    const challenged = result.outcome === 'challenge';
    return {
      id: standInId(transaction.id),
      transaction,
      outcome: result.outcome,
      score: 0,
      probability: Number.NaN,
      answeredBy: 'stand_in',
      reasons: [...result.reasons, ON_ITS_OWN],
      policyVersion: tenant.policy.version,
      modelId: '',
      modelRole: '',
      challengeId: challenged ? derivedId('challenge', transaction.id) : '',
      challengeExpiresAtMs: challenged ? nowMs + CHALLENGE_TTL_MS : 0,
      decidedAtMs: nowMs,
      featureSet: '',
      features: [],
      entities: [],
      matches: [],
      traceId,
      latencyMs: Math.max(0, nowMs - transaction.receivedAtMs),
      contributions: [],
      shadowMatches: [],
      revision: 0,
      customerMessage: customerMessageOf(result.outcome, []) ?? '',
      models: [],
    };
  }

  private policyOf(tenant: Tenant): CompiledPolicy {
    let policy = this.compiled.get(tenant);
    if (!policy) {
      policy = compilePolicy(tenant.policy.definition);
      this.compiled.set(tenant, policy);
    }
    return policy;
  }
}

/** Of the stand-in's decision of a transaction. */
export function standInId(transactionId: string): string {
  return `${derivedId('decision', transactionId)}_s`;
}
