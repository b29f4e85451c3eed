import { z } from 'zod';
import { consolePerson, PAGE_LIMIT_MAX } from './console-api.js';

/**
 * The dead-letters API: served by `cases` under `/v1/dead-letters`, to the console's session of an administrator and to API
 * keys. A dead letter is a record of the tenant that a consumer gave up; kept for 30 days.
 */
export const DEAD_LETTER_STATUSES = ['open', 'replayed', 'discarded'] as const;
export const deadLetterStatus = z.enum(DEAD_LETTER_STATUSES);
export type DeadLetterStatus = z.infer<typeof deadLetterStatus>;

const instant = z.iso.datetime();

export const deadLetterSummary = z
  .object({
    id: z.string(),
    status: deadLetterStatus,
    topic: z.string(),
    group: z.string().meta({ description: 'The consumers that gave it up.' }),
    key: z.string().meta({ description: 'Of the record; without a card.' }),
    error: z.string(),
    attempts: z.int().min(0),
    failed_at: instant,
    bytes: z.int().min(0).meta({ description: 'Of the record’s value.' }),
    handled: z
      .object({ at: instant, by: consolePerson })
      .nullable()
      .meta({ description: 'When it was replayed or discarded, and by whom.' }),
  })
  .meta({ id: 'DeadLetterSummary' });
export type DeadLetterSummary = z.infer<typeof deadLetterSummary>;

/** `GET /v1/dead-letters`: newest first. */
export const deadLetterQuery = z.object({
  status: deadLetterStatus.optional(),
  cursor: z.preprocess((value) => (value === '' ? undefined : value), z.string().min(1).max(512).optional()),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50),
});
export const deadLetterList = z
  .object({ items: z.array(deadLetterSummary), next_cursor: z.string().nullable() })
  .meta({ id: 'DeadLetterList' });
export type DeadLetterList = z.infer<typeof deadLetterList>;

/** `GET /v1/dead-letters/{id}`, and what replaying or discarding one answers. */
export const deadLetterDetail = deadLetterSummary
  .extend({
    partition: z.int().min(0),
    offset: z.int().nullable().meta({ description: 'null: the record was refused when it was to be written.' }),
    record: z.object({
      id: z.string().nullable().meta({ description: 'The CloudEvents id.' }),
      type: z.string().nullable(),
      trace_id: z.string().nullable(),
    }),
    payload: z.unknown().meta({ description: 'What it says, without cards; null where it can’t be read.' }),
    unreadable: z.string().nullable().meta({ description: 'Why there is no payload.' }),
    not_replayable: z.string().nullable().meta({ description: 'Why its topic would refuse it again.' }),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterDetail = z.infer<typeof deadLetterDetail>;
