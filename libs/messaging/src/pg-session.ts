import pg from 'pg';
import { backOffMs, pause, type BackOff } from './back-off.js';

/**
 * One connection to the database that comes back by itself: after a failure it is thrown away, and opened again with
 * back-off. A query on it either gives its answer or throws; whether it took effect is then unknown.
 */
export class PgSession {
  private client: pg.Client | undefined;
  private opening: Promise<pg.Client> | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private closed = false;
  /** Why the last query or connection failed; undefined once one works again. */
  trouble: unknown;

  constructor(
    private readonly config: pg.ClientConfig,
    private readonly hooks: PgSessionHooks = {},
  ) {}

  /**
   * Text and values as pg takes them; a name makes it a prepared statement. Throws at once when not connected and the
   * database is away. Queries run one after the other, in the order of their calls.
   */
  query<R extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<R>> {
    const result = this.turn.then(() => this.run<R>(query));
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Connects again whenever the connection is lost, until closed. */
  async keepOpen(): Promise<void> {
    for (let failures = 0; !this.closed && this.client === undefined;) {
      try {
        await this.open();
      } catch {
        await pause(backOffMs(++failures, BACK_OFF));
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async run<R extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<R>> {
    const client = this.client ?? (await this.open());
    try {
      const result = await client.query<R>(query);
      this.trouble = undefined;
      return result;
    } catch (error) {
      this.trouble = error;
      // An error that the server reports leaves the connection usable; anything else (time-out, lost) doesn't.
      if (!(error instanceof pg.DatabaseError) || error.severity === 'FATAL') this.discard(client);
      throw error;
    }
  }

  private open(): Promise<pg.Client> {
    return (this.opening ??= this.connect().finally(() => {
      this.opening = undefined;
    }));
  }

  private async connect(): Promise<pg.Client> {
    if (this.closed) throw new Error('The connection is closed');
    const client = new pg.Client({ ...TIMEOUTS, ...this.config });
    client.on('error', (error) => {
      this.trouble = error;
      this.discard(client);
    });
    client.on('end', () => this.discard(client));
    client.on('notification', ({ channel, payload }) => this.hooks.notified?.(channel, payload ?? ''));
    try {
      await client.connect();
      await this.hooks.connected?.(client);
    } catch (error) {
      this.trouble = error;
      void client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    this.trouble = undefined;
    return client;
  }

  private discard(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    this.hooks.lost?.();
  }
}

export interface PgSessionHooks {
  /** Runs on each new connection before anything else. */
  connected?(client: pg.Client): Promise<void>;
  lost?(): void;
  notified?(channel: string, payload: string): void;
}

const TIMEOUTS: pg.ClientConfig = {
  connectionTimeoutMillis: 3000,
  query_timeout: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 5000,
};
const BACK_OFF: BackOff = { baseMs: 50, maxMs: 1000 };
