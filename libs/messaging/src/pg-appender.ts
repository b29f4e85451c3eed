import { faultPoint } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { AppendCondition, LogRecord } from './event-log.js';
import { closedError, type PendingAppend } from './group-commit.js';
import { isInfrastructureError } from './infrastructure-error.js';
import { PgAppendBatch } from './pg-append-batch.js';
import type { PgSession } from './pg-session.js';

/**
 * Writes flushes by `log.append`, one round trip each. A flush has a number, so that one whose answer was lost can be tried
 * again without writing it twice.
 */
export class PgAppender {
  private readonly batch = new PgAppendBatch();
  private seq = 0;

  constructor(
    private readonly session: PgSession,
    private readonly producer: string,
    private readonly hooks: PgAppenderHooks,
  ) {}

  /** One at a time. One of the appends may have a condition: false when it does not hold and nothing was written. */
  async write(appends: readonly PendingAppend[], closing: AbortSignal): Promise<boolean> {
    const { batch } = this;
    batch.clear();
    for (const { records, partitions } of appends) records.forEach((record, i) => batch.add(record, partitions[i]!));
    const seq = ++this.seq;
    const parameters = batch.parameters();
    const conditional = appends.find(({ condition }) => condition !== undefined);
    const statement = statementFor(conditional?.condition);
    for (let failures = 0; ;) {
      try {
        const own = [this.producer, seq, this.hooks.othersListen(), ...parameters];
        const values = conditional ? [...own, conditional.condition!.rows, ...conditional.condition!.values] : own;
        const { rows } = await this.session.query<{ answer: string | null }>({ ...statement, values });
        await faultPoint('log.appended');
        const { answer } = rows[0]!;
        if (answer === null) return false;
        this.hooks.committed(batch.committed(answer));
        return true;
      } catch (error) {
        if (closing.aborted) throw closedError();
        // Whoever sent it would rather know now; it is tried on, because it may have been written.
        conditional?.reject(error);
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

function statementFor(condition: AppendCondition | undefined): { readonly name: string; readonly text: string } {
  if (condition === undefined) return { name: 'caracal-append', text: `select ${APPEND} as answer` };
  return { name: `caracal-append ${condition.name}`, text: conditionalText(condition) };
}

/** A flush that was written already, and whose answer was lost, is not written again: `log.append` knows it. */
function conditionalText(condition: AppendCondition): string {
  return `with ${condition.text(APPEND_PARAMETERS + 2)}
    select case when (select count(*) from held) = $${APPEND_PARAMETERS + 1}::int
        or exists (select from log.producers where producer = $1 and seq = $2)
      then ${APPEND} end as answer`;
}

const APPEND = 'log.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)';
const APPEND_PARAMETERS = 13;
const BACK_OFF: BackOff = { baseMs: 20, maxMs: 1000 };
