import { z } from 'zod';

/** What the console is told of payments that came late, and of what that changed. Part of `console-api`. */
const instant = z.iso.datetime();
const outcome = z.enum(['approve', 'challenge', 'review', 'decline']);
/** A built-in one, or one that the tenant declares. */
export const entityTypeName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be the name of a type of entities, such as card or email');

const revisedMatch = z.object({
  pattern_id: z.string(),
  pattern_version: z.int(),
  entity: z.object({ type: entityTypeName, id: z.string() }),
  on_trial: z.boolean().meta({ description: 'Of a version in shadow: nothing was decided on it.' }),
});

/** Matches of a transaction that became known, or turned out not to be, after it was decided on. */
export const revisionView = z
  .object({
    id: z.string(),
    at: instant.meta({ description: 'When it became known.' }),
    cause: z.enum(['late_transaction', 'time']),
    late_transaction_id: z
      .string()
      .optional()
      .meta({ description: 'The one that came late, where that is the cause.' }),
    event_at: instant.meta({ description: 'The time of the late transaction, or when the time was up.' }),
    appeared: z.array(revisedMatch),
    vanished: z.array(revisedMatch),
    outcome_before: outcome.optional(),
    outcome_after: outcome.optional().meta({ description: 'Absent, as the one before, until it is applied.' }),
  })
  .meta({ id: 'RevisionView' });
export type RevisionView = z.infer<typeof revisionView>;

/** How a transaction of a timeline came after newer ones. */
export const lateArrival = z
  .object({
    behind_ms: z.int().meta({ description: 'How far behind the newest transaction that had come before it.' }),
    too_late: z.boolean().meta({ description: 'Later than is allowed, or than is kept: no pattern saw it.' }),
  })
  .meta({ id: 'LateArrival' });
export type LateArrival = z.infer<typeof lateArrival>;
