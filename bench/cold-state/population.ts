/** Millions of stored entities in a PostgreSQL of their own. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, migrate, PgDatabase, startEmbeddedPostgres } from '#persistence';
import type { Filled } from './fill.js';
import { TENANT } from './payments.js';

export class Population {
  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedPostgres,
    readonly database: PgDatabase,
    readonly filled: Filled,
  ) {}

  /** @param msMax - it is given up, and removed, after so long */
  static async make(entities: number, msMax: number): Promise<Population> {
    const folder = mkdtempSync(join(tmpdir(), `caracal-bench-${process.pid}-`));
    let server: EmbeddedPostgres | undefined;
    try {
      // What is measured reads; nothing of it has to survive.
      server = await startEmbeddedPostgres({ dataDir: folder, durable: false });
      await migrate(server.ownerUrl);
      const filled = await fill(server.ownerUrl, entities, msMax);
      return new Population(folder, server, new PgDatabase({ url: server.appUrl, connectionsMax: 4 }), filled);
    } catch (error) {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What the table and its index take on disk, and a state on average. */
  async sizes(): Promise<{ readonly tableBytes: number; readonly stateBytes: number }> {
    const [row] = await this.database.query<{ table: string; state: number }>(
      [TENANT],
      `select pg_total_relation_size('cep.entity_state') as table,
         (select avg(length(state))::float8 from cep.entity_state tablesample system (0.5)) as state`,
    );
    return { tableBytes: Number(row!.table), stateBytes: row!.state };
  }

  async remove(): Promise<void> {
    await this.database.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** In a process of its own, whose memory is none of the matcher's. */
async function fill(url: string, entities: number, msMax: number): Promise<Filled> {
  const child = fork(join(import.meta.dirname, 'fill.js'), [url, String(entities)], {
    timeout: Math.max(1, Math.floor(msMax)),
  });
  let filled: Filled | undefined;
  child.on('message', (message) => (filled = message as Filled));
  await new Promise((resolve) => child.once('exit', resolve));
  if (filled === undefined) throw new Error('the entities were not stored in time; take fewer, or more --minutes-max');
  return filled;
}
