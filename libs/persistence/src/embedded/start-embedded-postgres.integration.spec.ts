import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { isAlive } from './process-identity.js';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.js';

describe('start', () => {
  test('fresh folder → database, roles, durable settings, no TCP; again → the same data', async () => {
    const dataDir = folder();
    const first = await startEmbeddedPostgres({ dataDir });
    const [settings] = await query(
      first.appUrl,
      `select current_user as me, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
         current_setting('full_page_writes') as pages, current_setting('listen_addresses') as tcp,
         current_setting('data_checksums') as checksums`,
    );
    expect(settings).toEqual({ me: 'caracal_app', fsync: 'on', commit: 'on', pages: 'on', tcp: '', checksums: 'on' });
    await query(first.ownerUrl, 'create schema s; create table s.t (x int); insert into s.t values (42)');
    await first.stop();
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second.ownerUrl, 'select x from s.t')).toEqual([{ x: 42 }]);
    expect(second.appUrl).toBe(first.appUrl);
    await second.stop();
  });

  test('passwords: random, required, in a file for its owner alone', async () => {
    const dataDir = folder();
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    onTestFinished(() => server.stop());
    expect(statSync(join(dataDir, 'passwords.json')).mode & 0o777).toBe(0o600);
    const passwords = JSON.parse(readFileSync(join(dataDir, 'passwords.json'), 'utf8')) as Record<string, string>;
    expect(new Set(Object.values(passwords)).size).toBe(3);
    for (const url of [server.superuserUrl, server.ownerUrl, server.appUrl]) {
      await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    }
    expect(readdirSync(dataDir).sort()).toEqual(['cluster', 'lock', 'passwords.json', 'socket']);
  });

  test('found by its folder while it runs, and only then', async () => {
    const dataDir = folder();
    expect(findEmbeddedPostgres(dataDir)).toBeUndefined();
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    const { appUrl, ownerUrl, superuserUrl } = server;
    expect(findEmbeddedPostgres(dataDir)).toEqual({ appUrl, ownerUrl, superuserUrl });
    await server.stop();
    expect(findEmbeddedPostgres(dataDir)).toBeUndefined();
  });

  test('a port asked for: listens there too, on this machine alone', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const server = await startEmbeddedPostgres({ dataDir: folder(), port, durable: false });
    onTestFinished(() => server.stop());
    const url = server.appUrl.replace(/@localhost.*$/, `@127.0.0.1:${port}/caracal`);
    expect(await query(url, `select host(inet_server_addr()) as at`)).toEqual([{ at: '127.0.0.1' }]);
  });

  test('a folder whose path is long and odd → works', async () => {
    const dataDir = join(folder(), 'a, "b" c', 'd'.repeat(120));
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe('what stands in the way: one clear line', () => {
  test('the folder is used by a live instance of this or another process', async () => {
    const dataDir = folder();
    const first = await startEmbeddedPostgres({ dataDir, durable: false });
    onTestFinished(() => first.stop());
    const line = `The data folder ${dataDir} is used by another Caracal (process ${process.pid})`;
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'conflict', message: line });
    expect(await (await hold(dataDir)).said).toEqual({ error: line });
    expect(await query(first.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('the folder is a file', async () => {
    const dataDir = join(folder(), 'file');
    writeFileSync(dataDir, '');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`The data folder ${dataDir} is not a folder`);
    await expect(startEmbeddedPostgres({ dataDir: join(dataDir, 'below') })).rejects.toThrow('is not a folder');
  });

  test('the folder can’t be written to', async () => {
    const dataDir = join(folder(), 'closed');
    mkdirSync(dataDir, { mode: 0o500 });
    // Root may write anywhere but to a file system that is read-only.
    if (process.getuid?.() === 0 && !mounted(dataDir, 'ro')) return;
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /^The data folder \S+ (is read-only|can't be written to: permission denied)$/,
      ) as string,
    });
  });

  test('the disk is full', async (context) => {
    const dataDir = folder();
    if (!mounted(dataDir, 'size=12m')) return context.skip('needs the right to mount a small disk');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`The disk of the data folder ${dataDir} is full`);
    expect(readdirSync(dataDir)).not.toContain('lock');
  });

  test('the folder lies where PostgreSQL’s account can’t get', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('only root runs PostgreSQL as another account');
    const closed = folder();
    chmodSync(closed, 0o700);
    const dataDir = join(closed, 'data');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      `PostgreSQL runs as the account postgres, which can't get through ${closed} to the data folder`,
    );
  });

  test('the passwords are gone', async () => {
    const dataDir = folder();
    await (await startEmbeddedPostgres({ dataDir, durable: false })).stop();
    rmSync(join(dataDir, 'passwords.json'));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/passwords\.json is missing/);
    expect(readdirSync(dataDir)).not.toContain('lock');
  });
});

