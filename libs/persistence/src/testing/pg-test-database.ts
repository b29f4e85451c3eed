import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded/start-embedded-postgres.js';
import { isAlive } from '../embedded/process-identity.js';
import { PgDatabase } from '../pg-database.js';
import { migrate } from '../pg-migrate.js';

/**
 * A fresh, migrated database for a test file: a real PostgreSQL, started once in a test process (not durable, for
 * speed), where each call copies a template. Call it at the top of a file or in `beforeAll`; it cleans up by itself.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(server, `create database ${name} template caracal owner caracal_owner`);
  await asSuperuser(server, `revoke all on database ${name} from public`);
  await asSuperuser(server, `grant connect on database ${name} to caracal_app`);
  const appUrl = inDatabase(server.appUrl, name);
  const database = new PgDatabase({ url: appUrl, connectionsMax: 6 });
  afterAll(async () => {
    await database.close();
    await asSuperuser(server, `drop database ${name} with (force)`);
  });
  return {
    database,
    appUrl,
    ownerUrl: inDatabase(server.ownerUrl, name),
    superuserUrl: inDatabase(server.superuserUrl, name),
  };
}

export interface TestDatabase {
  /** As services use it: the application's role. */
  readonly database: PgDatabase;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Sees all rows; for arranging and checking. */
  readonly superuserUrl: string;
}

let running: Promise<EmbeddedPostgres> | undefined;

/** The server of this test process, with a migrated database `caracal` that is the template: don't connect to it. */
export function testServer(): Promise<EmbeddedPostgres> {
  return (running ??= start());
}

const PREFIX = 'caracal-test-';

async function start(): Promise<EmbeddedPostgres> {
  removeLeftOvers();
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  // The server ends by itself when this process does; its files go now or with the next test run.
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }));
  await migrate(server.ownerUrl);
  return server;
}

function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Its server is just ending, or it is another account's.
    }
  }
}

async function asSuperuser(server: EmbeddedPostgres, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  return url
    .replace('/caracal?', `/${name}?`)
    .replace('/postgres?', `/${name}?`)
    .replace(/\/caracal$/, `/${name}`);
}
