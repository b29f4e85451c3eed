/** What a replay remembers, so that the same command goes on after a kill with the same time shift. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ReplayError } from './replay-error.js';

const state = z.strictObject({
  version: z.literal(1),
  /** Of the data file, the mapping and what chooses rows: another replay must not go on from here. */
  fingerprint: z.string(),
  shiftMs: z.int(),
  rowsAbout: z.int(),
  /** Items (rows and events, in replay order) that are all acknowledged. */
  acknowledged: z.int(),
  /** The last row of the file before which everything is acknowledged. */
  row: z.int(),
});
export type ReplayState = z.infer<typeof state>;

/** One for each replay of the file that differs in what `others` says. */
export function defaultStatePath(home: string, pack: string, file: string, others: readonly unknown[]): string {
  const key = fingerprintOf([file, ...others]).slice(0, 12);
  return join(home, 'replay', `${pack}-${basename(file).replace(/[^\w.-]/g, '_')}-${key}.json`);
}

export function fingerprintOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Undefined when there is none yet. Throws `ReplayError` for a file that is no replay state. */
export function readState(path: string): ReplayState | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ReplayError(
      `the state file ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    return state.parse(JSON.parse(text));
  } catch {
    throw new ReplayError(`${path} is not a replay's state file; remove it or name another with --state`);
  }
}

/** Whole or not at all: written beside and renamed. */
export function writeState(path: string, value: ReplayState): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new ReplayError(
      `the state file ${path} can't be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