describe('kill -9', () => {
  test('of our process under writes: PostgreSQL ends too, nothing that was committed is lost', async () => {
    const dataDir = folder();
    const victim = await hold(dataDir);
    const { ownerUrl } = await victim.said;
    await query(ownerUrl!, 'create schema s; create table s.t (x int primary key)');
    const postmaster = serverPid(dataDir);
    const writer = new pg.Client({ connectionString: ownerUrl });
    writer.on('error', () => undefined);
    await writer.connect();
    let committed = 0;
    const writing = (async () => {
      for (;;) {
        await writer.query('insert into s.t values ($1)', [committed]);
        committed++;
      }
    })().catch(() => undefined);
    await expect.poll(() => committed).toBeGreaterThan(200);
    await killed(victim);

    const again = await startEmbeddedPostgres({ dataDir });
    await writing;
    expect(isAlive(postmaster)).toBe(false);
    const [row] = await query(again.ownerUrl, 'select count(*)::int as n, max(x) as last from s.t');
    // At most one more than was acknowledged: the last one may have been committed without our hearing of it.
    expect([committed, committed + 1]).toContain(row!['n']);
    expect(row!['last']).toBe((row!['n'] as number) - 1);
    await again.stop();
  });

  test('of our process with nobody to start again: PostgreSQL ends by itself', async () => {
    const dataDir = folder();
    const victim = await hold(dataDir);
    await victim.said;
    const postmaster = serverPid(dataDir);
    victim.process.kill('SIGKILL');
    await expect.poll(() => isAlive(postmaster)).toBe(false);
  });

  test('of everything at once: recovers, also when the process ids belong to others now', async () => {
    const dataDir = folder();
    const victim = await hold(dataDir);
    const { ownerUrl } = await victim.said;
    await query(ownerUrl!, 'create schema s; create table s.t (x int); insert into s.t values (7)');
    const postmaster = serverPid(dataDir);
    process.kill(postmaster, 'SIGKILL');
    await killed(victim);
    await expect.poll(() => isAlive(postmaster)).toBe(false);
    for (const file of ['lock', join('cluster', 'postmaster.pid')]) {
      const path = join(dataDir, file);
      const content = statSync(path, { throwIfNoEntry: false }) ? readFileSync(path, 'utf8') : '1\n';
      writeFileSync(path, content.replace(/^\d+/, String(process.pid)));
    }
    const again = await startEmbeddedPostgres({ dataDir });
    expect(await query(again.ownerUrl, 'select x from s.t')).toEqual([{ x: 7 }]);
    await again.stop();
  });

  test('of PostgreSQL: started again, with a warning', async () => {
    const dataDir = folder();
    const warnings: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDir,
      logger: { debug: () => undefined, warn: (message) => warnings.push(message) },
    });
    onTestFinished(() => server.stop());
    for (let round = 1; round <= 2; round++) {
      const before = serverPid(dataDir);
      process.kill(before, 'SIGKILL');
      await expect.poll(() => query(server.appUrl, 'select 1 as one').catch(() => [])).toEqual([{ one: 1 }]);
      await expect.poll(() => warnings.length).toBeGreaterThanOrEqual(round);
    }
    expect(warnings[0]).toMatch(/^PostgreSQL ended \(.+\); starting it again$/);
  });

  test('in the middle of creating the files: the next start begins anew', async () => {
    const dataDir = folder();
    const victim = await hold(dataDir);
    await expect.poll(() => readdirSync(dataDir).join()).toContain('cluster.new-');
    await killed(victim);
    const server = await startEmbeddedPostgres({ dataDir });
    expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe('signals', () => {
  test('ctrl+C in the terminal: reaches us and not PostgreSQL, so work can finish', async () => {
    const dataDir = folder();
    const holder = await hold(dataDir, { detached: true });
    const { appUrl } = await holder.said;
    holder.process.on('exit', () => undefined);
    // What a terminal does: the signal goes to the whole process group.
    process.kill(-holder.process.pid!, 'SIGTERM');
    await expect.poll(() => holder.process.exitCode).toBe(0);
    await expect(query(appUrl!, 'select 1')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(dataDir)).not.toContain('lock');
    expect(readdirSync(join(dataDir, 'cluster'))).not.toContain('postmaster.pid');
  });
});

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUp.splice(0).reverse()) clean();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'caracal-embedded-'));
  chmodSync(path, 0o755);
  cleanUp.push(() => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return path;
}

/** Puts a small file system of its own there, which needs root; whether it could. */
function mounted(path: string, options: string): boolean {
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', path]).status !== 0) return false;
  cleanUp.push(() => spawnSync('umount', ['-l', path]));
  return true;
}

interface Holder {
  readonly process: ChildProcess;
  readonly said: Promise<{ ownerUrl?: string; appUrl?: string; error?: string }>;
}

async function hold(dataDir: string, options: { detached?: boolean } = {}): Promise<Holder> {
  const child = spawn(process.execPath, [new URL('../testing/hold-database.mjs', import.meta.url).pathname, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  cleanUp.push(() => child.kill('SIGKILL'));
  const said = (async () => {
    for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as { appUrl?: string };
    throw new Error('the holder ended without a word');
  })();
  said.catch(() => undefined);
  return { process: child, said };
}

async function killed(holder: Holder): Promise<void> {
  const exited = once(holder.process, 'exit');
  holder.process.kill('SIGKILL');
  await exited;
}

function serverPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
