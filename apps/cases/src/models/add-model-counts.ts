import type { DecisionV1 } from '#contracts';
import type { Sql } from '#persistence';

/**
 * Counts the decisions that models had their word in, by model and day of the decision (UTC).
 *
 * @param writer who counts: each has rows of its own, so that writers never wait for each other. The partition of decisions.v1
 */
export async function addModelCounts(sql: Sql, decisions: readonly DecisionV1[], writer: number): Promise<void> {
  const counts = countsOf(decisions);
  if (counts.length > 0) await sql.query(ADD, [JSON.stringify(counts), writer]);
}

interface Count {
  readonly tenantId: string;
  readonly day: string;
  readonly model: string;
  readonly role: string;
  readonly livemode: boolean;
  decisions: number;
}

function countsOf(decisions: readonly DecisionV1[]): Count[] {
  const counts = new Map<string, Count>();
  for (const { transaction, decidedAtMs, models } of decisions) {
    const { tenantId, livemode } = transaction;
    for (const { id: model, role } of models) {
      const day = new Date(decidedAtMs).toISOString().slice(0, 10);
      const key = JSON.stringify([tenantId, day, model, role, livemode]);
      const count = counts.get(key);
      if (count) count.decisions++;
      else counts.set(key, { tenantId, day, model, role, livemode, decisions: 1 });
    }
  }
  return [...counts.values()];
}

const ADD = {
  name: 'models-add-counts',
  text: `insert into models.decision_counts as c (tenant_id, day, model, role, livemode, log_partition, decisions)
    select "tenantId", day, model, role, livemode, $2, decisions
    from json_to_recordset($1::json) as r ("tenantId" text, day date, model text, role text, livemode boolean,
      decisions bigint)
    order by 1, 2, 3, 4, 5
    on conflict (tenant_id, day, model, role, livemode, log_partition) do update
      set decisions = c.decisions + excluded.decisions`,
};
