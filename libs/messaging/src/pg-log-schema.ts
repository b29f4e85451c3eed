import type { ClientBase } from 'pg';
import { CaracalError } from '#kernel';
import { PG_LOG_FUNCTIONS } from './pg-log-functions.js';
import { topicSettings, type TopicSettings } from './topic-table.js';

/**
 * Creates or upgrades the schema `log` with the owner's connection, and lets `role` use it. Idempotent; safe to run from
 * several processes at once. Throws when a topic exists with another number of partitions: keys would move to other
 * partitions, and order would be lost.
 */
export async function migratePgLog(client: Pick<ClientBase, 'query'>, options: MigratePgLogOptions): Promise<void> {
  const topics = options.topics ?? topicSettings();
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await client.query(PG_LOG_TABLES);
    await client.query(PG_LOG_FUNCTIONS);
    for (const topic of topics) await createTopic(client, topic);
    await client.query(grantsTo(options.role));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

export interface MigratePgLogOptions {
  /** The application's role, e.g. `caracal_app`. It can append, read and commit; it can't alter, delete or truncate. */
  readonly role: string;
  /** Default: the contracts' table with its default partition counts. */
  readonly topics?: readonly TopicSettings[];
}

async function createTopic(client: Pick<ClientBase, 'query'>, topic: TopicSettings): Promise<void> {
  const chunkSeconds = Math.max(CHUNK_SECONDS_MIN, Math.round((topic.retentionHours * 3600) / CHUNKS_PER_RETENTION));
  const { rows } = await client.query<{ partitions: number }>(
    `insert into log.topics as t (name, partitions, retention, chunk) values ($1, $2, make_interval(secs => $3), make_interval(secs => $4))
     on conflict (name) do update set retention = excluded.retention returning t.partitions`,
    [topic.name, topic.partitions, topic.retentionHours * 3600, chunkSeconds],
  );
  if (rows[0]!.partitions !== topic.partitions) throw partitionMismatch(topic, rows[0]!.partitions);
  const table = `records_${topic.name.replaceAll(/\W/g, '_')}`;
  await client.query(
    `create table if not exists log."${table}" partition of log.records
       for values in ('${topic.name.replaceAll("'", "''")}') partition by range (appended_at)`,
  );
  await client.query(
    'insert into log.heads (topic, partition) select $1, p from generate_series(0, $2::int - 1) p on conflict do nothing',
    [topic.name, topic.partitions],
  );
  await client.query('select log.maintain($1)', [topic.name]);
}

export function partitionMismatch(topic: TopicSettings, existing: number): CaracalError {
  return new CaracalError(
    'conflict',
    `The topic ${topic.name} exists with ${existing} partitions, but ${topic.partitions} are configured (TOPIC_PARTITIONS). ` +
      'Changing the number would move keys between partitions; set it back, or start with new topics.',
  );
}

function grantsTo(role: string): string {
  const name = `"${role.replaceAll('"', '""')}"`;
  return `
    grant usage on schema log to ${name};
    grant select on all tables in schema log to ${name};
    grant insert on log.records to ${name};
    grant update on log.heads to ${name};
    grant insert, update on log.offsets, log.producers to ${name};
    grant insert, update, delete on log.members, log.leases to ${name};
    revoke execute on function log.maintain(text) from public;
    grant execute on function log.maintain(text) to ${name};`;
}

/** Any number will do that nobody else uses. */
const MIGRATION_LOCK = 0x636c6f67;
const CHUNKS_PER_RETENTION = 8;
const CHUNK_SECONDS_MIN = 600;

/**
 * Records are partitioned by topic, and each topic by time in chunks of an eighth of its retention, so that old ones
 * are dropped as tables, each topic at its own pace. Nothing but the primary order index is kept.
 */
const PG_LOG_TABLES = `
create schema if not exists log;

create table if not exists log.topics (
  name text primary key,
  partitions int not null check (partitions > 0),
  retention interval not null,
  chunk interval not null
);

create table if not exists log.records (
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  key text not null,
  headers text not null,
  value bytea not null,
  appended_at timestamptz not null
) partition by list (topic);
create index if not exists records_order on log.records (partition, "offset");
-- Values are read once and dropped soon: compressing them costs more than it saves.
alter table log.records alter column value set storage external;
alter table log.records alter column headers set storage external;

create table if not exists log.heads (
  topic text not null references log.topics,
  partition int not null,
  next_offset bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 50);

create table if not exists log.producers (
  producer text primary key,
  seq bigint not null,
  result text not null,
  at timestamptz not null
) with (fillfactor = 50);

create table if not exists log.offsets (
  group_name text not null,
  topic text not null references log.topics,
  partition int not null,
  next_offset bigint not null,
  primary key (group_name, topic, partition)
) with (fillfactor = 50);

create table if not exists log.members (
  member text primary key,
  group_name text not null,
  topic text not null references log.topics,
  backend_pid int not null,
  expires_at timestamptz not null
);
create index if not exists members_of_group on log.members (group_name, topic);

create table if not exists log.leases (
  group_name text not null,
  topic text not null references log.topics,
  partition int not null,
  member text not null references log.members on delete cascade,
  primary key (group_name, topic, partition)
);
create index if not exists leases_of_member on log.leases (member);
`;
