import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaracalError } from '#kernel';
import { isAlive, startOf } from './process-identity.js';

/**
 * One instance per data folder. The lock is a file with the holder's process id and start; a holder that was killed
 * leaves the file behind, and the next instance takes it over. One that is just ending is waited for, for a second.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'lock');
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o644 });
  try {
    const until = performance.now() + WAIT_MS;
    for (;;) {
      // A link appears with its content, so no other instance reads a lock that is not yet written.
      if (linked(draft, path)) return () => release(path, mine);
      const holder = read(path);
      if (holder === undefined) continue;
      if (!holds(holder)) clearStale(path, holder, folder);
      else if (performance.now() > until) throw inUse(folder, holder);
      else await sleep(20);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

const WAIT_MS = 1_000;

function clearStale(path: string, judged: string, folder: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  // Between reading and renaming, another instance may have taken the folder: give its lock back.
  if (moved !== undefined && moved !== judged && linked(aside, path)) {
    rmSync(aside, { force: true });
    throw inUse(folder, moved);
  }
  rmSync(aside, { force: true });
}

function holds(content: string): boolean {
  const [pid = '', ...start] = content.trim().split(' ');
  const id = Number(pid);
  return Number.isInteger(id) && id > 0 && isAlive(id) && startOf(id) === start.join(' ');
}

function inUse(folder: string, content: string): CaracalError {
  const pid = content.trim().split(' ')[0] ?? '?';
  return new CaracalError('conflict', `The data folder ${folder} is used by another Caracal (process ${pid})`);
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
