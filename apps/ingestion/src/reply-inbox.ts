import { decisionReplyV1, decisionV1, type DecisionV1 } from '#contracts';
import { BatchHandler, decodeOnce, NOTHING, type Handled, type LogRecord } from '#messaging';

/** Decisions on their way back, from wherever this instance gets them. */
export abstract class ReplyInbox extends BatchHandler {
  private readonly owned = new Set<number>();
  private listener: (decision: DecisionV1) => void = () => undefined;

  /** The partition that answers should be sent to; undefined until the log has given us one. */
  get partition(): number | undefined {
    return this.owned.values().next().value;
  }

  onDecision(listener: (decision: DecisionV1) => void): void {
    this.listener = listener;
  }

  override assigned = async (partition: number): Promise<undefined> => {
    this.owned.add(partition);
  };

  override revoked = async (partition: number): Promise<void> => {
    this.owned.delete(partition);
  };

  override handle(records: readonly LogRecord[]): Handled {
    const poison: { record: LogRecord; error: unknown }[] = [];
    for (const record of records) {
      try {
        const decision = this.decisionOf(record);
        if (decision !== undefined) this.listener(decision);
      } catch (error) {
        poison.push({ record, error });
      }
    }
    return poison.length > 0 ? { publish: [], poison } : NOTHING;
  }

  /** Undefined for what no request waits for. Throws when the record can't be read. */
  protected abstract decisionOf(record: LogRecord): DecisionV1 | undefined;
}

/** One instance of several: it owns some partitions of decision-replies.v1 and asks for answers to one of them. */
export class OwnReplies extends ReplyInbox {
  protected override decisionOf(record: LogRecord): DecisionV1 {
    return decisionReplyV1.decode(record.value).decision;
  }
}

/** The only instance: every decision is its own, so nobody has to write replies beside them. */
export class AllDecisions extends ReplyInbox {
  protected override decisionOf(record: LogRecord): DecisionV1 | undefined {
    const decision = decodeOnce(decisionV1, record);
    // That was this instance's answer already; the work on it goes on.
    if (decision.answeredBy === 'stand_in') return undefined;
    return { ...decision, features: [], entities: [], matches: [], contributions: [], shadowMatches: [] };
  }
}
