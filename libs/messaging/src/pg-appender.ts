import { CaracalError, faultPoint, messageOf } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { LogRecord, OutRecord } from './event-log.js';
import { isInfrastructureError } from './infrastructure-error.js';
import { PgAppendBatch } from './pg-append-batch.js';
import type { PgSession } from './pg-session.js';

/**
 * Group commit: one flush is under way at a time, and everything that is appended meanwhile goes with the next. While the
 * database is away the flush is tried again, in order, until it works or the log closes; the queue is bounded.
 */
export class PgAppender {
  private queue: PendingAppend[] = [];
  private queuedBytes = 0;
  private flushing = false;
  private readonly closing = new AbortController();
  private seq = 0;

  constructor(
    private readonly session: PgSession,
    private readonly producer: string,
    private readonly hooks: PgAppenderHooks,
  ) {}

  /** `partitions` says where each record goes. Resolves when they are durable. */
  append(records: readonly OutRecord[], partitions: readonly number[]): Promise<void> {
    if (this.closing.signal.aborted) return Promise.reject(new CaracalError('unavailable', 'The log is closed'));
    let bytes = 0;
    for (const record of records) bytes += record.value.length + RECORD_OVERHEAD_BYTES;
    if (this.queuedBytes + bytes > QUEUE_BYTES_MAX && this.queue.length > 0) {
      const { trouble } = this.session;
      const why = trouble === undefined ? 'it is slower than its writers' : messageOf(trouble);
      return Promise.reject(
        new CaracalError(
          trouble === undefined ? 'overloaded' : 'unavailable',
          `The log takes no more records now: ${why}`,
        ),
      );
    }
    this.queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      this.queue.push({ records, partitions, bytes, resolve, reject });
      if (this.flushing) return;
      this.flushing = true;
      // After the events of this turn, so that appends of one turn share a flush.
      setImmediate(() => void this.flush());
    });
  }

  /** Waits for what is queued, at most `withinMs`; the rest is refused. */
  async close(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (this.flushing && Date.now() < deadline) await pause(10);
    this.closing.abort();
    const left = this.queue.splice(0);
    for (const append of left) append.reject(new CaracalError('unavailable', 'The log closed before it could append'));
  }

  private async flush(): Promise<void> {
    while (this.queue.length > 0 && !this.closing.signal.aborted) {
      const appends = this.take();
      try {
        await this.write(appends);
      } catch (error) {
        await this.writeApart(appends, error);
      }
    }
    this.flushing = false;
  }

  private take(): PendingAppend[] {
    let count = 0;
    let bytes = 0;
    while (count < this.queue.length && (count === 0 || bytes + this.queue[count]!.bytes <= FLUSH_BYTES_MAX)) {
      bytes += this.queue[count++]!.bytes;
    }
    this.queuedBytes -= bytes;
    return this.queue.splice(0, count);
  }

  private async write(appends: readonly PendingAppend[]): Promise<void> {
    const batch = new PgAppendBatch();
    for (const { records, partitions } of appends) records.forEach((record, i) => batch.add(record, partitions[i]!));
    const seq = ++this.seq;
    const values = [this.producer, seq, false, ...batch.parameters()];
    for (let failures = 0; ;) {
      try {
        values[2] = this.hooks.othersListen();
        const { rows } = await this.session.query<{ answer: string }>({ name: 'caracal-append', text: APPEND, values });
        await faultPoint('log.appended');
        this.hooks.committed(batch.committed(rows[0]!.answer));
        for (const append of appends) append.resolve();
        return;
      } catch (error) {
        if (this.closing.signal.aborted) throw new CaracalError('unavailable', 'The log closed before it could append');
        if (isMissingChunk(error)) await this.hooks.chunkMissing();
        else if (!isPassing(error)) throw error;
        await pause(backOffMs(++failures, BACK_OFF), this.closing.signal);
      }
    }
  }

  /** The database refused the flush for what is in it; so only the append that it refuses by itself fails. */
  private async writeApart(appends: readonly PendingAppend[], cause: unknown): Promise<void> {
    if (appends.length === 1) {
      const known = cause instanceof CaracalError;
      appends[0]!.reject(
        known ? cause : new CaracalError('internal', `The log refused to append: ${messageOf(cause)}`, { cause }),
      );
      return;
    }
    for (const append of appends) await this.write([append]).catch((error) => this.writeApart([append], error));
  }
}

export interface PgAppenderHooks {
  /** Called in order, before the appends resolve. */
  committed(records: readonly LogRecord[]): void;
  /** Whether another process has to be told. */
  othersListen(): boolean;
  /** There is no chunk for the present; make one. */
  chunkMissing(): Promise<void>;
}

interface PendingAppend {
  readonly records: readonly OutRecord[];
  readonly partitions: readonly number[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What goes away by itself or by an operator: also a schema that is not there yet, or a role without rights to it. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return (
    isInfrastructureError(error) || (typeof code === 'string' && /^(3D000|3F000|42P01|42883|42501|28...)$/.test(code))
  );
}

/** 23514: no partition of the table takes the row. */
function isMissingChunk(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === '23514';
}

const APPEND = 'select log.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) as answer';
const RECORD_OVERHEAD_BYTES = 512;
const FLUSH_BYTES_MAX = 4 * 1024 * 1024;
const QUEUE_BYTES_MAX = 64 * 1024 * 1024;
const BACK_OFF: BackOff = { baseMs: 20, maxMs: 1000 };
