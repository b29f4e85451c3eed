import { type MatchRevisionV1, matchRevisionV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { RevisionStore } from './revision-store.js';

/** match-revisions.v1 → stored decisions, decided again. */
export class StoreRevisions extends BatchHandler {
  constructor(private readonly store: RevisionStore) {
    super();
  }

  override async handle(records: readonly LogRecord[], partition: number): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const revisions: MatchRevisionV1[] = [];
    for (const record of records) {
      try {
        revisions.push(matchRevisionV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    await this.store.saveRevisions(revisions, partition);
    return { publish: [], poison };
  }
}
