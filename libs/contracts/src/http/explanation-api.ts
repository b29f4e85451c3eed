/** The features of a decision and what moved its score, as the console shows them. */
import { z } from 'zod';

const habitOf = z.enum(['account', 'everyone']).meta({
  description:
    'Whose habit: of the account’s earlier payments, or of good payments in general, as the model knows them.',
});

export const featureView = z
  .object({
    name: z.string(),
    label: z.string(),
    unit: z.string().meta({
      description:
        'Empty for a bare number; money: minor units of the payment’s currency; mixed currencies: of amounts in minor units whose currency may differ.',
    }),
    value: z.number().nullable().meta({ description: 'null when it was not known at decision time' }),
    habit: z.number().optional().meta({ description: 'What is usual.' }),
    habit_of: habitOf.optional(),
    contribution: z.number().optional().meta({ description: 'Log-odds that it added to the score.' }),
    course: z
      .array(z.object({ at: z.iso.datetime(), value: z.number() }))
      .optional()
      .meta({
        description:
          'Of the ten that moved the score most: its values at the account’s earlier payments, oldest first, and at this one.',
      }),
    sentence: z.string(),
  })
  .meta({ id: 'FeatureView' });
export type FeatureView = z.infer<typeof featureView>;

/** One step from where the model begins to the score: what a feature added, in log-odds. */
const explanationStep = z
  .object({
    feature: z.string(),
    label: z.string(),
    group: z.string().meta({ description: 'What it is about; empty where that was not kept.' }),
    sentence: z.string().meta({ description: 'What its value says, without the habit.' }),
    usual: z.string().optional().meta({ description: 'The habit, with its unit.' }),
    usual_of: habitOf.optional(),
    weight: z.number(),
  })
  .meta({ id: 'ExplanationStep' });
export type ExplanationStep = z.infer<typeof explanationStep>;

/** What moved the score. `base`, all `steps` and `others` sum to `total`, the log-odds of the model's probability. */
export const explanationView = z
  .discriminatedUnion('method', [
    z.object({
      method: z.enum(['tree_shap', 'model_output']),
      base: z.number(),
      steps: z.array(explanationStep),
      others: z.object({ features: z.int(), weight: z.number() }),
      groups: z
        .array(z.object({ group: z.string(), features: z.int(), weight: z.number() }))
        .meta({ description: 'The same by group: what all its features added together; strongest first.' }),
      total: z.number(),
    }),
    z.object({
      method: z
        .enum(['none', 'not_needed', 'no_model', 'earlier_release'])
        .meta({ description: 'Why there is none; an earlier release kept the strongest contributions alone.' }),
      steps: z.array(explanationStep),
    }),
  ])
  .meta({ id: 'ExplanationView' });
export type ExplanationView = z.infer<typeof explanationView>;
