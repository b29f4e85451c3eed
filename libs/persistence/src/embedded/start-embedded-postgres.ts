import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaracalError, messageOf } from '#kernel';
import { prepareServer } from '../pg-roles.js';
import { checkWayTo, findCluster, folderProblem, openCluster, type Passwords, prepareFolder } from './cluster.js';
import { lockFolder } from './folder-lock.js';
import { isServer, Postmaster, readPidFile } from './postmaster.js';
import { type ServerAccount, serverAccount } from './server-account.js';
import { serverSettings } from './settings.js';

/**
 * A real PostgreSQL beside this process, for standalone and for tests. Creates its files once, starts it on a Unix
 * socket (faster than TCP, and closed to other accounts), restarts it when it dies, and stops it on `stop`. When this
 * process is killed, it stops by itself. Throws `CaracalError` with one clear line when the folder can't be used.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.dataDir);
  prepareFolder(folder);
  const unlock = await lockFolder(folder);
  try {
    const durable = options.durable ?? true;
    const account = await serverAccount();
    checkWayTo(folder, account);
    const cluster = await openCluster(folder, account, durable);
    const address = await listenAt(folder, account, options.port);
    const supervisor = new Supervisor(
      options.logger ?? SILENT,
      () => address.close(),
      unlock,
      (onLine) =>
        Postmaster.start({
          cluster: cluster.path,
          account,
          settings: serverSettings({ ...address, durable }),
          readyMsMax: READY_MS_MAX,
          onLine,
        }),
    );
    const urls = urlsOf(address, cluster.passwords);
    await supervisor.start();
    try {
      await prepareServer(urls.superuserUrl, cluster.passwords);
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
    return { ...urls, stop: () => supervisor.stop() };
  } catch (error) {
    unlock();
    throw clear(folder, error);
  }
}

/**
 * The way into the server that runs on `dataDir` now, started by another process of the same account; undefined when none
 * takes connections there. Throws `CaracalError` when its passwords can't be read.
 */
export function findEmbeddedPostgres(dataDir: string): EmbeddedPostgresUrls | undefined {
  const cluster = findCluster(resolve(dataDir));
  const server = cluster && readPidFile(cluster.path);
  return server?.ready && isServer(server.pid, cluster!.path) ? urlsOf(server, cluster!.passwords) : undefined;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Also listen on this port of 127.0.0.1, for tools. Without it only the Unix socket is there. */
  readonly port?: number;
  readonly logger?: EmbeddedPostgresLogger;
  /** False gives up durability for speed; for tests only. */
  readonly durable?: boolean;
}
export interface EmbeddedPostgresLogger {
  debug(message: string): void;
  warn(message: string): void;
}
export interface EmbeddedPostgresUrls {
  /** Owns the schemas; for migrations. */
  readonly ownerUrl: string;
  /** The application's role: bound by row-level security. */
  readonly appUrl: string;
  readonly superuserUrl: string;
}
export interface EmbeddedPostgres extends EmbeddedPostgresUrls {
  /** Shuts down in order and gives the folder free. */
  stop(): Promise<void>;
}

const READY_MS_MAX = 60_000;
const STOP_MS_MAX = 30_000;
const SILENT: EmbeddedPostgresLogger = { debug: () => undefined, warn: () => undefined };

/** Starts the server again whenever it ends, with a back-off from 0.1 to 10 s, until told to stop. */
class Supervisor {
  private current: Postmaster | undefined;
  private readonly stopping = new AbortController();
  private watching: Promise<void> = Promise.resolve();
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly logger: EmbeddedPostgresLogger,
    private readonly removeSocket: () => void,
    private readonly unlock: () => void,
    private readonly startOnce: (onLine: (line: string) => void) => Promise<Postmaster>,
  ) {}

  async start(): Promise<void> {
    this.current = await this.startOnce((line) => this.logger.debug(`PostgreSQL: ${line}`));
    this.watching = this.watch(this.current);
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.end());
  }

  private async end(): Promise<void> {
    this.stopping.abort();
    await this.current?.stop(STOP_MS_MAX);
    await this.watching;
    this.removeSocket();
    this.unlock();
  }

  private async watch(first: Postmaster): Promise<void> {
    let running: Postmaster | undefined = first;
    let pauseMs = 100;
    while (!this.stopping.signal.aborted) {
      if (running) {
        const startedAt = performance.now();
        const why = await running.ended;
        if (this.stopping.signal.aborted) return;
        this.logger.warn(`PostgreSQL ended (${why}); starting it again`);
        if (performance.now() - startedAt > 60_000) pauseMs = 100;
      }
      await sleep(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, 10_000);
      running = await this.startOnce((line) => this.logger.debug(`PostgreSQL: ${line}`)).catch((error: unknown) => {
        this.logger.warn(messageOf(error));
        return undefined;
      });
      if (running) this.current = running;
      if (this.stopping.signal.aborted) await running?.stop(STOP_MS_MAX);
    }
  }
}

interface Address {
  /** Undefined where there is no Unix socket. */
  readonly socketFolder: string | undefined;
  readonly port: number;
}
interface OwnAddress extends Address {
  readonly tcp: boolean;
  close(): void;
}

function urlsOf(address: Address, passwords: Passwords): EmbeddedPostgresUrls {
  const { socketFolder, port } = address;
  const url = (user: string, password: string, database: string): string =>
    socketFolder === undefined
      ? `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
      : `postgresql://${user}:${password}@localhost/${database}?host=${encodeURIComponent(socketFolder)}&port=${port}`;
  return {
    superuserUrl: url('postgres', passwords.superuser, 'postgres'),
    ownerUrl: url('caracal_owner', passwords.owner, 'caracal'),
    appUrl: url('caracal_app', passwords.app, 'caracal'),
  };
}

async function listenAt(
  folder: string,
  account: ServerAccount | undefined,
  port: number | undefined,
): Promise<OwnAddress> {
  if (process.platform === 'win32') {
    const free = port ?? (await freePort());
    return { socketFolder: undefined, port: free, tcp: true, close: () => undefined };
  }
  const socketFolder = socketFolderOf(folder);
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  // In the temporary folder, somebody else may have made one by this name before us.
  const { uid } = lstatSync(socketFolder);
  if (uid !== process.getuid?.() && uid !== account?.uid) {
    throw new CaracalError(
      'unavailable',
      `The folder ${socketFolder}, for PostgreSQL's socket, belongs to another account`,
    );
  }
  if (account) chownSync(socketFolder, account.uid, account.gid);
  return {
    socketFolder,
    port: port ?? 5432,
    tcp: port !== undefined,
    close: () => rmSync(socketFolder, { recursive: true, force: true }),
  };
}

/** The path of a Unix socket holds about 100 bytes; a longer folder gets its socket in the temporary folder. */
function socketFolderOf(folder: string): string {
  const inside = join(folder, 'socket');
  if (Buffer.byteLength(inside) <= 80) return inside;
  return join(tmpdir(), `caracal-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolvePort(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function clear(folder: string, error: unknown): Error {
  if (!(error instanceof CaracalError)) return folderProblem(folder, error);
  return /no space left/i.test(error.message) ? folderProblem(folder, error) : error;
}
