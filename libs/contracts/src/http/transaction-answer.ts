import { z } from 'zod';

/** The answer to a posted transaction, as in the decision API. */
export const transactionAnswer = z
  .object({
    id: z.string(),
    object: z.literal('transaction'),
    livemode: z.boolean(),
    external_id: z.string(),
    status: z.enum(['final', 'pending_challenge', 'pending_review']),
    decision: z.object({
      outcome: z.enum(['approve', 'challenge', 'review', 'decline']),
      score: z.int().min(0).max(1000),
      probability: z.number().nullable().meta({ description: 'null when no model answered' }),
      answered_by: z.enum(['full', 'degraded', 'stand_in']),
      reasons: z.array(
        z.object({
          code: z.string(),
          kind: z.enum(['pattern', 'rule', 'list', 'model']),
          text: z.string(),
          weight: z.number(),
        }),
      ),
      policy: z.object({ version: z.int() }),
      model: z.object({ id: z.string(), role: z.string() }).nullable(),
    }),
    challenge: z
      .object({ id: z.string(), methods: z.array(z.string()), url: z.url(), expires_at: z.iso.datetime() })
      .optional(),
    trace_id: z.string(),
  })
  .meta({ id: 'TransactionAnswer' });
export type TransactionAnswer = z.infer<typeof transactionAnswer>;
