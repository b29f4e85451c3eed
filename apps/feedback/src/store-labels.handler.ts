import { labelV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { linkedSpan } from '#telemetry';
import { decodeBatch } from './decode-batch.js';
import type { FeedbackStore } from './feedback-store.js';

/** labels.v1 → all that became known of each transaction, with its source. */
export class StoreLabels extends BatchHandler {
  constructor(private readonly store: FeedbackStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const { values, poison } = decodeBatch(labelV1, records);
    if (values.length === 0) return { publish: [], poison };
    const span = linkedSpan('store labels', records);
    try {
      await this.store.storeLabels(values);
      span.setAttribute('caracal.labels', values.length);
    } finally {
      span.end();
    }
    return { publish: [], poison };
  }
}
