import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceProcess {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** SIGTERM, then waits. */
  stop(): Promise<void>;
}

/** One service of the suite as a process of its own, logging to a file. Resolves when it lives; readiness comes later. */
export async function startService(
  name: string,
  options: { port: number; logFile: string; env: NodeJS.ProcessEnv; onExit: (code: number | null) => void },
): Promise<ServiceProcess> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(process.execPath, ['--enable-source-maps', `dist/apps/${name}/src/main.js`], {
    env: { ...options.env, PORT: String(options.port), HOST: '127.0.0.1' },
    stdio: ['ignore', log, log],
  });
  child.once('exit', options.onExit);
  return { name, url: `http://127.0.0.1:${options.port}`, pid: child.pid!, stop: () => end(child) };
}

/** Waits until a service says it is ready; rejects with its last problems after `withinMs`. */
export async function waitUntilReady(service: ServiceProcess, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  let last = 'no answer';
  while (Date.now() < until) {
    try {
      const response = await fetch(`${service.url}/health/ready`);
      if (response.ok) return;
      last = await response.text();
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  throw new Error(`${service.name} was not ready within ${withinMs / 1000} s: ${last}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
