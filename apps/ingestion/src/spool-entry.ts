// Pure: an acceptance and what its client is told → what the spool keeps of them.
import { decisionV1, transactionV1, type DecisionV1 } from '#contracts';
import type { Acceptance } from './acceptance.js';
import type { SpoolEntry } from './spool.js';

export function spoolEntry(acceptance: Acceptance, decision: DecisionV1, traceparent: string): SpoolEntry {
  const { transaction, idempotencyKey, bodyHash } = acceptance;
  return {
    transactionId: transaction.id,
    tenantId: transaction.tenantId,
    livemode: transaction.livemode,
    externalId: transaction.externalId,
    idempotencyKey,
    bodyHash: bodyHash.toString('base64'),
    transaction: Buffer.from(transactionV1.encode(transaction)).toString('base64'),
    decision: Buffer.from(decisionV1.encode(decision)).toString('base64'),
    traceparent,
  };
}
