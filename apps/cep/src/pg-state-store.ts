/** State in PostgreSQL: `cep.entity_state` (a tenant table) and `cep.checkpoints`. */
import { Injectable } from '@nestjs/common';
import { CaracalError } from '#kernel';
import { Database, PackedBytes, type Sql } from '#persistence';
import type { EntityRow } from './partition-state.js';
import type { EntityKey } from './entity-key.js';
import { type Claim, StateStore, type StoredEntity } from './state-store.js';

const ROWS_PER_STATEMENT = 2000;
/** Some entities take megabytes, and what PostgreSQL takes or gives at once is in memory, here and there. */
const BYTES_PER_STATEMENT = 16 * 1024 * 1024;
const ROWS_PER_PAGE = 5000;
/** Before it is known how large they are. */
const ROWS_OF_FIRST_PAGE = 100;

@Injectable()
export class PgStateStore extends StateStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async partitionsOfState(): Promise<number | undefined> {
    const rows = await this.database.query<{ partitions: number }>(
      [],
      'select partitions from cep.checkpoints where next_offset is not null limit 1',
    );
    return rows[0]?.partitions;
  }

  override async claim(partition: number, partitions: number): Promise<Claim> {
    const [row] = await this.database.query<CheckpointRow>(
      [],
      `insert into cep.checkpoints as c (partition, partitions, generation) values ($1, $2, 1)
       on conflict (partition) do update set
         generation = c.generation + 1,
         partitions = case when c.next_offset is null then excluded.partitions else c.partitions end
       returning generation, next_offset, partitions, tenants`,
      [partition, partitions],
    );
    const { generation, next_offset: nextOffset, tenants } = row!;
    return {
      partition,
      generation,
      nextOffset: nextOffset ?? undefined,
      partitions: nextOffset === null ? undefined : row!.partitions,
      tenantIds: new Set(tenants),
    };
  }

  override async load(claim: Claim, page: (rows: readonly StoredEntity[]) => boolean): Promise<{ all: boolean }> {
    if (claim.tenantIds.size === 0) return { all: true };
    return await this.database.withTenants([...claim.tenantIds], async (sql) => {
      // A cursor reads in pages, so that neither memory nor the event loop meets all rows at once.
      await sql.query(
        `declare entities no scroll cursor for
         select tenant_id, entity_type, entity_id, last_event_at_ms, state, due_at_ms from cep.entity_state
         where partition = ${claim.partition} order by due_at_ms is null, last_event_at_ms desc`,
      );
      let pageRows = ROWS_OF_FIRST_PAGE;
      for (;;) {
        const rows = await sql.query<StateRow>(`fetch ${pageRows} from entities`);
        if (!page(rows.map(storedEntity))) return { all: false };
        if (rows.length < pageRows) return { all: true };
        pageRows = rowsOfNextPage(rows);
      }
    });
  }

  override async find(claim: Claim, keys: readonly EntityKey[]): Promise<StoredEntity[]> {
    const tenantIds = [...new Set(keys.map((key) => key.tenantId))];
    const rows = await this.database.query<StateRow>(
      tenantIds,
      {
        name: 'cep.find',
        text: `select tenant_id, entity_type, entity_id, last_event_at_ms, state, due_at_ms
               from unnest($2::text[], $3::text[], $4::text[]) as k (tenant_id, entity_type, entity_id)
               join cep.entity_state s using (tenant_id, entity_type, entity_id)
               where s.partition = $1`,
      },
      [claim.partition, keys.map((k) => k.tenantId), keys.map((k) => k.entityType), keys.map((k) => k.entityId)],
    );
    return rows.map(storedEntity);
  }

  override async save(claim: Claim, nextOffset: number, rows: readonly EntityRow[]): Promise<void> {
    const tenantIds = new Set(claim.tenantIds);
    for (const row of rows) tenantIds.add(row.tenantId);
    await this.database.withTenants([...tenantIds], async (sql) => {
      // First, so that a later owner's claim waits for this transaction or makes it fail.
      const owned = await sql.query(
        {
          name: 'cep.checkpoint',
          text: `update cep.checkpoints set next_offset = $3, tenants = $4, saved_at = now()
                 where partition = $1 and generation = $2 returning 1`,
        },
        [claim.partition, claim.generation, nextOffset, [...tenantIds]],
      );
      if (owned.length === 0) {
        throw new CaracalError('conflict', `partition ${claim.partition} has been taken over by another instance`);
      }
      for (const some of statements(rows)) await upsert(sql, claim.partition, some);
    });
    for (const tenantId of tenantIds) claim.tenantIds.add(tenantId);
  }

  override async checkHealth(): Promise<void> {
    await this.database.checkHealth();
  }
}

/** At most so many rows and bytes in each; one row at least. */
function* statements(rows: readonly EntityRow[]): Generator<EntityRow[]> {
  let some: EntityRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (some.length === ROWS_PER_STATEMENT || (some.length > 0 && bytes + row.state.length > BYTES_PER_STATEMENT)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(row);
    bytes += row.state.length;
  }
  if (some.length > 0) yield some;
}

/** As many as are about `BYTES_PER_STATEMENT`, if they are as large as these; only a few times as many, as they may not be. */
function rowsOfNextPage(rows: readonly StateRow[]): number {
  let bytes = 0;
  for (const { state } of rows) bytes += state.length;
  const fitting = Math.floor((BYTES_PER_STATEMENT * rows.length) / Math.max(1, bytes));
  return Math.max(1, Math.min(ROWS_PER_PAGE, 4 * rows.length, fitting));
}

async function upsert(sql: Sql, partition: number, rows: readonly EntityRow[]): Promise<void> {
  const states = new PackedBytes();
  const places = rows.map(({ state }) => states.add(state));
  await sql.query(
    {
      name: 'cep.upsert',
      text: `insert into cep.entity_state (partition, tenant_id, entity_type, entity_id, last_event_at_ms, state, due_at_ms)
             select $1, tenant_id, entity_type, entity_id, last_event_at_ms, substring($7::bytea from start for length),
               due_at_ms
             from unnest($2::text[], $3::text[], $4::text[], $5::int8[], $6::int4[], $8::int4[], $9::int8[])
               as u (tenant_id, entity_type, entity_id, last_event_at_ms, start, length, due_at_ms)
             on conflict (partition, tenant_id, entity_type, entity_id)
             do update set state = excluded.state, last_event_at_ms = excluded.last_event_at_ms,
               due_at_ms = excluded.due_at_ms`,
    },
    [
      partition,
      rows.map((row) => row.tenantId),
      rows.map((row) => row.entityType),
      rows.map((row) => row.entityId),
      rows.map((row) => row.lastEventAtMs),
      places.map(([start]) => start),
      states.concat(),
      places.map(([, length]) => length),
      rows.map((row) => row.dueAtMs ?? null),
    ],
  );
}

function storedEntity(row: StateRow): StoredEntity {
  const { tenant_id, entity_type, entity_id, last_event_at_ms, state, due_at_ms } = row;
  return {
    tenantId: tenant_id,
    entityType: entity_type,
    entityId: entity_id,
    lastEventAtMs: last_event_at_ms,
    state,
    dueAtMs: due_at_ms ?? undefined,
  };
}

interface StateRow {
  readonly tenant_id: string;
  readonly entity_type: StoredEntity['entityType'];
  readonly entity_id: string;
  readonly last_event_at_ms: number;
  readonly state: Uint8Array;
  readonly due_at_ms: number | null;
}

interface CheckpointRow {
  readonly generation: number;
  readonly next_offset: number | null;
  readonly partitions: number;
  readonly tenants: string[];
}
