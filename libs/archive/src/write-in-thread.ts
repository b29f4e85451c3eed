/** Parts written away from the calling thread: encoding a row takes a hundred microseconds, and payments wait for that thread. */
import { once } from 'node:events';
import { startThread } from '#kernel';
import { ArchiveError } from './archive-error.js';
import type { Kind } from './layout.js';
import { packed } from './packed-part.js';
import type { ToWrite, Written } from './part-thread.js';
import type { PartRows } from './write-part.js';

/** Resolves when all are whole. Where it rejects, some may be. */
export async function writeInThread(kind: Kind, parts: readonly PartRows[]): Promise<void> {
  const worker = startThread(import.meta.url, 'part-thread', { kind, parts: parts.map(packed) } satisfies ToWrite);
  try {
    const ended = once(worker, 'exit').then(() => {
      throw new ArchiveError('The thread that writes the archive ended by itself');
    });
    const [failure] = (await Promise.race([once(worker, 'message'), ended])) as [Written];
    if (failure !== undefined) throw new ArchiveError(failure);
  } finally {
    await worker.terminate();
  }
}
