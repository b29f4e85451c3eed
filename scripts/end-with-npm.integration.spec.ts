import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

/** As start.mjs does: starts what does the work, and tells its process id. */
const STARTER = `
import { spawn } from 'node:child_process';
import { endWithNpm } from '${pathToFileURL(resolve('scripts/end-with-npm.mjs')).href}';
const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
console.log(child.pid);
endWithNpm(child);
child.on('exit', () => process.exit());
`;

/** A shell that runs the starter in a child of its own, and the process id of what the starter started. */
async function started(env: Readonly<Record<string, string | undefined>>) {
  const folder = mkdtempSync(join(tmpdir(), 'end-with-npm-'));
  const file = join(folder, 'starter.mjs');
  writeFileSync(file, STARTER);
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${file}"; true`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: undefined, ...env },
  });
  const [line] = (await once(createInterface(shell.stdout), 'line')) as [string];
  const worker = Number(line);
  onTestFinished(() => {
    if (isAlive(worker)) process.kill(worker);
    rmSync(folder, { recursive: true });
  });
  return { shell, worker };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(process.platform === 'win32')('end with npm', () => {
  it('npm’s shell is killed → what was started ends too', async () => {
    const { shell, worker } = await started({ npm_lifecycle_event: 'start' });
    shell.kill('SIGTERM');
    await expect.poll(() => isAlive(worker)).toBe(false);
  });

  it('started without npm → outlives its parent', async () => {
    const { shell, worker } = await started({});
    shell.kill('SIGTERM');
    await sleep(1000);
    expect(isAlive(worker)).toBe(true);
  });
});
