import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#persistence';

/** What a stopped installation has stored, read past row-level security: opens its database for one query. */
export async function queryHome<R extends pg.QueryResultRow>(home: string, text: string): Promise<R[]> {
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres') });
  const url = new URL(server.superuserUrl);
  url.pathname = '/caracal';
  const client = new pg.Client({ connectionString: url.toString() });
  try {
    await client.connect();
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
    await server.stop();
  }
}
