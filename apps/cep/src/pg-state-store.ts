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
/** 64 MiB of the table, without states that lie beside it: a second at most. */
const PAGES_PER_STATEMENT = 8192;
/** Looked at to learn how much fits. */
const SAMPLE_PAGES = 2048;
/** What an entity takes in memory beside its state: itself, its name, what it waits for, and its part of holes in slabs. */
const ENTITY_BYTES = 270;
const EARLIEST_MS = Number.MIN_SAFE_INTEGER;

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

  override async load(
    claim: Claim,
    bytesMax: number,
    page: (rows: readonly StoredEntity[]) => boolean,
  ): Promise<{ all: boolean }> {
    if (claim.tenantIds.size === 0) return { all: true };
    const { partition } = claim;
    const tenantIds = [...claim.tenantIds];
    const [size] = await this.database.query<{ pages: number }>([], TABLE_PAGES);
    const fromMs = await this.newestThatFit(claim, bytesMax, size!.pages);
    // Nobody else changes the rows, because the partition is claimed: so the table is read as it lies, some at a time, and a
    // large one takes many short statements instead of one that sorts it.
    for (let from = 0; from < size!.pages; from += PAGES_PER_STATEMENT) {
      const until = from + PAGES_PER_STATEMENT;
      const places = await this.database.query<Place>(tenantIds, PLACES, [
        partition,
        `(${from},0)`,
        `(${until},0)`,
        fromMs,
      ]);
      for (const some of groups(places, ({ bytes }) => bytes, ROWS_PER_PAGE)) {
        const at = some.map(({ place }) => place);
        const rows = await this.database.query<StateRow>(tenantIds, AT_PLACES, [partition, at]);
        if (!page(rows.map(storedEntity))) return { all: false };
      }
    }
    return { all: fromMs === EARLIEST_MS };
  }

  /** The time from which on there is room for entities, beside those that wait for a time; by a sample where there are many. */
  private async newestThatFit({ partition, tenantIds }: Claim, bytesMax: number, pages: number): Promise<number> {
    const percent = Math.min(100, (100 * SAMPLE_PAGES) / Math.max(1, pages));
    const [row] = await this.database.query<{ from_ms: number | null; bytes: number | null }>([...tenantIds], NEWEST, [
      partition,
      percent,
      ENTITY_BYTES,
      Math.min(Number.MAX_SAFE_INTEGER, Math.floor((bytesMax * percent) / 100)),
    ]);
    const { from_ms: fromMs, bytes } = row!;
    if ((bytes ?? 0) <= (bytesMax * percent) / 100) return EARLIEST_MS;
    return fromMs ?? Number.MAX_SAFE_INTEGER;
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
      for (const some of groups(rows, ({ state }) => state.length, ROWS_PER_STATEMENT))
        await upsert(sql, claim.partition, some);
    });
    for (const tenantId of tenantIds) claim.tenantIds.add(tenantId);
  }

  override async checkHealth(): Promise<void> {
    await this.database.checkHealth();
  }
}

const TABLE_PAGES = {
  name: 'cep.table-pages',
  text: `select pg_relation_size('cep.entity_state') / current_setting('block_size')::int as pages`,
};
const NEWEST = {
  name: 'cep.newest',
  text: `select min(last_event_at_ms) filter (where rest and until <= $4) as from_ms, max(until) as bytes
         from (
           select last_event_at_ms, due_at_ms is null as rest,
             sum(octet_length(state) + $3::int) over (order by due_at_ms is null, last_event_at_ms desc)::int8 as until
           from cep.entity_state tablesample system ($2::float4) where partition = $1) s`,
};
const PLACES = {
  name: 'cep.places',
  text: `select ctid::text as place, octet_length(state) as bytes from cep.entity_state
         where ctid >= $2::tid and ctid < $3::tid and partition = $1 and (due_at_ms is not null or last_event_at_ms >= $4)`,
};
const AT_PLACES = {
  name: 'cep.at-places',
  text: `select tenant_id, entity_type, entity_id, last_event_at_ms, state, due_at_ms
         from cep.entity_state where partition = $1 and ctid = any($2::tid[])`,
};

interface Place {
  readonly place: string;
  readonly bytes: number;
}

/** At most so many rows, and `BYTES_PER_STATEMENT`, in each; one row at least. */
function* groups<T>(rows: readonly T[], bytesOf: (row: T) => number, rowsMax: number): Generator<T[]> {
  let some: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (some.length === rowsMax || (some.length > 0 && bytes + bytesOf(row) > BYTES_PER_STATEMENT)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(row);
    bytes += bytesOf(row);
  }
  if (some.length > 0) yield some;
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
