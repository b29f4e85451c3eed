import { faultPoint } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { LogRecord } from './event-log.js';
import { closedError, type PendingAppend } from './group-commit.js';
import { isInfrastructureError } from './infrastructure-error.js';
import { PgAppendBatch } from './pg-append-batch.js';
import type { PgSession } from './pg-session.js';

/**
 * Writes flushes by `log.append`, one round trip each. A flush has a number, so that one whose answer was lost can be tried
 * again without writing it twice.
 */
export class PgAppender {
  private seq = 0;

  constructor(
    private readonly session: PgSession,
    private readonly producer: string,
    private readonly hooks: PgAppenderHooks,
  ) {}

  async write(appends: readonly PendingAppend[], closing: AbortSignal): Promise<void> {
    const batch = new PgAppendBatch();
    for (const { records, partitions } of appends) records.forEach((record, i) => batch.add(record, partitions[i]!));
    const seq = ++this.seq;
    const parameters = batch.parameters();
    for (let failures = 0; ;) {
      try {
        const values = [this.producer, seq, this.hooks.othersListen(), ...parameters];
        const { rows } = await this.session.query<{ answer: string }>({ name: 'caracal-append', text: APPEND, values });
        await faultPoint('log.appended');
        return this.hooks.committed(batch.committed(rows[0]!.answer));
      } catch (error) {
        if (closing.aborted) throw closedError();
        if (isMissingChunk(error)) await this.hooks.chunkMissing();
        else if (!isPassing(error)) throw error;
        await pause(backOffMs(++failures, BACK_OFF), closing);
      }
    }
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
const BACK_OFF: BackOff = { baseMs: 20, maxMs: 1000 };
