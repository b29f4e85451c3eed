import { decisionReplyV1, type DecisionV1 } from '#contracts';
import { BatchHandler, NOTHING, type Handled, type LogRecord } from '#messaging';

/** Decisions on their way back: this instance owns some reply partitions and asks for answers to one of them. */
export class ReplyInbox extends BatchHandler {
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
        this.listener(decisionReplyV1.decode(record.value).decision);
      } catch (error) {
        poison.push({ record, error });
      }
    }
    return poison.length > 0 ? { publish: [], poison } : NOTHING;
  }
}
