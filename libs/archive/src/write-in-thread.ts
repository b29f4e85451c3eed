/** Parts written away from the calling thread: making a row takes some fifty microseconds, and payments wait for that thread. */
import { startThread } from '#kernel';
import { ArchiveError } from './archive-error.js';
import type { Kind } from './layout.js';
import { packed } from './packed-part.js';
import type { ToWrite, Written } from './part-thread.js';
import type { PartRows } from './write-part.js';

/** It is kept for the next parts, since one that has just begun takes three times as long for a row. */
const IDLE_MS = 60_000;
let thread: PartThread | undefined;

/** Resolves when all are whole. Where it rejects, some may be. */
export async function writeInThread(kind: Kind, parts: readonly PartRows[]): Promise<void> {
  thread ??= new PartThread(() => {
    thread = undefined;
  });
  await thread.write({ kind, parts: parts.map(packed) });
}

/** Answers come in the order of what was asked. A process may end while it is idle. */
class PartThread {
  private readonly worker = startThread(import.meta.url, 'part-thread');
  private readonly asked: PromiseWithResolvers<void>[] = [];
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly ended: () => void) {
    this.worker.on('message', (failure: Written) => this.answered(failure));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(new ArchiveError('The thread that writes the archive ended by itself')));
  }

  write(toWrite: ToWrite): Promise<void> {
    clearTimeout(this.idle);
    this.worker.ref();
    const answer = Promise.withResolvers<void>();
    this.asked.push(answer);
    this.worker.postMessage(
      toWrite,
      toWrite.parts.map(({ values }) => values.bytes.buffer),
    );
    return answer.promise;
  }

  private answered(failure: Written): void {
    const answer = this.asked.shift();
    if (failure === undefined) answer?.resolve();
    else answer?.reject(new ArchiveError(failure));
    if (this.asked.length > 0) return;
    this.worker.unref();
    this.idle = setTimeout(() => {
      this.ended();
      void this.worker.terminate();
    }, IDLE_MS).unref();
  }

  private end(error: unknown): void {
    clearTimeout(this.idle);
    if (this.asked.length > 0) this.ended();
    for (const { reject } of this.asked.splice(0)) reject(error);
  }
}
