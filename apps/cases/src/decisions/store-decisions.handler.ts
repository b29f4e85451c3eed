import { decisionV1 } from '#contracts';
import { BatchHandler, decodeOnce, type Handled, type LogRecord } from '#messaging';
import { DecisionStore } from './decision-store.js';
import { mergeRung, type Rungs } from './rungs.js';

/** decisions.v1 → stored decisions and cases. */
export class StoreDecisions extends BatchHandler {
  constructor(private readonly store: DecisionStore) {
    super();
  }

  override async handle(records: readonly LogRecord[], partition: number): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const merged = new Map<string, Rungs>();
    for (const record of records) {
      try {
        const decision = decodeOnce(decisionV1, record);
        const { tenantId, id } = decision.transaction;
        const key = `${tenantId}/${id}`;
        merged.set(key, mergeRung(merged.get(key), { decision, bytes: record.value }));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    if (merged.size === 0) return { publish: [], poison };
    await this.store.saveDecisions([...merged.values()], partition);
    return { publish: [], poison };
  }
}
