import { ALL_TOPICS } from '#contracts';
import { CaracalError } from '#kernel';
import type { OutRecord } from '#messaging';
import type { Sql } from '../database.js';

/**
 * The transactional outbox: a record added in a transaction reaches the log if, and only if, that transaction commits.
 * `OutboxRelay` carries it there, at least once.
 */
export class Outbox {
  /** The record's tenant is what its key begins with, and must be one that the transaction acts for. */
  async add(sql: Sql, record: OutRecord): Promise<void> {
    await this.addAll(sql, [record]);
  }

  /** Several, in order. Throws `CaracalError('record_too_large')` for one that the log would refuse. */
  async addAll(sql: Sql, records: readonly OutRecord[]): Promise<void> {
    if (records.length === 0) return;
    for (const record of records) check(record);
    await sql.query(ADD, [
      records.map((record) => record.key.slice(0, record.key.indexOf('/'))),
      records.map((record) => record.topic),
      records.map((record) => record.key),
      records.map((record) => record.value),
      records.map((record) => JSON.stringify(record.headers)),
      records.map((record) => record.partition ?? null),
    ]);
  }
}

export const OUTBOX_CHANNEL = 'outbox';

// The relay hears of it when the transaction commits.
const ADD = {
  name: 'outbox-add',
  text: `
    with added as (
      insert into persistence.outbox (tenant_id, topic, key, value, headers, partition)
      select tenant_id, topic, key, value, headers, partition
      from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::jsonb[], $6::int[])
        with ordinality as record (tenant_id, topic, key, value, headers, partition, position)
      order by position
      returning 1
    )
    select pg_notify('${OUTBOX_CHANNEL}', '') from added limit 1`,
};

const BYTES_MAX = new Map(ALL_TOPICS.map((topic) => [topic.name, topic.recordBytesMax]));

/** What the log would refuse later, when nobody could be told, is refused now. */
function check(record: OutRecord): void {
  const bytesMax = BYTES_MAX.get(record.topic);
  if (bytesMax === undefined) throw new CaracalError('internal', `There is no topic ${record.topic}`);
  if (record.value.length > bytesMax) {
    throw new CaracalError(
      'record_too_large',
      `A record of ${record.value.length} bytes is over the limit of ${bytesMax} bytes of ${record.topic}`,
    );
  }
  if (!record.key.includes('/')) throw new CaracalError('internal', 'A record key begins with the tenant and a slash');
}
