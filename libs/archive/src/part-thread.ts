/** What the thread that writes parts runs, after everybody else who wants the processor. */
import { mkdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { platform } from 'node:process';
import { parentPort } from 'node:worker_threads';
import type { Kind } from './layout.js';
import { type PackedPart, unpacked } from './packed-part.js';
import { writePart } from './write-part.js';

export interface ToWrite {
  readonly kind: Kind;
  readonly parts: readonly PackedPart[];
}

/** Why it could not be written; undefined: it is. */
export type Written = string | undefined;

// There it is the priority of this thread alone; elsewhere, of the whole process.
if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
parentPort!.on('message', (toWrite: ToWrite) => parentPort!.postMessage(answer(toWrite)));

function answer({ kind, parts }: ToWrite): Written {
  try {
    for (const part of parts) {
      mkdirSync(dirname(part.path), { recursive: true, mode: 0o700 });
      writePart(kind, { path: part.path, rows: unpacked(part) });
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
