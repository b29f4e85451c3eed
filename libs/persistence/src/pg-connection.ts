import pg from 'pg';

/** How every connection to PostgreSQL is made: time-outs on all waits, and values as JavaScript wants them. */
export interface ConnectOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** The server gives up a statement after this long. Default 10,000; 0 for migrations. */
  readonly statementTimeoutMs?: number;
}

export const STATEMENT_TIMEOUT_MS = 10_000;
export const CONNECT_TIMEOUT_MS = 5_000;

export function connectionConfig(options: ConnectOptions): pg.ClientConfig {
  const statementMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  return {
    connectionString: options.url,
    application_name: options.applicationName ?? 'caracal',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // The client's own time-out is for a server that no longer answers at all.
    ...(statementMs > 0 && { statement_timeout: statementMs, query_timeout: statementMs + 2_000 }),
    idle_in_transaction_session_timeout: 60_000,
    // Planned anew each time, which takes a fraction of a batch's work: a plan that was made while its table was nearly empty
    // finds rows by any index, and would be kept when the table has a million.
    options: '-c plan_cache_mode=force_custom_plan',
    types,
  };
}

/** Our bigints are milliseconds, minor units, offsets and counts: all far below 2^53, so they are numbers. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
// Array of int8; the driver has no name for it.
types.setTypeParser(1016, (text: string) =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : Number(item))),
);
