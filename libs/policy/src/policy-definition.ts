import { z } from 'zod';
import { EXPRESSION_LENGTH_MAX } from '#cel';

/** A policy as analysts write it: ordered rules, the first that holds decides, `otherwise` closes it. */
export const POLICY_RULES_MAX = 500;
export const POLICY_TEXT_MAX = 512 * 1024;

export const POLICY_OUTCOMES = ['approve', 'challenge', 'review', 'decline'] as const;
export type PolicyOutcome = (typeof POLICY_OUTCOMES)[number];

const outcome = z.enum(POLICY_OUTCOMES, { error: `must be one of ${POLICY_OUTCOMES.join(', ')}` });
const when = z.string().min(1).max(EXPRESSION_LENGTH_MAX).meta({ description: 'CEL; see the pattern language.' });
const reason = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'must be a code in capitals, such as LIKELY_FRAUD')
  .meta({ description: 'For the analyst; stable, so that reports can count it.' });

const rule = z.strictObject({
  when,
  outcome,
  reason,
  message: z.string().min(1).max(280).optional().meta({ description: 'Safe to show to the customer.' }),
});
const standInRule = z.strictObject({ when, outcome, reason: reason.optional() });

export const policyDefinition = z
  .strictObject({
    policy: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-kebab-case, at most 64 characters'),
    rules: z.array(rule).max(POLICY_RULES_MAX),
    otherwise: outcome,
    stand_in: z
      .array(standInRule)
      .max(POLICY_RULES_MAX)
      .optional()
      .meta({ description: 'Used when nothing else could answer in time; reads the transaction alone.' }),
  })
  .meta({ id: 'PolicyDefinition' });

export type PolicyDefinition = z.infer<typeof policyDefinition>;
