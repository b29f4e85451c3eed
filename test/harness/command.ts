// Runs a built command as its user would, on a suite that runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Standalone } from './standalone.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param name - the folder of the command in `scripts` */
export async function command(
  suite: Pick<Standalone, 'home'>,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [`dist/scripts/${name}/main.js`, ...args], {
    env: { ...process.env, CARACAL_HOME: suite.home, ...env },
  });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}
