/** What patterns on trial would have matched: written with the decisions, read for the comparison with the live version. */
import { COMPARISON_EXAMPLES_MAX, type DecisionV1, type PatternMatchV1 } from '#contracts';
import type { Sql } from '#persistence';
import type { Comparison, TrialMatch } from './pattern-store.js';

/**
 * Stores the matches of patterns that have a version on trial, live and shadow alike; those of all others cost nothing to
 * keep out. Repeats change nothing.
 */
export async function saveTrialMatches(sql: Sql, decisions: readonly DecisionV1[]): Promise<void> {
  const rows = decisions.flatMap((decision) =>
    [...decision.matches, ...decision.shadowMatches].map((match) => rowOf(decision, match)),
  );
  if (rows.length > 0) await sql.query(SAVE, [JSON.stringify(rows)]);
}

/** Takes back that these versions matched these transactions. */
export async function forgetTrialMatches(
  sql: Sql,
  matches: readonly { readonly decision: DecisionV1; readonly patternId: string; readonly version: number }[],
): Promise<void> {
  const rows = matches.map(({ decision: { transaction }, patternId, version }) => ({
    tenant: transaction.tenantId,
    pattern: patternId,
    transaction: transaction.id,
    version,
  }));
  if (rows.length > 0) await sql.query(FORGET_MATCHES, [JSON.stringify(rows)]);
}

/** Lets go of what was matched by versions that are not compared any more. */
export async function forgetTrial(sql: Sql, tenantId: string, patternId: string): Promise<void> {
  await sql.query(FORGET, [tenantId, patternId]);
}

export async function compareTrial(
  sql: Sql,
  tenantId: string,
  patternId: string,
  trial: Pick<Comparison, 'liveVersion' | 'shadowVersion' | 'sinceMs'>,
): Promise<Comparison> {
  const params = [tenantId, patternId, trial.liveVersion ?? 0, trial.shadowVersion, trial.sinceMs];
  const [counts] = await sql.query<Comparison['transactions']>(COUNT, params);
  const differing = await sql.query<TrialMatch & { version: number }>(DIFFER, [...params, COMPARISON_EXAMPLES_MAX]);
  return {
    ...trial,
    transactions: counts!,
    liveOnly: differing.filter(({ version }) => version !== trial.shadowVersion),
    shadowOnly: differing.filter(({ version }) => version === trial.shadowVersion),
  };
}

function rowOf({ transaction, outcome, decidedAtMs }: DecisionV1, match: PatternMatchV1): object {
  return {
    tenant: transaction.tenantId,
    pattern: match.patternId,
    transaction: transaction.id,
    version: match.patternVersion,
    type: match.entityType,
    entity: match.entityId,
    live: transaction.livemode,
    occurred: transaction.occurredAtMs,
    decided: decidedAtMs,
    amount: transaction.amountMinor,
    currency: transaction.currency,
    outcome,
  };
}

const SAVE = {
  name: 'patterns-save-trial',
  text: `insert into patterns.trial_matches (tenant_id, pattern_id, transaction_id, version, entity_type, entity_id, livemode,
      occurred_at_ms, decided_at_ms, amount_minor, currency, outcome)
    select tenant, pattern, transaction, version, type, entity, live, occurred, decided, amount, currency, outcome
    from json_to_recordset($1::json) as r (tenant text, pattern text, transaction text, version integer, type text,
      entity text, live boolean, occurred bigint, decided bigint, amount bigint, currency text, outcome text)
    join patterns.patterns p on p.tenant_id = tenant and p.pattern_id = pattern
      and p.shadow_version is not null and version in (p.live_version, p.shadow_version)
    order by tenant, pattern, transaction, version
    on conflict do nothing`,
};
const FORGET_MATCHES = {
  name: 'patterns-forget-trial-matches',
  text: `delete from patterns.trial_matches t
    using json_to_recordset($1::json) as r (tenant text, pattern text, transaction text, version integer)
    where t.tenant_id = r.tenant and t.pattern_id = r.pattern and t.transaction_id = r.transaction
      and t.version = r.version`,
};
const FORGET = {
  name: 'patterns-forget-trial',
  text: `delete from patterns.trial_matches t using patterns.patterns p
    where t.tenant_id = $1 and t.pattern_id = $2 and p.tenant_id = $1 and p.pattern_id = $2
      and (p.shadow_version is null or t.version not in (coalesce(p.live_version, 0), p.shadow_version))`,
};
const SEEN = `
  select transaction_id, bool_or(version = $3) as live, bool_or(version = $4) as shadow
  from patterns.trial_matches
  where tenant_id = $1 and pattern_id = $2 and version in ($3, $4) and decided_at_ms >= $5
  group by transaction_id`;
const COUNT = {
  name: 'patterns-count-trial',
  text: `select count(*) filter (where live)::int as live, count(*) filter (where shadow)::int as shadow,
      count(*) filter (where live and shadow)::int as both, count(*) filter (where not shadow)::int as "liveOnly",
      count(*) filter (where not live)::int as "shadowOnly"
    from (${SEEN}) as seen`,
};
const DIFFER = {
  name: 'patterns-differ-trial',
  text: `select version, transaction_id as "transactionId", entity_type as "entityType", entity_id as "entityId", livemode,
      occurred_at_ms as "occurredAtMs", amount_minor as "amountMinor", currency, outcome
    from (
      select t.*, row_number() over (partition by t.version order by t.decided_at_ms desc, t.transaction_id desc) as place
      from patterns.trial_matches t
      join (${SEEN}) as seen using (transaction_id)
      where t.tenant_id = $1 and t.pattern_id = $2 and t.version in ($3, $4) and live <> shadow
    ) as differing
    where place <= $6 order by place`,
};
