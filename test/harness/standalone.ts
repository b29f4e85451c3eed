// Starts the built standalone as a user would, on a folder and port of its own, and knows how to end it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ENTRY = 'dist/apps/standalone/src/main.js';
const READY_MS_MAX = 120_000;

export const TEST_KEY = 'sk_test_endtoendtestkey0000000001';

export interface Standalone {
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  /** The one-time log-in link of this start. */
  readonly loginUrl: string;
  /** What it printed on standard output. */
  readonly printed: string;
  /** SIGTERM, and waits for the end; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void>;
}

export interface StandaloneOptions {
  readonly home?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Resolves once it is ready. Without sample data unless `env` says otherwise. */
export async function startStandalone(options: StandaloneOptions = {}): Promise<Standalone> {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing: run npm run build first`);
  const home = options.home ?? (await newHome());
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, ['--enable-source-maps', '--max-semi-space-size=32', ENTRY], {
    env: {
      ...process.env,
      CARACAL_HOME: home,
      CARACAL_SAMPLE: 'off',
      CARACAL_BOOTSTRAP_KEY: TEST_KEY,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + READY_MS_MAX;
  while (!(await isReady(url)) || !printed.includes('/login?token=')) {
    if (child.exitCode !== null) throw new Error(`standalone ended with ${child.exitCode}: ${complained}`);
    if (Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`standalone was not ready in time: ${printed}${complained}`);
    }
    await sleep(50);
  }
  return {
    url,
    home,
    pid: child.pid!,
    loginUrl: /http\S+\/login\?token=\S+/.exec(printed)![0],
    printed,
    stop: () => end(child, 'SIGTERM'),
    async kill() {
      await end(child, 'SIGKILL');
    },
  };
}

/** Runs it until it ends by itself; for starts that must fail. */
export async function runStandalone(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  return { code, stderr };
}

export async function removeHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}

/** A folder of its own that PostgreSQL's account can get through to when root runs the tests. */
async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'caracal-e2e-'));
  await chmod(home, 0o711);
  return home;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}
