import { CaracalError, repeat, type Repeated } from '#kernel';
import type { EventLog, OutRecord } from '#messaging';
import type { Database, Listening, Sql } from '../database.js';
import { OUTBOX_CHANNEL } from './outbox.js';

/**
 * Carries records from the outbox to the log, in the order in which they were added. Each stays in the outbox until the
 * log has it, so a crash between the two sends it again. Any number of processes may run a relay: one works at a time.
 */
export class OutboxRelay {
  private rounds: Repeated | undefined;
  private listening: Listening | undefined;

  constructor(
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  start(): void {
    this.rounds = repeat(POLL_EVERY_MS, () => this.relayOnce(), this.onError);
    this.listening = this.database.listen(OUTBOX_CHANNEL, () => this.rounds?.nudge());
  }

  /** Waits for the batch that is on its way. What is left goes with the next start. */
  async stop(): Promise<void> {
    await this.listening?.close();
    await this.rounds?.stop();
  }

  /** Sends one batch; whether there is more. */
  async relayOnce(): Promise<boolean> {
    const waiting = await this.database.query<{ tenant: string }>([], TENANTS, [BATCH_MAX]);
    if (waiting.length === 0) return false;
    return await this.database.withTenants(
      waiting.map((row) => row.tenant),
      (sql) => this.relay(sql),
    );
  }

  private async relay(sql: Sql): Promise<boolean> {
    const [turn] = await sql.query<{ mine: boolean }>(LOCK, [RELAY_LOCK]);
    if (!turn?.mine) return false;
    const rows = await sql.query<OutboxRow>(OLDEST, [BATCH_MAX]);
    if (rows.length === 0) return false;
    await within(APPEND_MS_MAX, this.log.append(rows.map(recordOf)));
    await sql.query(REMOVE, [rows.map((row) => row.id)]);
    return true;
  }
}

interface OutboxRow {
  readonly id: number;
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly partition: number | null;
}

const POLL_EVERY_MS = 1_000;
const BATCH_MAX = 500;
const APPEND_MS_MAX = 20_000;
/** Any number, as long as it stays. Held until the transaction ends, with the connection if need be. */
const RELAY_LOCK = 715_309_413;

const TENANTS = { name: 'outbox-tenants', text: 'select tenant from persistence.outbox_tenants($1) as tenant' };
const LOCK = { name: 'outbox-lock', text: 'select pg_try_advisory_xact_lock($1) as mine' };
const OLDEST = {
  name: 'outbox-oldest',
  text: 'select id, topic, key, value, headers, partition from persistence.outbox order by id limit $1',
};
const REMOVE = { name: 'outbox-remove', text: 'delete from persistence.outbox where id = any($1)' };

function recordOf(row: OutboxRow): OutRecord {
  const { topic, key, value, headers, partition } = row;
  return { topic, key, value, headers, ...(partition !== null && { partition }) };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CaracalError('unavailable', `The log took nothing for ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
