import { type EntitySessionV1, entitySessionV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { SessionStore } from './session-store.js';

/** sessions.v1 → what is told of an entity's closed sessions. */
export class StoreSessions extends BatchHandler {
  constructor(private readonly store: SessionStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const sessions: EntitySessionV1[] = [];
    for (const record of records) {
      try {
        sessions.push(entitySessionV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    await this.store.follow(sessions);
    return { publish: [], poison };
  }
}
