import { z } from 'zod';
import { consoleMode, PAGE_LIMIT_MAX } from './console-api.js';
import { entityTypeName } from './revision-view.js';

const instant = z.iso.datetime();
/** The largest count that is told. */
export const LATE_COUNTED_MAX = 10_000;
export const LATE_REASONS = ['beyond_lateness', 'beyond_reach'] as const;

/** `GET /console/api/late-transactions`: those that came too late for some patterns in the last 30 days, newest first. */
export const lateQuery = z.object({
  mode: consoleMode.default('test'),
  cursor: z.preprocess((value) => (value === '' ? undefined : value), z.string().min(1).max(512).optional()),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50),
});
export type LateQuery = z.infer<typeof lateQuery>;

export const lateTransaction = z
  .object({
    transaction_id: z.string(),
    external_id: z.string(),
    account_id: z.string(),
    occurred_at: instant,
    received_at: instant,
    amount: z.int(),
    currency: z.string(),
    entities: z
      .array(
        z.object({
          type: entityTypeName,
          id: z.string(),
          behind_ms: z.int().meta({ description: 'How far behind the newest transaction of the entity.' }),
          reason: z.enum(LATE_REASONS).meta({
            description: 'Later than is allowed, or what came after it is no longer kept.',
          }),
        }),
      )
      .meta({ description: 'Those whose patterns did not see it.' }),
  })
  .meta({ id: 'LateTransaction' });
export type LateTransaction = z.infer<typeof lateTransaction>;

const counts = z.object({
  transactions: z.int(),
  beyond_lateness: z.int(),
  beyond_reach: z.int().meta({ description: 'One transaction can be late for both reasons.' }),
});
export const lateList = z
  .object({
    items: z.array(lateTransaction),
    next_cursor: z.string().nullable(),
    counts: z
      .object({ last_24h: counts, last_7d: counts })
      .meta({ description: 'By receipt; each over at most the newest 10,000.' }),
  })
  .meta({ id: 'LateList' });
export type LateList = z.infer<typeof lateList>;
