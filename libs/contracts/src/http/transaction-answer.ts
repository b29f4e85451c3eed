import { z } from 'zod';
import { MODEL_REASON_CODES, MODEL_REASONS } from '../model-reasons.js';

const outcome = z.enum(['approve', 'challenge', 'review', 'decline']);

/** A reason for engineers and analysts; what the payer may be told is `customer_message`. */
const reasonText = z.string().meta({ description: 'For analysts. Not for the payer: it names values and limits.' });
const reason = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    code: z.enum(MODEL_REASON_CODES).meta({
      id: 'ModelReasonCode',
      description: MODEL_REASON_CODES.map((code) => `\`${code}\`: ${MODEL_REASONS[code].meaning}`).join('; '),
    }),
    text: reasonText,
    weight: z.number().meta({ description: 'Log-odds of fraud that the features of this kind added together.' }),
  }),
  z.object({
    kind: z.enum(['pattern', 'rule', 'list']),
    code: z.string().meta({ description: 'As your policy or pattern names it.' }),
    text: reasonText,
    weight: z.number().meta({ description: 'Of a pattern, its risk from 0 to 1; of a rule, 1.' }),
  }),
]);

const decision = z.object({
  outcome,
  score: z.int().min(0).max(1000),
  probability: z.number().nullable().meta({ description: 'null when no model answered' }),
  answered_by: z.enum(['full', 'degraded', 'stand_in']),
  reasons: z.array(reason).meta({
    description:
      'The rule that decided, the patterns that matched, then up to four groups of features that moved the score.',
  }),
  customer_message: z.string().optional().meta({
    description: 'Safe to show to the payer: it names neither rule nor limit. Absent when approved.',
  }),
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
