import { setTimeout as delay } from 'node:timers/promises';
import { CaracalError, messageOf } from '#kernel';
import { pause } from './back-off.js';
import type { AppendCondition, OutRecord } from './event-log.js';

/**
 * Group commit: one flush is under way at a time, and everything that is appended meanwhile goes with the next, in order.
 * The queue is bounded: a log that is away or slow refuses new appends rather than fill the memory.
 */
export class GroupCommit {
  private queue: PendingAppend[] = [];
  private queuedBytes = 0;
  private flushing = false;
  private readonly closing = new AbortController();

  constructor(private readonly options: GroupCommitOptions) {}

  /**
   * `partitions` says where each record goes. Resolves when they are durable; to false when `condition` does not hold and
   * they were not written.
   */
  append(records: readonly OutRecord[], partitions: readonly number[], condition?: AppendCondition): Promise<boolean> {
    if (this.closing.signal.aborted) return Promise.reject(closedError());
    let bytes = 0;
    for (const record of records) bytes += record.value.length + RECORD_OVERHEAD_BYTES;
    const isStuck = condition !== undefined && this.options.trouble() !== undefined;
    const isFull = this.queuedBytes + bytes > QUEUE_BYTES_MAX && this.queue.length > 0;
    if (isStuck || isFull) return Promise.reject(this.fullError());
    this.queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      this.queue.push({ records, partitions, condition, bytes, resolve, reject });
      if (this.flushing) return;
      this.flushing = true;
      const flush = (): void => void this.flush();
      // Even without a linger after the events of this turn, so that appends of one turn share a flush.
      if (this.options.lingerMs > 0) setTimeout(flush, this.options.lingerMs);
      else setImmediate(flush);
    });
  }

  /** Waits for what is queued, at most `withinMs`; the rest is refused. */
  async close(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (this.flushing && Date.now() < deadline) await pause(10);
    this.closing.abort();
    for (const append of this.queue.splice(0)) append.reject(closedError());
  }

  private async flush(): Promise<void> {
    const { lingerMs } = this.options;
    while (this.queue.length > 0 && !this.closing.signal.aborted) {
      const appends = this.take();
      await this.write(appends);
      if (lingerMs > 0 && this.queue.length > 0 && this.queuedBytes < LINGER_BYTES_MAX) await delay(lingerMs);
    }
    this.flushing = false;
  }

  /** At most one with a condition. */
  private take(): PendingAppend[] {
    let count = 0;
    let bytes = 0;
    let isConditional = false;
    for (const append of this.queue) {
      if (count > 0 && bytes + append.bytes > FLUSH_BYTES_MAX) break;
      if (append.condition !== undefined && isConditional) break;
      isConditional ||= append.condition !== undefined;
      bytes += append.bytes;
      count++;
    }
    this.queuedBytes -= bytes;
    return this.queue.splice(0, count);
  }

  /** What the log refuses for its content is refused alone: the others of the flush are written one by one. */
  private async write(appends: readonly PendingAppend[]): Promise<void> {
    try {
      if (await this.options.write(appends, this.closing.signal)) for (const append of appends) append.resolve(true);
      else await this.writeRest(appends);
    } catch (cause) {
      if (appends.length > 1 && !this.closing.signal.aborted) for (const append of appends) await this.write([append]);
      else for (const append of appends) append.reject(asCaracalError(cause));
    }
  }

  private async writeRest(appends: readonly PendingAppend[]): Promise<void> {
    for (const { condition, resolve } of appends) if (condition !== undefined) resolve(false);
    const rest = appends.filter(({ condition }) => condition === undefined);
    if (rest.length > 0) await this.write(rest);
  }

  private fullError(): CaracalError {
    const trouble = this.options.trouble();
    return trouble === undefined
      ? new CaracalError('overloaded', 'The log is slower than its writers and takes no more records now')
      : new CaracalError('unavailable', `The log is away and takes no more records now: ${messageOf(trouble)}`);
  }
}

export interface GroupCommitOptions {
  /** How long the first append waits for company. */
  readonly lingerMs: number;
  /**
   * Makes appends durable, in order. Waits and tries again while the log is away, until `closing` aborts; throws only for
   * what the log refuses, or when it closes. False: nothing was written, because the condition does not hold.
   */
  write(appends: readonly PendingAppend[], closing: AbortSignal): Promise<boolean>;
  /** Why the log is away now, if it is. */
  trouble(): unknown;
}

export interface PendingAppend {
  readonly records: readonly OutRecord[];
  readonly partitions: readonly number[];
  readonly condition: AppendCondition | undefined;
  readonly bytes: number;
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: unknown) => void;
}

export function closedError(): CaracalError {
  return new CaracalError('unavailable', 'The log closed before it could append');
}

function asCaracalError(cause: unknown): CaracalError {
  if (cause instanceof CaracalError) return cause;
  return new CaracalError('internal', `The log refused to append: ${messageOf(cause)}`, { cause });
}

const RECORD_OVERHEAD_BYTES = 512;
const FLUSH_BYTES_MAX = 4 * 1024 * 1024;
const LINGER_BYTES_MAX = 256 * 1024;
const QUEUE_BYTES_MAX = 64 * 1024 * 1024;
