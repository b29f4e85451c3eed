import { LATE_COUNTED_MAX, type LateEntityV1, type LateTransactionV1 } from '#contracts';
import type { Clock } from '#kernel';
import type { Database } from '#persistence';
import { readTimeCursor, writeTimeCursor } from '../time-cursor.js';
import type { LateCounts, LateListQuery, LatePage, LateRow, LateStore } from './late-store.js';

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;

/** The table `cases.late_transactions`. */
export class PgLateStore implements LateStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async save(late: readonly LateTransactionV1[]): Promise<void> {
    const rows = rowsOf(late);
    if (rows.length === 0) return;
    const tenants = [...new Set(rows.map(({ tenant }) => tenant))];
    await this.database.query(tenants, SAVE, [JSON.stringify(rows)]);
  }

  async list(tenantId: string, { livemode, limit, cursor }: LateListQuery): Promise<LatePage> {
    const after = readTimeCursor(cursor);
    const params = [tenantId, livemode, after.atMs, after.id, limit + 1];
    const rows = await this.database.query<LateRow>([tenantId], LIST, params);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    const next = more ? { atMs: last.receivedAtMs, id: last.transactionId } : undefined;
    return { items, nextCursor: next && writeTimeCursor(next) };
  }

  async counts(tenantId: string, livemode: boolean, nowMs: number): Promise<LateCounts> {
    const count = async (ms: number): Promise<LateCounts['day']> => {
      const [row] = await this.database.query<LateCounts['day']>([tenantId], COUNT, [
        tenantId,
        livemode,
        nowMs - ms,
        LATE_COUNTED_MAX,
      ]);
      return row!;
    };
    const [day, week] = await Promise.all([count(DAY_MS), count(7 * DAY_MS)]);
    return { day, week };
  }

  async behindOf(tenantId: string, transactionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (transactionIds.length === 0) return new Map();
    const rows = await this.database.query<{ transaction_id: string; entities: LateEntityV1[] }>([tenantId], BEHIND, [
      tenantId,
      transactionIds,
    ]);
    return new Map(
      rows.map(({ transaction_id: id, entities }) => [id, Math.max(...entities.map(({ behindMs }) => behindMs))]),
    );
  }

  async prune(tenantId: string): Promise<void> {
    await this.database.query([tenantId], PRUNE, [tenantId, this.clock.now() - KEPT_MS]);
  }
}

/** One row a transaction, in one order, so that two batches can't wait for each other. */
function rowsOf(late: readonly LateTransactionV1[]) {
  const byKey = Map.groupBy(late, ({ transaction: { tenantId, id } }) => `${tenantId}/${id}`);
  const keys = [...byKey.keys()].sort();
  return keys.map((key) => {
    const records = byKey.get(key)!;
    const { transaction } = records[0]!;
    const entities = distinct(records.flatMap((record) => record.entities));
    return {
      tenant: transaction.tenantId,
      id: transaction.id,
      live: transaction.livemode,
      external: transaction.externalId,
      account: transaction.account?.id ?? '',
      amount: transaction.amountMinor,
      currency: transaction.currency,
      occurred: transaction.occurredAtMs,
      received: transaction.receivedAtMs,
      entities,
      lateness: entities.some(({ reason }) => reason === 'beyond_lateness'),
      reach: entities.some(({ reason }) => reason === 'beyond_reach'),
    };
  });
}

/** As plain objects, one in place of equal ones. */
function distinct(entities: readonly LateEntityV1[]): LateEntityV1[] {
  const plain = entities.map(({ entityType, entityId, behindMs, reason }) => ({
    entityType,
    entityId,
    behindMs,
    reason,
  }));
  return [...new Map(plain.map((entity) => [JSON.stringify(entity), entity])).values()];
}

const SAVE = {
  name: 'late-save',
  text: `insert into cases.late_transactions as t (tenant_id, transaction_id, livemode, external_id, account_id,
      amount_minor, currency, occurred_at_ms, received_at_ms, entities, beyond_lateness, beyond_reach)
    select tenant, id, live, external, account, amount, currency, occurred, received, entities, lateness, reach
    from json_to_recordset($1::json) as r (tenant text, id text, live boolean, external text, account text,
      amount bigint, currency text, occurred bigint, received bigint, entities jsonb, lateness boolean, reach boolean)
    on conflict (tenant_id, transaction_id) do update set
      entities = (select jsonb_agg(distinct entity) from jsonb_array_elements(t.entities || excluded.entities) as entity),
      beyond_lateness = t.beyond_lateness or excluded.beyond_lateness,
      beyond_reach = t.beyond_reach or excluded.beyond_reach
    where not t.entities @> excluded.entities`,
};
const LIST = {
  name: 'late-list',
  text: `select transaction_id as "transactionId", external_id as "externalId", account_id as "accountId",
      occurred_at_ms as "occurredAtMs", received_at_ms as "receivedAtMs", amount_minor as "amountMinor", currency, entities
    from cases.late_transactions
    where tenant_id = $1 and livemode = $2 and (received_at_ms, transaction_id) < ($3, $4)
    order by received_at_ms desc, transaction_id desc limit $5`,
};
const COUNT = {
  name: 'late-count',
  text: `select count(*)::int as transactions, count(*) filter (where beyond_lateness)::int as "beyondLateness",
      count(*) filter (where beyond_reach)::int as "beyondReach"
    from (select beyond_lateness, beyond_reach from cases.late_transactions
      where tenant_id = $1 and livemode = $2 and received_at_ms >= $3
      order by received_at_ms desc, transaction_id desc limit $4) as newest`,
};
const BEHIND = {
  name: 'late-behind',
  text: `select transaction_id, entities from cases.late_transactions
    where tenant_id = $1 and transaction_id = any($2)`,
};
const PRUNE = {
  name: 'late-prune',
  text: 'delete from cases.late_transactions where tenant_id = $1 and received_at_ms < $2',
};
