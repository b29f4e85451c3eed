import { labelV1, type LabelV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { linkedSpan } from '#telemetry';
import { DecisionStore } from './decision-store.js';

/** labels.v1 → what the timeline shows of each transaction. */
export class StoreLabels extends BatchHandler {
  constructor(private readonly store: DecisionStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const labels: LabelV1[] = [];
    for (const record of records) {
      try {
        labels.push(labelV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    if (labels.length === 0) return { publish: [], poison };
    const span = linkedSpan('store labels of decisions', records);
    try {
      span.setAttribute('caracal.labels', labels.length);
      await this.store.saveLabels(labels);
    } finally {
      span.end();
    }
    return { publish: [], poison };
  }
}
