import type pg from 'pg';
import type { LogRecord } from './event-log.js';

/** Reads the log by query: for whoever fell behind the tail in memory, and for replays. */
export class PgLogReader {
  constructor(private readonly pool: pg.Pool) {}

  /** Ends a batch at 4 MiB of values, but always gives one record if there is one. */
  async fetch(topic: string, partition: number, offset: number, recordsMax: number): Promise<LogRecord[]> {
    const { rows } = await this.pool.query<RecordRow>({
      name: 'caracal-fetch',
      text: FETCH,
      values: [topic, partition, offset, recordsMax, BATCH_BYTES_MAX],
    });
    return rows.map((row) => ({
      topic,
      partition,
      offset: Number(row.offset),
      key: row.key,
      value: row.value,
      headers: JSON.parse(row.headers) as Record<string, string>,
      appendedAtMs: row.appended_at_ms,
    }));
  }

  async head(topic: string, partition: number): Promise<number> {
    const { rows } = await this.pool.query<{ next_offset: string }>(
      'select next_offset from log.heads where topic = $1 and partition = $2',
      [topic, partition],
    );
    return Number(rows[0]?.next_offset ?? 0);
  }

  async lag(group: string, topic: string, partitions: readonly number[]): Promise<number> {
    const { rows } = await this.pool.query<{ lag: string }>(LAG, [group, topic, partitions]);
    return Number(rows[0]?.lag ?? 0);
  }

  async maintain(topic: string): Promise<void> {
    await this.pool.query('select log.maintain($1)', [topic]);
  }
}

interface RecordRow {
  readonly offset: string;
  readonly key: string;
  readonly headers: string;
  readonly value: Buffer;
  readonly appended_at_ms: number;
}

const FETCH = `
  select "offset", key, headers, value, (extract(epoch from appended_at) * 1000)::float8 as appended_at_ms
  from (
    select *, sum(octet_length(value)) over (order by "offset") - octet_length(value) as bytes_before
    from (
      select * from log.records where topic = $1 and partition = $2 and "offset" >= $3 order by "offset" limit $4
    ) first
  ) summed
  where bytes_before < $5 order by "offset"`;
/** What retention dropped can't be read any more and doesn't count. */
const LAG = `
  select coalesce(sum(h.next_offset - coalesce(o.next_offset, 0)), 0)::text as lag from log.heads h
  left join log.offsets o on o.group_name = $1 and o.topic = h.topic and o.partition = h.partition
  where h.topic = $2 and h.partition = any($3)`;
const BATCH_BYTES_MAX = 4 * 1024 * 1024;
