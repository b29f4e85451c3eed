import { type LabelChange, labelChangeOf, type ReportedLabel } from '#features';
import type { Database } from '#persistence';

/** What had become known of these transactions by a moment. */
export async function knownLabels(
  database: Database,
  tenantId: string,
  transactionIds: readonly string[],
  untilMs: number,
): Promise<LabelChange[]> {
  const rows = await database.query<ReportedLabel>([tenantId], LABELS, [tenantId, transactionIds, untilMs]);
  return rows.map(labelChangeOf).filter((change) => change !== undefined);
}

const LABELS = `
  select transaction_id as "transactionId", event, verdict, weight, occurred_at_ms as "occurredAtMs",
    known_at_ms as "knownAtMs"
  from feedback.labels
  where tenant_id = $1 and transaction_id = any($2) and known_at_ms <= $3
  order by known_at_ms, id`;
