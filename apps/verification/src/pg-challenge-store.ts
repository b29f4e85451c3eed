import {
  challengeUrl,
  HybridLogicalClock,
  recordHeaders,
  recordKey,
  topics,
  verificationV1,
  type VerificationV1,
} from '#contracts';
import type { OutRecord } from '#messaging';
import { Database, Outbox, type Sql } from '#persistence';
import {
  type Challenge,
  type ChallengeStatus,
  type Channel,
  mayResend,
  outcomeOfAttempt,
  standing,
  type Submission,
} from './challenge.js';
import { ChallengeStore, type NewChallenge, type ResendResult } from './challenge-store.js';
import { messageText } from './delivery/message-text.js';
import { OneTimeCodes } from './one-time-code.js';

/** Challenges in PostgreSQL. An attempt holds its row's lock to the end of its transaction, so attempts count one by one. */
export class PgChallengeStore extends ChallengeStore {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly codes: OneTimeCodes,
    private readonly links: LinkSettings,
  ) {
    super();
  }

  override async open(challenges: readonly NewChallenge[], nowMs: number): Promise<string[]> {
    const rows = challenges.map((challenge) => {
      const code = this.codes.fresh();
      return {
        ...challenge,
        traceparent: challenge.traceparent ?? null,
        codeHash: this.codes.hash(challenge.id, code).toString('hex'),
        ...this.messageOf(challenge, code, nowMs),
      };
    });
    const opened = await this.database.query<{ id: string }>(tenantsOf(challenges), OPEN, [
      JSON.stringify(rows),
      nowMs,
    ]);
    return opened.map(({ id }) => id);
  }

  override async tenantOf(challengeId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ tenant: string | null }>(
      [],
      { name: 'challenge-tenant', text: 'select verification.tenant_of($1) as tenant' },
      [challengeId],
    );
    return row?.tenant ?? undefined;
  }

  override async find(tenantId: string, challengeId: string): Promise<Challenge | undefined> {
    const [row] = await this.database.query<ChallengeRow>([tenantId], FIND, [challengeId, tenantId]);
    return row && challengeOf(row);
  }

  override async sandboxCode(tenantId: string, challengeId: string, nowMs: number): Promise<string | undefined> {
    const [row] = await this.database.query<{ code: string | null }>([tenantId], SANDBOX_CODE, [
      challengeId,
      tenantId,
      nowMs,
    ]);
    return row?.code ?? undefined;
  }

  override async attempt(
    tenantId: string,
    challengeId: string,
    typed: string,
    nowMs: number,
  ): Promise<Submission | undefined> {
    return await this.database.withTenants([tenantId], async (sql) => {
      const [row] = await sql.query<ChallengeRow>(COUNT_ATTEMPT, [challengeId, tenantId, nowMs]);
      if (!row) return await this.whyNoAttempt(sql, tenantId, challengeId, nowMs);
      const submission = outcomeOfAttempt(this.codes.matches(challengeId, typed, row.code_hash!), row.attempts);
      if (submission.kind === 'passed' || submission.kind === 'failed')
        await this.end(sql, row, submission.kind, nowMs);
      return submission;
    });
  }

  override async resend(tenantId: string, challengeId: string, nowMs: number): Promise<ResendResult | undefined> {
    return await this.database.withTenants([tenantId], async (sql): Promise<ResendResult | undefined> => {
      const [row] = await sql.query<ChallengeRow>(LOCK, [challengeId, tenantId]);
      if (!row) return undefined;
      const challenge = challengeOf(row);
      const answer = mayResend(challenge, nowMs);
      if (answer.kind === 'closed') return { kind: 'closed', challenge: { ...challenge, status: answer.status } };
      if (answer.kind !== 'send') return answer;
      const code = this.codes.fresh();
      const message = this.messageOf({ ...challenge, email: row.email }, code, nowMs);
      await sql.query(RESEND, [
        challengeId,
        tenantId,
        nowMs,
        this.codes.hash(challengeId, code),
        JSON.stringify([{ ...challenge, ...message }]),
      ]);
      return { kind: 'sent', challenge: { ...challenge, sends: challenge.sends + 1, lastSentAtMs: nowMs } };
    });
  }

  override async cancel(tenantId: string, challengeId: string, nowMs: number): Promise<Challenge | undefined> {
    return await this.database.withTenants([tenantId], async (sql) => {
      const [row] = await sql.query<ChallengeRow>(LOCK, [challengeId, tenantId]);
      if (!row) return undefined;
      const challenge = challengeOf(row);
      const status = standing(challenge, nowMs);
      if (status !== 'pending') return { ...challenge, status };
      await this.end(sql, row, 'cancelled', nowMs);
      return { ...challenge, status: 'cancelled', resolvedAtMs: nowMs };
    });
  }

  override async expire(nowMs: number, most: number): Promise<number> {
    const tenants = await this.database.query<{ tenant: string }>(
      [],
      'select verification.tenants_with_overdue_challenges($1, $2) as tenant',
      [nowMs, most],
    );
    if (tenants.length === 0) return 0;
    return await this.database.withTenants(
      tenants.map(({ tenant }) => tenant),
      async (sql) => {
        const overdue = await sql.query<ChallengeRow>(OVERDUE, [nowMs, most]);
        for (const row of overdue) await this.end(sql, row, 'expired', row.expires_at_ms);
        return overdue.length;
      },
    );
  }

  /** The only way to the end of a challenge: its row, what must be forgotten, and its record, together. */
  private async end(sql: Sql, row: ChallengeRow, result: VerificationV1['result'], atMs: number): Promise<void> {
    await sql.query(END, [row.id, row.tenant_id, result, atMs]);
    await this.outbox.add(sql, this.resultRecord(row, result, atMs));
  }

  private resultRecord(row: ChallengeRow, result: VerificationV1['result'], atMs: number): OutRecord {
    return {
      topic: topics.verifications.name,
      key: recordKey(row.tenant_id, row.transaction_id),
      value: verificationV1.encode({
        challengeId: row.id,
        tenantId: row.tenant_id,
        transactionId: row.transaction_id,
        result,
        method: 'otp',
        attempts: row.attempts,
        resolvedAtMs: atMs,
      }),
      headers: recordHeaders({
        id: `${row.id}.${result}`,
        type: verificationV1.type,
        source: 'verification',
        tenantId: row.tenant_id,
        hlc: this.stamps.tick(atMs),
        traceparent: row.traceparent ?? undefined,
      }),
    };
  }

  private async whyNoAttempt(
    sql: Sql,
    tenantId: string,
    challengeId: string,
    nowMs: number,
  ): Promise<Submission | undefined> {
    const [row] = await sql.query<ChallengeRow>(FIND, [challengeId, tenantId]);
    if (!row) return undefined;
    const status = standing(challengeOf(row), nowMs);
    if (status === 'expired') return { kind: 'expired' };
    return status === 'pending' ? { kind: 'failed' } : { kind: 'done', status };
  }

  /** How the code goes out: readable in the sandbox's message of test data, sealed for the worker, else not at all. */
  private messageOf(
    challenge: MessageParts,
    code: string,
    nowMs: number,
  ): { subject: string; body: string; code: string | null; url: string | null; sealed: string | null } {
    const readable = challenge.channel === 'sandbox' && !challenge.livemode ? code : undefined;
    const { subject, text } = messageText({ ...challenge, code: readable }, nowMs);
    return {
      subject,
      body: text,
      code: readable ?? null,
      url: challenge.livemode ? null : challengeUrl(this.links.publicUrl, this.links.secret, challenge.id),
      sealed: challenge.channel === 'sandbox' ? null : this.codes.seal(challenge.id, code).toString('hex'),
    };
  }
}

