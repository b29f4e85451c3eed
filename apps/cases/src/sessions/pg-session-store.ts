import type { ClosedSessionV1, EntitySessionV1 } from '#contracts';
import type { Clock } from '#kernel';
import type { Database, StoredEntity } from '#persistence';
import { sessionChanges } from './session-changes.js';
import type { SessionStore } from './session-store.js';

const KEPT_MS = 30 * 86_400_000;

/** The table `cases.entity_sessions`. */
export class PgSessionStore implements SessionStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async follow(records: readonly EntitySessionV1[]): Promise<void> {
    const changes = sessionChanges(records);
    const gone = changes.flatMap(({ entity, gone: ranges }) => ranges.map((range) => ({ ...entity, ...range })));
    const put = changes.flatMap(({ entity, put: sessions }) => sessions.map((session) => ({ ...entity, ...session })));
    if (gone.length === 0) return;
    const tenants = [...new Set(gone.map(({ tenantId }) => tenantId))];
    await this.database.withTenants(tenants, async (sql) => {
      await sql.query(GONE, [JSON.stringify(gone)]);
      if (put.length > 0) await sql.query(PUT, [JSON.stringify(put), this.clock.now()]);
    });
  }

  async newestOf(
    tenantId: string,
    { type, id, livemode }: StoredEntity,
    limit: number,
    untilMs: number,
  ): Promise<readonly ClosedSessionV1[]> {
    return await this.database.query<ClosedSessionV1>([tenantId], NEWEST, [
      tenantId,
      type,
      id,
      livemode,
      untilMs,
      limit,
    ]);
  }

  async prune(tenantId: string): Promise<void> {
    await this.database.query([tenantId], PRUNE, [tenantId, this.clock.now() - KEPT_MS]);
  }
}

const GONE = {
  name: 'sessions-gone',
  text: `delete from cases.entity_sessions s
    using json_to_recordset($1::json) as r ("tenantId" text, "entityType" text, "entityId" text, livemode boolean,
      "fromMs" bigint, "toMs" bigint)
    where s.tenant_id = r."tenantId" and s.entity_type = r."entityType" and s.entity_id = r."entityId"
      and s.livemode = r.livemode and s.started_at_ms between r."fromMs" and r."toMs"`,
};
const PUT = {
  name: 'sessions-put',
  text: `insert into cases.entity_sessions (tenant_id, livemode, entity_type, entity_id, started_at_ms, ended_at_ms, payments,
      amount_minor, counterparts, capped, channels, received_at_ms)
    select "tenantId", livemode, "entityType", "entityId", "startedAtMs", "endedAtMs", count, "amountMinor", counterparts,
      capped, array(select json_array_elements_text(channels)), $2
    from json_to_recordset($1::json) as r ("tenantId" text, livemode boolean, "entityType" text, "entityId" text,
      "startedAtMs" bigint, "endedAtMs" bigint, count integer, "amountMinor" bigint, counterparts integer, capped boolean,
      channels json)
    on conflict (tenant_id, entity_type, entity_id, livemode, started_at_ms) do nothing`,
};
const NEWEST = {
  name: 'sessions-newest',
  text: `select started_at_ms as "startedAtMs", ended_at_ms as "endedAtMs", payments as count, amount_minor as "amountMinor",
      counterparts, capped, channels
    from cases.entity_sessions
    where tenant_id = $1 and entity_type = $2 and entity_id = $3 and livemode = $4 and ended_at_ms <= $5
    order by started_at_ms desc limit $6`,
};
const PRUNE = {
  name: 'sessions-prune',
  text: 'delete from cases.entity_sessions where tenant_id = $1 and received_at_ms < $2',
};
