import {
  entityKey,
  type EntitySessionV1,
  HybridLogicalClock,
  type LateTransactionV1,
  type MatchRevisionV1,
  recordHeaders,
  recordKey,
  type SignalV1,
  topics,
} from '#contracts';
import type { Clock } from '#kernel';
import type { LogRecord, OutRecord } from '#messaging';

export const SOURCE = 'cep';

/** What the matcher writes, as records of the log. */
export class OutgoingRecords {
  private readonly hlc = new HybridLogicalClock();

  constructor(private readonly clock: Clock) {}

  /** @param cause - the transaction's record */
  signal(signal: SignalV1, cause: LogRecord, traceparent: string): OutRecord {
    const { id, tenantId } = signal.transaction;
    const key = recordKey(tenantId, id);
    const headers = this.headers(`${id}_${signal.partition}`, topics.signals.codec.type, tenantId, cause, traceparent);
    return { topic: topics.signals.name, key, value: topics.signals.codec.encode(signal), headers };
  }

  /** @param cause - the record whose transaction brought it about; undefined where time did */
  revision(revision: MatchRevisionV1, cause: LogRecord | undefined, traceparent?: string): OutRecord {
    const { id, tenantId, transactionId } = revision;
    const { name, codec } = topics.matchRevisions;
    const headers = this.headers(id, codec.type, tenantId, cause, traceparent);
    return { topic: name, key: recordKey(tenantId, transactionId), value: codec.encode(revision), headers };
  }

  /** @param cause - as for a revision */
  session(session: EntitySessionV1, cause: LogRecord | undefined, traceparent?: string): OutRecord {
    const { id, tenantId } = session;
    const { name, codec } = topics.sessions;
    const headers = this.headers(id, codec.type, tenantId, cause, traceparent);
    return { topic: name, key: entityKey(session, session), value: codec.encode(session), headers };
  }

  late(late: LateTransactionV1, cause: LogRecord, traceparent: string): OutRecord {
    const { id, tenantId } = late.transaction;
    const { name, codec } = topics.late;
    const headers = this.headers(`${id}_${late.partition}`, codec.type, tenantId, cause, traceparent);
    return { topic: name, key: recordKey(tenantId, id), value: codec.encode(late), headers };
  }

  private headers(
    id: string,
    type: string,
    tenantId: string,
    cause: LogRecord | undefined,
    traceparent: string | undefined,
  ): OutRecord['headers'] {
    const stamp = cause?.headers['ce_hlc'];
    if (stamp !== undefined) this.hlc.observe(stamp);
    return recordHeaders({ id, type, source: SOURCE, tenantId, hlc: this.hlc.tick(this.clock.now()), traceparent });
  }
}
