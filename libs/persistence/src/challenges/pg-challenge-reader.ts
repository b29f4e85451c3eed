import { CaracalError } from '#kernel';
import { Database } from '../database.js';
import {
  ChallengeReader,
  type SandboxMessage,
  type SandboxPage,
  type SandboxQuery,
  type StoredChallenge,
} from './challenge-reader.js';

/** `ChallengeReader` on the schema `verification`. */
export class PgChallengeReader extends ChallengeReader {
  constructor(private readonly database: Database) {
    super();
  }

  override async byTransactionId(tenantId: string, transactionId: string): Promise<StoredChallenge | undefined> {
    const [row] = await this.database.query<Nullable<StoredChallenge>>([tenantId], BY_TRANSACTION, [
      tenantId,
      transactionId,
    ]);
    return row && { ...row, resolvedAtMs: row.resolvedAtMs ?? undefined, delivery: row.delivery ?? 'delivered' };
  }

  override async sandboxMessages(tenantId: string, { cursor, limit }: SandboxQuery): Promise<SandboxPage> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const rows = await this.database.query<Nullable<SandboxMessage>>([tenantId], MESSAGES, [
      tenantId,
      after?.atMs ?? null,
      after?.id ?? null,
      limit + 1,
    ]);
    const items = rows.slice(0, limit).map((row): SandboxMessage => ({
      ...row,
      code: row.code ?? undefined,
      challengeUrl: row.challengeUrl ?? undefined,
    }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? writeCursor(last) : undefined };
  }
}

/** Columns that can be absent come as null. */
type Nullable<T> = { readonly [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] } & {
  readonly delivery?: StoredChallenge['delivery'] | null;
};

const BY_TRANSACTION = {
  name: 'challenge-of-transaction',
  text: `select c.id, c.transaction_id as "transactionId", c.status, c.channel, c.attempts, c.sends,
      c.expires_at_ms as "expiresAtMs", c.resolved_at_ms as "resolvedAtMs",
      (select d.status from verification.deliveries d where d.challenge_id = c.id order by d.created_at_ms desc limit 1) as delivery
    from verification.challenges c where c.tenant_id = $1 and c.id = 'chl_' || substring($2 from 5) and c.transaction_id = $2`,
};
const MESSAGES = {
  name: 'sandbox-messages',
  text: `select m.id, m.challenge_id as "challengeId", c.transaction_id as "transactionId", m.livemode, c.status, m.recipient,
      m.subject, m.body, m.code, m.challenge_url as "challengeUrl", m.created_at_ms as "atMs", c.expires_at_ms as "expiresAtMs"
    from verification.sandbox_messages m join verification.challenges c on c.id = m.challenge_id
    where m.tenant_id = $1 and ($2::bigint is null or (m.created_at_ms, m.id) < ($2, $3))
    order by m.created_at_ms desc, m.id desc limit $4`,
};

function writeCursor({ atMs, id }: SandboxMessage): string {
  return Buffer.from(`${atMs}~${id}`).toString('base64url');
}

function readCursor(cursor: string): { atMs: number; id: string } {
  const match = /^(\d{1,15})~(chl_[\w.-]{1,64})$/.exec(
    Buffer.from(cursor.slice(0, 200), 'base64url').toString('latin1'),
  );
  if (!match) throw new CaracalError('invalid_request', 'The cursor is not one that a list gave; start without it');
  return { atMs: Number(match[1]), id: match[2]! };
}
