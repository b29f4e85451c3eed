import type { Database } from '#persistence';
import { type ArchivedLabel, type ArchivedPayment, type Store, WarmRows } from './warm-rows.js';

/** `WarmRows` on the tables of the services that keep them. Each removal is one statement of at most a row group, by primary keys. */
export class PgWarmRows extends WarmRows {
  constructor(private readonly database: Database) {
    super();
  }

  override async doneParts(tenantId: string, store: Store): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ part: string }>([tenantId], DONE, [tenantId, store]);
    return new Set(rows.map(({ part }) => part));
  }

  override async markDone(tenantId: string, store: Store, part: string): Promise<void> {
    await this.database.query([tenantId], MARK, [tenantId, store, part]);
  }

  override async remove(
    tenantId: string,
    store: Store,
    rows: readonly (ArchivedPayment & ArchivedLabel)[],
  ): Promise<number> {
    if (rows.length === 0) return 0;
    const [gone] = await this.database.query<{ rows: number }>([tenantId], REMOVE[store], [
      tenantId,
      JSON.stringify(rows),
    ]);
    return gone!.rows;
  }

  override async removeEventClaims(tenantId: string, beforeMs: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const [gone] = await this.database.query<{ rows: number }>([tenantId], REMOVE_EVENT_CLAIMS, [
        tenantId,
        beforeMs,
        EVENT_CLAIMS_AT_ONCE,
      ]);
      removed += gone!.rows;
      if (gone!.rows < EVENT_CLAIMS_AT_ONCE) return removed;
    }
  }
}

const EVENT_CLAIMS_AT_ONCE = 5000;

const DONE = 'select part from feedback.archived_parts where tenant_id = $1 and store = $2';
const MARK = `
  insert into feedback.archived_parts (tenant_id, store, part) values ($1, $2, $3)
  on conflict do nothing`;

const payments = `json_to_recordset($2::json)
  as a (transaction_id text, rung text, external_id text, livemode boolean, declared text)`;
const counted = (removal: string): string =>
  `with gone as (${removal} returning 1) select count(*)::int as rows from gone`;

const REMOVE: Readonly<Record<Store, string>> = {
  feature_log: counted(`
    delete from feedback.feature_log l using ${payments}
    where l.tenant_id = $1 and l.transaction_id = a.transaction_id and l.rung = a.rung`),
  labels: counted(`
    delete from feedback.labels l using json_to_recordset($2::json) as a (label_id text)
    where l.tenant_id = $1 and l.id = a.label_id`),
  claims: counted(`
    delete from ingestion.claims c using ${payments}
    where c.tenant_id = $1 and c.livemode = a.livemode and c.external_id = a.external_id
      and c.transaction_id = a.transaction_id`),
  // A payment that people had to look at stays, with all that they wrote; so does one that still waits for an answer.
  decisions: `
    with gone as (
      delete from cases.decisions d using ${payments}
      where d.tenant_id = $1 and d.transaction_id = a.transaction_id and d.latest_rung = a.rung and d.status = 'final'
        and not exists (
          select from cases.cases c where c.tenant_id = $1 and c.transaction_id = d.transaction_id)
      returning d.transaction_id, d.livemode, d.occurred_at_ms, a.declared),
    entities as (
      delete from cases.decision_entities e using gone, json_each_text(gone.declared::json) as named (type, id)
      where e.tenant_id = $1 and e.entity_type = named.type and e.entity_id = named.id and e.livemode = gone.livemode
        and e.occurred_at_ms = gone.occurred_at_ms and e.transaction_id = gone.transaction_id),
    labels as (
      delete from cases.labels l using gone where l.tenant_id = $1 and l.transaction_id = gone.transaction_id),
    verifications as (
      delete from cases.verifications v using gone where v.tenant_id = $1 and v.transaction_id = gone.transaction_id)
    select count(*)::int as rows from gone`,
};

const REMOVE_EVENT_CLAIMS = counted(`
  delete from ingestion.event_claims e
  where e.tenant_id = $1 and (e.livemode, e.idempotency_key) in (
    select livemode, idempotency_key from ingestion.event_claims
    where tenant_id = $1 and reported_at_ms < $2
    limit $3)`);
