import type { DataSource, EntityManager } from './pg-typeorm.js';

/**
 * The way to PostgreSQL for everything but migrations. Every access names the tenants that it acts for; row-level
 * security shows and takes only their rows. Connections are pooled and remember the tenants they were set to, so a
 * steady stream for the same tenants costs one round trip a statement.
 *
 * Errors: PostgreSQL's own (`code` is the SQLSTATE; see `isUniqueViolation`), and `CaracalError('unavailable')` when the
 * server can't be reached, is shutting down, is full, or a time-out passed. The pool reconnects by itself.
 */
export abstract class Database {
  /** TypeORM over the same role, for reading entities; see `withEntities` for access to tenants' rows. */
  abstract readonly dataSource: DataSource;

  /** One statement, committed by itself; its rows. Add `returning` to learn which rows a change touched. */
  abstract query<R = Row>(
    tenantIds: readonly string[],
    statement: string | Statement,
    params?: readonly unknown[],
  ): Promise<R[]>;

  /** One transaction for these tenants; rolled back when `work` throws. */
  abstract withTenants<T>(tenantIds: readonly string[], work: (sql: Sql) => Promise<T>): Promise<T>;

  /** One transaction without tenants: for tables that have none, such as checkpoints. */
  abstract system<T>(work: (sql: Sql) => Promise<T>): Promise<T>;

  /** One TypeORM transaction for these tenants. */
  abstract withEntities<T>(tenantIds: readonly string[], work: (entities: EntityManager) => Promise<T>): Promise<T>;

  /**
   * Calls `onNotify` with the payload of each NOTIFY on `channel`, and with an empty payload whenever some may have been
   * missed: when the connection is made and each time it is made anew. Resolves at once; an outage delays only the calls.
   */
  abstract listen(channel: string, onNotify: (payload: string) => void): Listening;

  /** Rejects with the reason while statements can't succeed. */
  abstract checkHealth(): Promise<void>;

  /** Waits for running work, then closes every connection. */
  abstract close(): Promise<void>;
}

/** Statements inside one transaction. */
export interface Sql {
  query<R = Row>(statement: string | Statement, params?: readonly unknown[]): Promise<R[]>;
}

/** A statement with a name is parsed and planned once per connection. The same name always means the same text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Row = Record<string, unknown>;

export interface Listening {
  close(): Promise<void>;
}

const TENANT = /^[A-Za-z0-9_-]{1,64}$/;

/** The value of `app.tenants`. Ids can't hold the comma that separates them; anything else that isn't an id is refused too. */
export function tenantSetting(tenantIds: readonly string[]): string {
  if (tenantIds.length === 1) return checked(tenantIds[0]!);
  return [...new Set(tenantIds.map(checked))].sort().join(',');
}

function checked(id: string): string {
  if (!TENANT.test(id)) throw new TypeError('A tenant id is 1 to 64 letters, digits, _ and -');
  return id;
}
