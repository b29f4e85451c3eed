import { type LateTransactionV1, lateTransactionV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { LateStore } from './late-store.js';

/** late.v1 → what analysts see of transactions that came too late for the patterns. */
export class StoreLate extends BatchHandler {
  constructor(private readonly store: LateStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const late: LateTransactionV1[] = [];
    for (const record of records) {
      try {
        late.push(lateTransactionV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    await this.store.save(late);
    return { publish: [], poison };
  }
}
