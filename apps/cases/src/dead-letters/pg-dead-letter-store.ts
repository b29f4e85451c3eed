import { hash } from 'node:crypto';
import { type DeadLetterStatus, deadLetterV1 } from '#contracts';
import { CaracalError, type Clock } from '#kernel';
import { type Database, type Outbox, PackedBytes, type Sql } from '#persistence';
import { readTimeCursor, writeTimeCursor } from '../time-cursor.js';
import type {
  DeadLetterListQuery,
  DeadLetterPage,
  DeadLetterRow,
  DeadLetterStore,
  LetterActor,
  OwnedLetter,
  WholeDeadLetter,
} from './dead-letter-store.js';
import { notReplayable, readable, readableKey } from './letter-payload.js';

const KEPT_MS = 30 * 86_400_000;
const KEPT_MAX = 10_000;

/** The table `cases.dead_letters`. Whole letters stay as they came, for replays; what lists show is kept as people may read it. */
export class PgDeadLetterStore implements DeadLetterStore {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async save(letters: readonly OwnedLetter[]): Promise<void> {
    if (letters.length === 0) return;
    const records = new PackedBytes();
    const rows = letters.map(({ tenantId, eventId, letter }) => ({
      tenant: tenantId,
      id: `dlt_${hash('sha256', `${tenantId}/${eventId}`).slice(0, 26)}`,
      topic: readable(letter.topic),
      group: readable(letter.group),
      key: readableKey(letter.key),
      error: readable(letter.error),
      attempts: letter.attempts,
      failed: letter.failedAtMs,
      bytes: letter.value.length,
      at: records.add(deadLetterV1.encode(letter)),
    }));
    const tenants = [...new Set(rows.map(({ tenant }) => tenant))];
    await this.database.query(tenants, SAVE, [JSON.stringify(rows), records.concat()]);
  }

  async list(tenantId: string, { limit, status, cursor }: DeadLetterListQuery): Promise<DeadLetterPage> {
    const { atMs, id } = readTimeCursor(cursor);
    const params = [tenantId, status ?? null, atMs, id, limit + 1];
    const rows = await this.database.query<DeadLetterRow>([tenantId], LIST, params);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { items, nextCursor: more ? writeTimeCursor({ atMs: last.failedAtMs, id: last.id }) : undefined };
  }

  async find(tenantId: string, id: string): Promise<WholeDeadLetter> {
    const [row] = await this.database.query<LetterRow>([tenantId], FIND, [tenantId, id]);
    return decoded(row);
  }

  async replay(actor: LetterActor, id: string, nowMs: number): Promise<void> {
    await this.database.withTenants([actor.tenantId], async (sql) => {
      const { letter } = await this.handle(sql, actor, id, 'replayed', nowMs);
      const refused = notReplayable(letter);
      if (refused !== undefined) throw new CaracalError('conflict', `It can’t be replayed: ${refused}`);
      const { topic, key, value, headers } = letter;
      await this.outbox.add(sql, { topic, key, value, headers });
    });
  }

  async discard(actor: LetterActor, id: string, nowMs: number): Promise<void> {
    await this.database.withTenants([actor.tenantId], (sql) => this.handle(sql, actor, id, 'discarded', nowMs));
  }

  async prune(tenantId: string): Promise<void> {
    await this.database.query([tenantId], PRUNE, [tenantId, this.clock.now() - KEPT_MS, KEPT_MAX]);
  }

  /** Marks an open letter; the transaction's end makes it so. */
  private async handle(
    sql: Sql,
    { tenantId, id: actor }: LetterActor,
    id: string,
    status: Exclude<DeadLetterStatus, 'open'>,
    nowMs: number,
  ): Promise<WholeDeadLetter> {
    const [row] = await sql.query<LetterRow>(LOCK, [tenantId, id]);
    const letter = decoded(row);
    if (letter.status !== 'open') throw new CaracalError('conflict', `It was ${letter.status} before`);
    await sql.query(HANDLE, [tenantId, id, status, nowMs, actor]);
    return letter;
  }
}

type LetterRow = DeadLetterRow & { readonly record: Buffer };

function decoded(row: LetterRow | undefined): WholeDeadLetter {
  if (!row) throw new CaracalError('not_found', 'There is no such dead letter');
  const { record, ...shown } = row;
  return { ...shown, letter: deadLetterV1.decode(record) };
}

const COLUMNS = `id, status, topic, consumer_group as "group", record_key as key, error, attempts,
  failed_at_ms as "failedAtMs", bytes, handled_at_ms as "handledAtMs", handled_by as "handledBy"`;
const SAVE = {
  name: 'dead-letters-save',
  text: `insert into cases.dead_letters (tenant_id, id, topic, consumer_group, record_key, error, attempts, failed_at_ms, bytes,
      record)
    select tenant, id, topic, "group", key, error, attempts, failed, bytes, substring($2::bytea from at[1] for at[2])
    from json_to_recordset($1::json) as r (tenant text, id text, topic text, "group" text, key text, error text,
      attempts bigint, failed bigint, bytes integer, at int[])
    order by tenant, id
    on conflict do nothing`,
};
const LIST = {
  name: 'dead-letters-list',
  text: `select ${COLUMNS} from cases.dead_letters
    where tenant_id = $1 and status = coalesce($2, status) and (failed_at_ms, id) < ($3, $4)
    order by failed_at_ms desc, id desc limit $5`,
};
const FIND = {
  name: 'dead-letter-find',
  text: `select ${COLUMNS}, record from cases.dead_letters where tenant_id = $1 and id = $2`,
};
const LOCK = { name: 'dead-letter-lock', text: `${FIND.text} for update` };
const HANDLE = {
  name: 'dead-letter-handle',
  text: `update cases.dead_letters set status = $3, handled_at_ms = $4, handled_by = $5
    where tenant_id = $1 and id = $2`,
};
const PRUNE = {
  name: 'dead-letters-prune',
  text: `delete from cases.dead_letters
    where tenant_id = $1 and failed_at_ms < greatest($2, (
      select failed_at_ms from cases.dead_letters where tenant_id = $1
      order by failed_at_ms desc, id desc offset $3 - 1 limit 1))`,
};