export interface LinkSettings {
  readonly publicUrl: string;
  readonly secret: string;
}

type MessageParts = Pick<
  NewChallenge,
  'id' | 'channel' | 'livemode' | 'amountMinor' | 'currency' | 'expiresAtMs' | 'email'
>;

interface ChallengeRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly transaction_id: string;
  readonly livemode: boolean;
  readonly status: ChallengeStatus;
  readonly channel: Channel;
  readonly amount_minor: number;
  readonly currency: string;
  readonly email: string;
  readonly code_hash: Buffer | null;
  readonly attempts: number;
  readonly sends: number;
  readonly last_sent_at_ms: number;
  readonly expires_at_ms: number;
  readonly resolved_at_ms: number | null;
  readonly traceparent: string | null;
}

const COLUMNS = `id, tenant_id, transaction_id, livemode, status, channel, amount_minor, currency, email, code_hash, attempts,
  sends, last_sent_at_ms, expires_at_ms, resolved_at_ms, traceparent`;
const FIND = {
  name: 'challenge-find',
  text: `select ${COLUMNS} from verification.challenges where id = $1 and tenant_id = $2`,
};
const SANDBOX_CODE = {
  name: 'challenge-sandbox-code',
  text: `select m.code from verification.challenges c join verification.sandbox_messages m on m.id = c.id || '.' || c.sends
    where c.id = $1 and c.tenant_id = $2 and m.tenant_id = $2 and c.status = 'pending' and c.expires_at_ms > $3
      and not c.livemode and not m.livemode`,
};
const LOCK = {
  name: 'challenge-lock',
  text: `select ${COLUMNS} from verification.challenges where id = $1 and tenant_id = $2 for update`,
};
const COUNT_ATTEMPT = {
  name: 'challenge-attempt',
  text: `update verification.challenges set attempts = attempts + 1
    where id = $1 and tenant_id = $2 and status = 'pending' and expires_at_ms > $3
    returning ${COLUMNS}`,
};
const OVERDUE = {
  name: 'challenges-overdue',
  text: `select ${COLUMNS} from verification.challenges
    where status = 'pending' and expires_at_ms <= $1 order by expires_at_ms limit $2 for update skip locked`,
};
const END = {
  name: 'challenge-end',
  text: `with ended as (
      update verification.challenges set status = $3, resolved_at_ms = $4, code_hash = null, email = ''
      where id = $1 and tenant_id = $2 returning id)
    update verification.deliveries d set status = 'failed', sealed_code = null, done_at_ms = $4, problem = 'the challenge has ended'
    from ended where d.challenge_id = ended.id and d.status = 'waiting'`,
};
/** How a JSON message becomes a delivery or a sandbox message; `m` is the message, `c` the challenge's row. */
const PUT_MESSAGES = `
  delivery as (
    insert into verification.deliveries (id, tenant_id, challenge_id, channel, sealed_code, next_at_ms, created_at_ms)
    select c.id || '.' || c.sends, c.tenant_id, c.id, c.channel, decode(m.sealed, 'hex'), c.last_sent_at_ms, c.last_sent_at_ms
    from changed c join message m on m.id = c.id where c.channel <> 'sandbox'),
  sandbox as (
    insert into verification.sandbox_messages
      (id, tenant_id, challenge_id, livemode, recipient, subject, body, code, challenge_url, created_at_ms)
    select c.id || '.' || c.sends, c.tenant_id, c.id, c.livemode,
      case when c.livemode then 'no delivery channel is configured' else c.email end,
      m.subject, m.body, m.code, case when not c.livemode then m.url end, c.last_sent_at_ms
    from changed c join message m on m.id = c.id where c.channel = 'sandbox')
  select id from changed`;
