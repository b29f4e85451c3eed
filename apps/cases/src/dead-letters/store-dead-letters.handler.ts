import { deadLetterV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord, NOTHING } from '#messaging';
import { logger } from '#telemetry';
import { type DeadLetterStore, type OwnedLetter } from './dead-letter-store.js';
import { ownerOf } from './letter-payload.js';

/**
 * dead-letters.v1 → what a tenant's administrators see of it. It reports no bad records: those would come back here. What it
 * can't read, or belongs to no one tenant, stays in the topic for operators.
 */
export class StoreDeadLetters extends BatchHandler {
  constructor(private readonly store: DeadLetterStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const letters = records.map(read).filter((letter) => letter !== undefined);
    const left = records.length - letters.length;
    if (left > 0) logger.warn({ letters: left }, 'dead letters of no one tenant are left to operators');
    await this.store.save(letters);
    return NOTHING;
  }
}

function read({ value, headers, partition, offset }: LogRecord): OwnedLetter | undefined {
  try {
    const letter = deadLetterV1.decode(value);
    const tenantId = ownerOf(letter);
    return tenantId === undefined
      ? undefined
      : { tenantId, letter, eventId: headers['ce_id'] ?? `${partition}:${offset}` };
  } catch {
    return undefined;
  }
}
