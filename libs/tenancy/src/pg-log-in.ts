import { randomBytes } from 'node:crypto';
import type { Clock } from '#kernel';
import type { Database, UserRole } from '#persistence';
import { CaracalError } from '#kernel';
import { sha256 } from './api-key.js';

/**
 * One-time log-in links and the sessions that they open. Both are random tokens, stored as SHA-256; a token that is
 * unknown, used or expired is simply not there, and nothing tells these apart.
 */
export class PgLogIn {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A token that logs this user in, once, within 15 minutes. Throws `CaracalError('not_found')`. */
  async createLoginLink(tenantId: string, userId: string, ttlMs = LINK_TTL_MS): Promise<IssuedToken> {
    const token = newToken();
    const expiresAtMs = this.clock.now() + ttlMs;
    const rows = await this.database.query(
      [tenantId],
      `insert into tenancy.login_links (token_hash, tenant_id, user_id, expires_at)
       select $1, tenant_id, id, $4 from tenancy.users where tenant_id = $2 and id = $3
       returning user_id`,
      [sha256(token), tenantId, userId, new Date(expiresAtMs)],
    );
    if (rows.length === 0) throw new CaracalError('not_found', 'There is no such user');
    return { token, expiresAtMs };
  }

  /** Uses a link up and opens a session. */
  async redeemLoginLink(token: string, sessionTtlMs = SESSION_TTL_MS): Promise<IssuedToken | undefined> {
    const tenantId = await this.tenantOf('tenant_of_login_link', token);
    if (tenantId === undefined) return undefined;
    const now = this.clock.now();
    const session = newToken();
    const expiresAtMs = now + sessionTtlMs;
    // One statement, so that of two that come at once one finds the link used.
    const rows = await this.database.query(
      [tenantId],
      `with link as (
         update tenancy.login_links set used_at = $2
         where token_hash = $1 and used_at is null and expires_at > $2
         returning tenant_id, user_id
       )
       insert into tenancy.sessions (token_hash, tenant_id, user_id, created_at, expires_at)
       select $3, tenant_id, user_id, $2, $4 from link
       returning user_id`,
      [sha256(token), new Date(now), sha256(session), new Date(expiresAtMs)],
    );
    if (rows.length === 0) return undefined;
    await this.removeExpired(tenantId, now);
    return { token: session, expiresAtMs };
  }

  async findSession(token: string): Promise<Session | undefined> {
    const tenantId = await this.tenantOf('tenant_of_session', token);
    if (tenantId === undefined) return undefined;
    const [row] = await this.database.query<SessionRow>(
      [tenantId],
      `select u.id, u.name, u.email, u.role, s.expires_at
       from tenancy.sessions s join tenancy.users u on u.tenant_id = s.tenant_id and u.id = s.user_id
       where s.token_hash = $1 and s.expires_at > $2`,
      [sha256(token), new Date(this.clock.now())],
    );
    if (!row) return undefined;
    const { expires_at: expiresAt, ...user } = row;
    return { tenantId, user, expiresAtMs: expiresAt.getTime() };
  }

  /** Logs out; a session that is gone already is no error. */
  async endSession(token: string): Promise<void> {
    const tenantId = await this.tenantOf('tenant_of_session', token);
    if (tenantId === undefined) return;
    await this.database.query([tenantId], 'delete from tenancy.sessions where token_hash = $1', [sha256(token)]);
  }

  /** People of a tenant, for instance those a case can be assigned to. */
  async users(tenantId: string): Promise<User[]> {
    return await this.database.query<User>(
      [tenantId],
      'select id, name, email, role from tenancy.users where tenant_id = $1 order by name, id limit 1000',
      [tenantId],
    );
  }

  /** By mail address, in whatever case. */
  async findUser(tenantId: string, email: string): Promise<User | undefined> {
    const [user] = await this.database.query<User>(
      [tenantId],
      'select id, name, email, role from tenancy.users where tenant_id = $1 and lower(email) = lower($2)',
      [tenantId, email],
    );
    return user;
  }

  private async tenantOf(
    lookup: 'tenant_of_login_link' | 'tenant_of_session',
    token: string,
  ): Promise<string | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const [row] = await this.database.query<{ tenant_id: string | null }>(
      [],
      { name: lookup, text: `select tenancy.${lookup}($1) as tenant_id` },
      [sha256(token)],
    );
    return row?.tenant_id ?? undefined;
  }

  private async removeExpired(tenantId: string, nowMs: number): Promise<void> {
    const now = [new Date(nowMs)];
    await this.database.query([tenantId], 'delete from tenancy.sessions where expires_at <= $1', now);
    await this.database.query([tenantId], 'delete from tenancy.login_links where expires_at <= $1', now);
  }
}

/** Shown once; only its hash is kept. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: UserRole;
}
export interface Session {
  readonly tenantId: string;
  readonly user: User;
  readonly expiresAtMs: number;
}
interface SessionRow extends User {
  readonly expires_at: Date;
}

const LINK_TTL_MS = 15 * 60_000;
const SESSION_TTL_MS = 12 * 60 * 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function newToken(): string {
  return randomBytes(32).toString('base64url');
}
