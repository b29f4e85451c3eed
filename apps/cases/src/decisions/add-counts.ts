import type { Sql } from '#persistence';
import type { CountBatch } from './decision-counts.js';

/**
 * Adds what was counted to the live page's counts.
 *
 * @param writer who counts: each has rows of its own, so that writers never wait for each other. The partition of
 * decisions.v1; what is counted of revisions goes by negative numbers.
 */
export async function addCounts(sql: Sql, batch: CountBatch, writer: number): Promise<void> {
  const counts = batch.rows();
  if (counts.length > 0) await sql.query(ADD_COUNTS, [JSON.stringify(counts), writer]);
}

const ADD_COUNTS = {
  name: 'cases-add-counts',
  text: `insert into cases.decision_counts as c (tenant_id, livemode, bucket_ms, log_partition, currency, counts, declined_minor)
    select "tenantId", livemode, "bucketMs", $2, currency, counts, "declinedMinor"
    from json_to_recordset($1::json) as r ("tenantId" text, livemode boolean, "bucketMs" bigint, currency text,
      counts integer[], "declinedMinor" bigint)
    on conflict (tenant_id, livemode, bucket_ms, log_partition, currency) do update set
      counts = cases.add_counts(c.counts, excluded.counts), declined_minor = c.declined_minor + excluded.declined_minor`,
};
