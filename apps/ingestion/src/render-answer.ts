// Pure: a decision → the API's answer.
import { challengeUrl, modelReasonCode, type DecisionV1, type ReasonV1, type TransactionAnswer } from '#contracts';

export interface AnswerLinks {
  readonly publicUrl: string;
  readonly secret: string;
}

/** The answer as it was first given; the same decision always renders to the same bytes. */
export function renderAnswer(decision: DecisionV1, links: AnswerLinks): TransactionAnswer {
  const { transaction } = decision;
  return {
    id: transaction.id,
    object: 'transaction',
    livemode: transaction.livemode,
    external_id: transaction.externalId,
    status: statusOf(decision),
    decision: {
      outcome: decision.outcome,
      score: decision.score,
      probability: Number.isNaN(decision.probability) ? null : Math.round(decision.probability * 1e6) / 1e6,
      answered_by: decision.answeredBy,
      reasons: decision.reasons.map(reasonOf),
      ...(decision.customerMessage !== '' && { customer_message: decision.customerMessage }),
      policy: { version: decision.policyVersion },
      model: decision.modelId ? { id: decision.modelId, role: decision.modelRole } : null,
    },
    ...(decision.challengeId
      ? {
          challenge: {
            id: decision.challengeId,
            methods: ['otp'],
            url: challengeUrl(links.publicUrl, links.secret, decision.challengeId),
            expires_at: new Date(decision.challengeExpiresAtMs).toISOString(),
          },
        }
      : {}),
    trace_id: decision.traceId,
  };
}

function reasonOf({ code, kind, text, weight }: ReasonV1): TransactionAnswer['decision']['reasons'][number] {
  return kind === 'model' ? { code: modelReasonCode(code), kind, text, weight } : { code, kind, text, weight };
}

function statusOf(decision: DecisionV1): TransactionAnswer['status'] {
  if (decision.outcome === 'challenge') return 'pending_challenge';
  return decision.outcome === 'review' ? 'pending_review' : 'final';
}
