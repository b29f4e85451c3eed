import { decisionV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { linkedSpan } from '#telemetry';
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
        const decision = decisionV1.decode(record.value);
        const { tenantId, id } = decision.transaction;
        const key = `${tenantId}/${id}`;
        merged.set(key, mergeRung(merged.get(key), { decision, bytes: record.value }));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    if (merged.size === 0) return { publish: [], poison };
    const span = linkedSpan('store decisions', records);
    try {
      span.setAttribute('caracal.decisions', merged.size);
      await this.store.saveDecisions([...merged.values()], partition);
    } finally {
      span.end();
    }
    return { publish: [], poison };
  }
}
