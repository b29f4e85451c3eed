import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaracalError } from '#kernel';
import { postgresBinaries } from './binaries.js';
import { commandOf, isAlive } from './process-identity.js';
import type { ServerAccount } from './server-account.js';

/**
 * One run of PostgreSQL's main process. It is started under a small shell that waits on a pipe from us: when we are
 * killed the pipe breaks and the shell shuts PostgreSQL down in order, so nothing is left running and the next start
 * finds a clean database. It has a session of its own, so Ctrl+C reaches only us and services can finish first.
 */
export class Postmaster {
  /** Resolves with a reason when the server has ended, for whatever cause. */
  readonly ended: Promise<string>;
  private isOver = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly cluster: string,
    private readonly lastWords: () => string,
  ) {
    this.ended = new Promise((resolve) => {
      const over = (why: string): void => {
        this.isOver = true;
        resolve(why);
      };
      child.once('error', (error) => over(error.message));
      child.once('exit', (code, signal) => over(this.lastWords() || `ended with ${signal ?? code}`));
    });
  }

  /** Starts the server and waits until it takes connections. */
  static async start(options: PostmasterOptions): Promise<Postmaster> {
    await stopLeftOver(options.cluster);
    const lastWords = { fatal: '' };
    const args = ['-D', options.cluster, ...Object.entries(options.settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
    const [program, ...rest] = guarded(postgresBinaries().postgres, args);
    const child = spawn(program, rest, {
      ...options.account,
      cwd: options.cluster,
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
    });
    child.stdin?.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) {
        if (line.trim() === '') continue;
        // The first complaint of a run is the cause; what follows are its consequences.
        if (lastWords.fatal === '' && /(FATAL|PANIC):/.test(line))
          lastWords.fatal = line.replace(/^.*?(FATAL|PANIC): */, '');
        options.onLine(line);
      }
    });
    const postmaster = new Postmaster(child, options.cluster, () => lastWords.fatal);
    await postmaster.ready(options.readyMsMax);
    return postmaster;
  }

  /** A fast shutdown: open transactions are rolled back, everything committed is written out. */
  async stop(msMax: number): Promise<void> {
    if (this.isOver) return;
    const pid = readPidFile(this.cluster)?.pid;
    this.child.stdin?.destroy();
    if (process.platform === 'win32') this.child.kill();
    if (await this.overWithin(msMax)) return;
    if (pid !== undefined) signal(pid, 'SIGQUIT');
    if (!(await this.overWithin(5000))) this.child.kill('SIGKILL');
  }

  private async ready(msMax: number): Promise<void> {
    const until = performance.now() + msMax;
    while (performance.now() < until) {
      if (this.isOver) throw new CaracalError('unavailable', `PostgreSQL did not start: ${await this.ended}`);
      if (readPidFile(this.cluster)?.ready) return;
      await sleep(10);
    }
    await this.stop(1000);
    throw new CaracalError('unavailable', `PostgreSQL was not ready within ${Math.round(msMax / 1000)} s`);
  }

  private async overWithin(ms: number): Promise<boolean> {
    const timer = new AbortController();
    await Promise.race([this.ended, sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    return this.isOver;
  }
}

export interface PostmasterOptions {
  /** The data directory. */
  readonly cluster: string;
  readonly account: ServerAccount | undefined;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly readyMsMax: number;
  /** Gets each line that the server logs. */
  readonly onLine: (line: string) => void;
}

const LEFT_OVER_MS_MAX = 30_000;

/** A server that outlived its parent is stopping already (see above); hurries it on and waits for its end. */
async function stopLeftOver(cluster: string): Promise<void> {
  const left = readPidFile(cluster);
  if (!left) return;
  if (!isServer(left.pid, cluster)) {
    // Its process is gone, or the id belongs to another program now, which would keep PostgreSQL from starting.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  signal(left.pid, 'SIGINT');
  const until = performance.now() + LEFT_OVER_MS_MAX;
  while (isServer(left.pid, cluster)) {
    if (performance.now() > until) {
      throw new CaracalError('unavailable', `An earlier PostgreSQL (process ${left.pid}) on ${cluster} does not stop`);
    }
    await sleep(10);
  }
}

export function isServer(pid: number, cluster: string): boolean {
  return isAlive(pid) && commandOf(pid).includes(cluster);
}

/** What PostgreSQL says of itself in postmaster.pid: by line 1 process id, 4 port, 5 folder of the socket, 8 state. */
export function readPidFile(cluster: string): RunningServer | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return {
    pid,
    port: Number(lines[3]),
    socketFolder: lines[4]?.trim() || undefined,
    ready: lines[7]?.trim() === 'ready',
  };
}

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Undefined where it listens on 127.0.0.1 alone. */
  readonly socketFolder: string | undefined;
  readonly ready: boolean;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

// The watcher waits in a read, which ends when the pipe's other end is closed; then SIGINT asks for a fast shutdown.
const GUARD = `exec 3<&0
"$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT "$server" 2>/dev/null; } &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

function guarded(program: string, args: readonly string[]): [string, ...string[]] {
  return process.platform === 'win32'
    ? [program, ...args]
    : ['/bin/sh', '-c', GUARD, 'caracal-postgres', program, ...args];
}
