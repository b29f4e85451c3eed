// Pure but for the clock's stamp: what acceptance writes to the log.
import {
  decisionV1,
  entitiesOf,
  entityKey,
  recordHeaders,
  recordKey,
  topics,
  transactionV1,
  transactionAcceptedV1,
  type DecisionV1,
  type ReplyToV1,
  type TransactionV1,
} from '#contracts';
import { encodeOnce, type EventLog, type OutRecord } from '#messaging';

/**
 * The transaction once per distinct partition that its entities hash to, every copy listing all of them. The key is the
 * first entity of the partition, so that records of one entity stay in order.
 */
export function transactionRecords(
  log: Pick<EventLog, 'partitionOf'>,
  transaction: TransactionV1,
  replyTo: ReplyToV1,
  stamp: { hlc: string; traceparent: string },
): OutRecord[] {
  const topic = topics.transactions;
  const keys = new Map<number, string>();
  for (const ref of entitiesOf(transaction)) {
    const key = entityKey(transaction, ref);
    const partition = log.partitionOf(topic.name, key);
    if (!keys.has(partition)) keys.set(partition, key);
  }
  // From now on it has its bytes with it, up to the decision.
  transactionV1.encode(transaction);
  const value = encodeOnce(topic.codec, { transaction, replyTo, partitions: [...keys.keys()] });
  const headers = recordHeaders({
    id: transaction.id,
    type: transactionAcceptedV1.type,
    source: 'ingestion',
    tenantId: transaction.tenantId,
    ...stamp,
  });
  return Array.from(keys, ([partition, key]) => ({ topic: topic.name, key, value, headers, partition }));
}

/** A decision that this service made by itself. */
export function decisionRecord(decision: DecisionV1, stamp: { hlc: string; traceparent: string }): OutRecord {
  const { tenantId, id } = decision.transaction;
  return {
    topic: topics.decisions.name,
    key: recordKey(tenantId, id),
    value: decisionV1.encode(decision),
    headers: recordHeaders({ id: decision.id, type: decisionV1.type, source: 'ingestion', tenantId, ...stamp }),
  };
}
