/** The table `cases.match_revisions`: what became known of the matches of a transaction after they were decided on. */
import { matchRevisionV1, type MatchRevisionV1, type Outcome } from '#contracts';
import { PackedBytes, type Sql } from '#persistence';
import type { TransactionKey } from './settle-decisions.js';

export interface StoredRevision {
  readonly revision: MatchRevisionV1;
  readonly receivedAtMs: number;
}

/** What a revision made of its decision. */
export interface AppliedRevision {
  readonly revision: MatchRevisionV1;
  readonly before: Outcome;
  readonly after: Outcome;
}

/** Repeats change nothing, and keep the place of the first. */
export async function keepRevisions(
  sql: Sql,
  revisions: readonly MatchRevisionV1[],
  receivedAtMs: number,
): Promise<void> {
  const bytes = new PackedBytes();
  const rows = revisions.map((revision, place) => {
    const [from, length] = bytes.add(matchRevisionV1.encode(revision));
    return { tenant: revision.tenantId, transaction: revision.transactionId, id: revision.id, place, from, length };
  });
  await sql.query(KEEP, [JSON.stringify(rows), bytes.concat(), receivedAtMs]);
}

/** Those of these transactions, in the order in which they were recorded, by `tenant/transaction`. */
export async function revisionsOf(
  sql: Sql,
  keys: readonly TransactionKey[],
  which: { readonly applied: boolean },
): Promise<Map<string, StoredRevision[]>> {
  const rows = await sql.query<RevisionRow>(OF_TRANSACTIONS, [JSON.stringify(keys), which.applied]);
  const byKey = new Map<string, StoredRevision[]>();
  for (const row of rows) {
    const revision = matchRevisionV1.decode(row.record);
    const key = nameOf({ tenantId: row.tenant_id, transactionId: row.transaction_id });
    const known = byKey.get(key);
    const stored = { revision, receivedAtMs: row.received_at_ms };
    if (known) known.push(stored);
    else byKey.set(key, [stored]);
  }
  return byKey;
}

export async function markApplied(sql: Sql, applied: readonly AppliedRevision[]): Promise<void> {
  const rows = applied.map(({ revision, before, after }) => ({
    tenant: revision.tenantId,
    transaction: revision.transactionId,
    id: revision.id,
    before,
    after,
  }));
  await sql.query(MARK, [JSON.stringify(rows)]);
}

/** One text for one transaction, for maps. */
export function nameOf({ tenantId, transactionId }: TransactionKey): string {
  return `${tenantId}/${transactionId}`;
}

interface RevisionRow {
  readonly tenant_id: string;
  readonly transaction_id: string;
  readonly received_at_ms: number;
  readonly record: Buffer;
}

const KEEP = {
  name: 'revisions-keep',
  text: `insert into cases.match_revisions (tenant_id, transaction_id, id, received_at_ms, record)
    select tenant, transaction, id, $3, substring($2::bytea from "from" for length)
    from json_to_recordset($1::json) as r (tenant text, transaction text, id text, place integer, "from" integer,
      length integer)
    order by place
    on conflict do nothing`,
};
const OF_TRANSACTIONS = {
  name: 'revisions-of-transactions',
  text: `select r.tenant_id, r.transaction_id, r.received_at_ms, r.record
    from json_to_recordset($1::json) as k ("tenantId" text, "transactionId" text)
    join cases.match_revisions r on r.tenant_id = k."tenantId" and r.transaction_id = k."transactionId"
    where r.applied = $2 order by r.position`,
};
const MARK = {
  name: 'revisions-mark',
  text: `update cases.match_revisions r set applied = true, outcome_before = a.before, outcome_after = a.after
    from json_to_recordset($1::json) as a (tenant text, transaction text, id text, before text, after text)
    where r.tenant_id = a.tenant and r.transaction_id = a.transaction and r.id = a.id`,
};