const OPEN = {
  name: 'challenges-open',
  text: `with message as (
      select * from json_to_recordset($1::json) as m (id text, "tenantId" text, "transactionId" text, "externalId" text,
        "accountId" text, email text, livemode boolean, "amountMinor" bigint, currency text, "expiresAtMs" bigint,
        traceparent text, channel text, "codeHash" text, subject text, body text, code text, url text, sealed text)),
    changed as (
      insert into verification.challenges (id, tenant_id, transaction_id, external_id, account_id, livemode, channel,
        amount_minor, currency, email, code_hash, last_sent_at_ms, created_at_ms, expires_at_ms, traceparent)
      select id, "tenantId", "transactionId", "externalId", "accountId", livemode, channel, "amountMinor", currency, email,
        decode("codeHash", 'hex'), $2, $2, "expiresAtMs", traceparent
      from message on conflict (id) do nothing
      returning id, tenant_id, channel, livemode, email, sends, last_sent_at_ms),
    ${PUT_MESSAGES}`,
};
const RESEND = {
  name: 'challenge-resend',
  text: `with message as (
      select * from json_to_recordset($5::json) as m (id text, subject text, body text, code text, url text, sealed text)),
    superseded as (
      update verification.deliveries set status = 'failed', sealed_code = null, done_at_ms = $3, problem = 'a newer code was sent'
      where challenge_id = $1 and status = 'waiting'),
    changed as (
      update verification.challenges set sends = sends + 1, last_sent_at_ms = $3, code_hash = $4
      where id = $1 and tenant_id = $2
      returning id, tenant_id, channel, livemode, email, sends, last_sent_at_ms),
    ${PUT_MESSAGES}`,
};

function challengeOf(row: ChallengeRow): Challenge {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    transactionId: row.transaction_id,
    livemode: row.livemode,
    status: row.status,
    channel: row.channel,
    amountMinor: row.amount_minor,
    currency: row.currency,
    attempts: row.attempts,
    sends: row.sends,
    lastSentAtMs: row.last_sent_at_ms,
    expiresAtMs: row.expires_at_ms,
    resolvedAtMs: row.resolved_at_ms ?? undefined,
  };
}

function tenantsOf(challenges: readonly NewChallenge[]): string[] {
  return [...new Set(challenges.map(({ tenantId }) => tenantId))];
}
