import { z } from 'zod';

/** A step-up check, as in the decision API. */
export const challengeAnswer = z
  .object({
    id: z.string(),
    object: z.literal('challenge'),
    livemode: z.boolean(),
    transaction_id: z.string(),
    status: z.enum(['pending', 'passed', 'failed', 'expired', 'cancelled']),
    methods: z.array(z.literal('otp')),
    attempts_left: z.int().min(0),
    resends_left: z.int().min(0),
    expires_at: z.iso.datetime(),
    resolved_at: z.iso.datetime().optional(),
  })
  .meta({ id: 'Challenge' });
export type ChallengeAnswer = z.infer<typeof challengeAnswer>;

/** The same as it is read, with what automated tests need. */
export const challengeRead = challengeAnswer
  .extend({
    sandbox: z
      .object({ code: z.string().regex(/^\d{6}$/) })
      .optional()
      .meta({
        description:
          'The code that the payer was sent, for automated tests: of a pending test challenge that is read with a test key. Codes of live challenges can never be read.',
      }),
  })
  .meta({ id: 'ChallengeWithSandbox' });
export type ChallengeRead = z.infer<typeof challengeRead>;
