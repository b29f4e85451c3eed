import { decisionV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { decodeBatch } from './decode-batch.js';
import type { FeedbackStore } from './feedback-store.js';

/** decisions.v1 → the feature log: what scoring saw when it decided, so that training sees exactly that. */
export class LogFeatures extends BatchHandler {
  constructor(private readonly store: FeedbackStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const { values, poison } = decodeBatch(decisionV1, records);
    if (values.length === 0) return { publish: [], poison };
    await this.store.logFeatures(values);
    return { publish: [], poison };
  }
}
