import pg from 'pg';
import { CaracalError } from '#kernel';
import { Database, type Listening, type Row, type Sql, type Statement, tenantSetting } from './database.js';
import { type ConnectOptions, connectionConfig } from './pg-connection.js';
import { leavesConnectionUsable, translated } from './pg-errors.js';
import { listenOn } from './pg-listen.js';
import { LATEST_MIGRATION } from './migrations/index.js';
import { type DataSource, type EntityManager, entitySource } from './pg-typeorm.js';

/** `Database` on a pool of node-postgres connections. Connects when first used. */
export class PgDatabase extends Database {
  override readonly dataSource: DataSource;
  private readonly pool: pg.Pool;
  /** The `app.tenants` that each connection's session has. */
  private readonly settings = new WeakMap<pg.PoolClient, string>();
  private readonly listeners = new Set<Listening>();
  private entitiesReady: Promise<unknown> | undefined;
  private isFit = false;

  constructor(private readonly options: PgDatabaseOptions) {
    super();
    this.pool = new pg.Pool({
      ...connectionConfig(options),
      max: options.connectionsMax ?? 10,
      idleTimeoutMillis: 60_000,
    });
    // An idle connection that breaks is dropped from the pool; whoever asks next gets a new one or the error.
    this.pool.on('error', () => undefined);
    // One that breaks while in use fails the statement too; without a listener the process would end.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    this.dataSource = entitySource(options);
  }

  override async query<R = Row>(
    tenantIds: readonly string[],
    statement: string | Statement,
    params?: readonly unknown[],
  ): Promise<R[]> {
    const client = await this.connection(tenantSetting(tenantIds));
    try {
      const rows = await run<R>(client, statement, params);
      client.release();
      return rows;
    } catch (error) {
      client.release(!leavesConnectionUsable(error));
      throw translated(error);
    }
  }

  override async withTenants<T>(tenantIds: readonly string[], work: (sql: Sql) => Promise<T>): Promise<T> {
    return await this.transaction(tenantSetting(tenantIds), work);
  }

  override async system<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return await this.transaction('', work);
  }

  override async withEntities<T>(
    tenantIds: readonly string[],
    work: (entities: EntityManager) => Promise<T>,
  ): Promise<T> {
    const setting = tenantSetting(tenantIds);
    try {
      await this.connectEntities();
      return await this.dataSource.transaction(async (entities) => {
        await entities.query(`select set_config('app.tenants', $1, true)`, [setting]);
        return await work(entities);
      });
    } catch (error) {
      throw translated(error);
    }
  }

  override listen(channel: string, onNotify: (payload: string) => void): Listening {
    const listening = listenOn(this.options, channel, onNotify);
    this.listeners.add(listening);
    return {
      close: async () => {
        this.listeners.delete(listening);
        await listening.close();
      },
    };
  }

  override async checkHealth(): Promise<void> {
    if (this.isFit) {
      await this.query([], 'select 1');
      return;
    }
    await this.checkFitness();
    this.isFit = true;
  }

  override async close(): Promise<void> {
    await Promise.all([...this.listeners].map((listening) => listening.close()));
    this.listeners.clear();
    await this.entitiesReady?.catch(() => undefined);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.pool.end();
  }

  /** What only changes with a deployment: the role must be bound by row-level security, the tables must be there. */
  private async checkFitness(): Promise<void> {
    const [role] = await this.query<{ bypasses: boolean }>(
      [],
      'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
    );
    if (role?.bypasses !== false) {
      throw new CaracalError(
        'unavailable',
        'DATABASE_URL logs in as a role that bypasses row-level security; use caracal_app',
      );
    }
    const migrated = await this.query([], 'select 1 from persistence.migrations where name = $1', [
      LATEST_MIGRATION,
    ]).catch((error: unknown) => {
      if (error instanceof CaracalError) throw error;
      return [];
    });
    if (migrated.length === 0)
      throw new CaracalError('unavailable', 'The database is not migrated to this version yet');
  }

  private async transaction<T>(setting: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.connection(setting);
    let broken = false;
    try {
      await client.query('begin');
      try {
        const result = await work({ query: (statement, params) => run(client, statement, params) });
        const { command } = await client.query('commit');
        // A statement failed, `work` went on regardless, and PostgreSQL answered COMMIT by rolling back.
        if (command !== 'COMMIT')
          throw new CaracalError('internal', 'The transaction was rolled back: a statement in it had failed');
        return result;
      } catch (error) {
        broken = !(await rolledBack(client));
        throw error;
      }
    } catch (error) {
      throw translated(error);
    } finally {
      client.release(broken);
    }
  }

  private async connection(setting: string): Promise<pg.PoolClient> {
    let client: pg.PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw translated(error);
    }
    if (this.settings.get(client) === setting) return client;
    try {
      await client.query({
        name: 'app.tenants',
        text: `select set_config('app.tenants', $1, false)`,
        values: [setting],
      });
      this.settings.set(client, setting);
      return client;
    } catch (error) {
      client.release(true);
      throw translated(error);
    }
  }

  private async connectEntities(): Promise<void> {
    this.entitiesReady ??= this.dataSource.initialize();
    try {
      await this.entitiesReady;
    } catch (error) {
      this.entitiesReady = undefined;
      throw error;
    }
  }
}

export interface PgDatabaseOptions extends ConnectOptions {
  /** Default 10. */
  readonly connectionsMax?: number;
}

async function run<R>(client: pg.PoolClient, statement: string | Statement, params?: readonly unknown[]): Promise<R[]> {
  const named = typeof statement === 'string' ? { text: statement } : { name: statement.name, text: statement.text };
  const result = await client.query({ ...named, ...(params && { values: params as unknown[] }) });
  return result.rows as R[];
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
