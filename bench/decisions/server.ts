/** What is measured: a server that runs already, or one started here on a home of its own and stopped in the end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchError, type BenchOptions } from './bench-options.js';

export interface Server {
  readonly url: string;
  readonly key: string;
  /** Undefined when the process isn't known. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const COMMANDS = {
  standalone: {
    args: ['--enable-source-maps', '--max-semi-space-size=32', 'dist/apps/standalone/src/main.js'],
    readyMs: 60_000,
  },
  kafka: { args: ['scripts/start.mjs', '--kafka'], readyMs: 180_000 },
} as const;
const STOP_MS_MAX = 30_000;
const LOG_LINES_SHOWN = 15;

export async function openServer(options: BenchOptions): Promise<Server> {
  const { url, key, pid } = options;
  if (url === undefined || key === undefined) return startServer(options.mode);
  if (!(await isReady(url))) throw new BenchError(`no server is ready at ${url} (asked ${url}/health/ready)`);
  return { url, key, pid, stop: () => Promise.resolve() };
}

async function startServer(mode: keyof typeof COMMANDS): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), 'caracal-bench-'));
  // PostgreSQL's account must get through when root runs this.
  chmodSync(home, 0o711);
  const key = `sk_test_${randomBytes(12).toString('hex')}`;
  const port = await freePort();
  let url = `http://127.0.0.1:${port}`;
  const logPath = join(home, 'bench.log');
  const child = spawn(process.execPath, COMMANDS[mode].args, {
    env: {
      ...process.env,
      PORT: String(port),
      CARACAL_HOME: join(home, 'home'),
      CARACAL_SAMPLE: 'off',
      CARACAL_BOOTSTRAP_KEY: key,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logPath);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const stop = async (): Promise<void> => {
    await stopped(child);
    log.end();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await ready(child, url, COMMANDS[mode].readyMs, logPath);
    if (mode === 'kafka') url = await apiUrl(logPath, COMMANDS.kafka.readyMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, key, pid: child.pid, stop };
}

async function ready(child: ChildProcess, url: string, withinMs: number, logPath: string): Promise<void> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new BenchError(`the server ended before it was ready; its last words:\n${lastLines(logPath)}`);
    if (await isReady(url)) return;
    await sleep(200);
  }
  throw new BenchError(`the server was not ready in ${withinMs / 1000} s; its last words:\n${lastLines(logPath)}`);
}

/** The console has the port that was asked for; where the decision API listens is in the lines that the suite prints. */
async function apiUrl(logPath: string, withinMs: number): Promise<string> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    const url = /decision API (http:[^\s;]+);/.exec(readFileSync(logPath, 'utf8'))?.[1];
    if (url !== undefined && (await isReady(url))) return url;
    await sleep(200);
  }
  throw new BenchError(`the suite did not say where its decision API is; its last words:\n${lastLines(logPath)}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const waited = await Promise.race([exited.then(() => true), sleep(STOP_MS_MAX, false, { ref: false })]);
  if (waited) return;
  child.kill('SIGKILL');
  await exited;
}

function lastLines(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
