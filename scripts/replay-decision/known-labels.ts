import type { TransactionV1 } from '#contracts';
import { type LabelChange, labelChangeOf, type ReportedLabel } from '#features';
import type { Database } from '#persistence';

/** What had become known of these transactions by a moment, with the times of the transactions. */
export async function knownLabels(
  database: Database,
  tenantId: string,
  transactions: readonly Pick<TransactionV1, 'id' | 'occurredAtMs'>[],
  untilMs: number,
): Promise<LabelChange[]> {
  const paidAtMs = new Map(transactions.map(({ id, occurredAtMs }) => [id, occurredAtMs]));
  const rows = await database.query<ReportedLabel>([tenantId], LABELS, [tenantId, [...paidAtMs.keys()], untilMs]);
  return rows
    .map((label) => labelChangeOf({ ...label, paidAtMs: paidAtMs.get(label.transactionId) }))
    .filter((change) => change !== undefined);
}

const LABELS = `
  select transaction_id as "transactionId", event, verdict, weight, occurred_at_ms as "occurredAtMs",
    known_at_ms as "knownAtMs"
  from feedback.labels
  where tenant_id = $1 and transaction_id = any($2) and known_at_ms <= $3
  order by known_at_ms, id`;
