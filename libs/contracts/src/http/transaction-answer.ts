import { z } from 'zod';

const outcome = z.enum(['approve', 'challenge', 'review', 'decline']);

const decision = z.object({
  outcome,
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
});

/** The answer to a posted transaction, as in the decision API. */
export const transactionAnswer = z
  .object({
    id: z.string(),
    object: z.literal('transaction'),
    livemode: z.boolean(),
    external_id: z.string(),
    status: z.enum(['final', 'pending_challenge', 'pending_review']),
    decision,
    challenge: z
      .object({ id: z.string(), methods: z.array(z.string()), url: z.url(), expires_at: z.iso.datetime() })
      .optional(),
    trace_id: z.string(),
  })
  .meta({ id: 'TransactionAnswer' });
export type TransactionAnswer = z.infer<typeof transactionAnswer>;

/** A stored transaction: the answer as it stands now, and the first answer where that has changed. */
export const transactionResource = z
  .object({
    ...transactionAnswer.shape,
    occurred_at: z.iso.datetime(),
    received_at: z.iso.datetime(),
    amount: z.int(),
    currency: z.string(),
    resolution: z
      .object({ outcome, by: z.string(), at: z.iso.datetime() })
      .optional()
      .meta({ description: 'How a challenge or a review ended.' }),
    first_answer: decision.optional().meta({
      description:
        'What was answered first, where that has been revised: by a fuller result, or because a pattern matched, or no longer does, with what came later.',
    }),
  })
  .meta({ id: 'TransactionResource' });
export type TransactionResource = z.infer<typeof transactionResource>;

/** A page of them. */
export const transactionList = z
  .object({
    object: z.literal('list'),
    data: z.array(transactionResource),
    has_more: z.boolean(),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'TransactionList' });
export type TransactionList = z.infer<typeof transactionList>;

/** The answer to `Prefer: respond-async`. */
export const acceptedTransaction = z
  .object({
    id: z.string(),
    object: z.literal('transaction'),
    livemode: z.boolean(),
    external_id: z.string(),
    status: z.literal('pending_decision'),
    trace_id: z.string(),
  })
  .meta({ id: 'AcceptedTransaction' });
export type AcceptedTransaction = z.infer<typeof acceptedTransaction>;
