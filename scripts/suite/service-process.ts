import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceProcess {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Resolves with the exit code or signal when the process has ended, for whatever cause. */
  readonly ended: Promise<string>;
  readonly logFile: string;
  /** SIGTERM, then waits; after 25 s by force. */
  stop(): Promise<void>;
}

const STOP_MS_MAX = 25_000;
const PROBE_MS_MAX = 3000;
const PROBE_EVERY_MS = 50;
const WORDS_MAX = 500;
/** Half of a start is compiling modules; from the second start on it is read from here. */
const NODE_COMPILE_CACHE = 'node_modules/.cache/caracal/compiled';

/** One service of the suite as a process of its own, logging to a file. Readiness comes later. */
export function startService(
  name: string,
  options: { port: number; logFile: string; env: NodeJS.ProcessEnv },
): ServiceProcess {
  const log = openSync(options.logFile, 'a', 0o600);
  const args = [
    '--enable-source-maps',
    // kafkajs sets timers to the past, which Node 24 mentions and nobody has to know.
    '--disable-warning=TimeoutNegativeWarning',
    '--import=./scripts/suite/end-with-starter.mjs',
    `dist/apps/${name}/src/main.js`,
  ];
  const child = spawn(process.execPath, args, {
    env: { HOST: '127.0.0.1', NODE_COMPILE_CACHE, ...options.env, PORT: String(options.port) },
    stdio: ['pipe', log, log],
    // A session of its own, so that Ctrl+C reaches only the starter, which stops the services in order.
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  const ended = endOf(child);
  const url = `http://127.0.0.1:${options.port}`;
  return { name, url, pid: child.pid ?? -1, ended, logFile: options.logFile, stop: () => stop(child) };
}

/** Waits until a service says it is ready; rejects with its last words when it ends, or with its problems after `withinMs`. */
export async function waitUntilReady(service: ServiceProcess, withinMs: number, signal?: AbortSignal): Promise<void> {
  const over: { how?: string } = {};
  void service.ended.then((how) => (over.how = how));
  const until = Date.now() + withinMs;
  let last = 'no answer';
  while (Date.now() < until) {
    signal?.throwIfAborted();
    if (over.how !== undefined) throw new Error(await lastWords(service, over.how));
    try {
      const response = await fetch(`${service.url}/health/ready`, { signal: AbortSignal.timeout(PROBE_MS_MAX) });
      if (response.ok) return;
      last = await response.text();
    } catch {
      // Not listening yet.
    }
    await sleep(PROBE_EVERY_MS);
  }
  throw new Error(`${service.name} was not ready within ${withinMs / 1000} s: ${last}; see ${service.logFile}`);
}

async function lastWords({ name, logFile }: ServiceProcess, how: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  // A start that can't succeed says `caracal NAME: why`; the reasons of a bad setting follow, a line each.
  const from = lines.findLastIndex((line) => line.startsWith('caracal '));
  const said = lines
    .slice(from)
    .join(' ')
    .replace(/^caracal \S+: /, '')
    .replace(/\s+/g, ' ')
    .slice(0, WORDS_MAX);
  return `${name} ended with ${how} at its start: ${said}; see ${logFile}`;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(String(signal ?? code)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(late);
}
