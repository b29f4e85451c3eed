import { z } from 'zod';
import { consoleMode, consolePerson } from './console-api.js';
import { entityTypeName } from './revision-view.js';
import { ENTITY_NAME_MAX, text, VISIBLE, writtenText } from './text.js';

/**
 * The features API: served by `cases` under `/v1/features`, to the console's session and to API keys alike. A tenant has the
 * features of the installation and those of its own documents; a document is a feature, or several. Features read one another,
 * so it is all of them that have a revision.
 */
export const FEATURE_ACTIONS = ['saved', 'removed'] as const;
export const featureAction = z.enum(FEATURE_ACTIONS);
export const FEATURE_DOCUMENTS_MAX = 100;

const instant = z.iso.datetime();
const revision = z.int().min(0);
export const featureDocumentName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, dashes and underscores, 64 at most');
const definition = z
  .union([z.string().min(1), z.record(z.string(), z.unknown())], {
    error: ({ input }) => (input === undefined ? 'is required' : 'must be a text, or the definition as an object'),
  })
  .meta({ description: 'YAML or JSON text, or the definition itself: docs/FEATURES.md.' });

/** How many of the newest decisions live values are of, at most. */
export const LIVE_DECISIONS_MAX = 1000;

/** `GET /v1/features` */
export const featuresQuery = z.object({
  mode: consoleMode
    .optional()
    .meta({ description: 'Whose live values, asked by a person; a key has its own. Without it, test.' }),
  decisions: z.coerce
    .number()
    .int()
    .min(0)
    .max(LIVE_DECISIONS_MAX)
    .default(LIVE_DECISIONS_MAX)
    .meta({ description: 'Of how many of the newest decisions live values are worked out; 0: none are.' }),
});

const share = z.number().min(0).max(1);
export const liveValues = z
  .object({
    decisions: z
      .int()
      .meta({ description: 'That had the feature as it is defined now; the newest by their own times.' }),
    present: share.meta({ description: 'That had a value.' }),
    default: share.nullable().meta({ description: 'Whose value was the default; null where it has none.' }),
    min: z.number().nullable(),
    median: z.number().nullable().meta({ description: 'Of an even number of values the lower of the two.' }),
    max: z.number().nullable(),
    top: z
      .array(z.object({ value: z.number(), share }))
      .nullable()
      .meta({
        description: 'Every value with its share of those present, most frequent first; null where there are many.',
      }),
    example: z
      .object({ transaction_id: z.string(), value: z.number() })
      .nullable()
      .meta({ description: 'The newest that had a value.' }),
  })
  .meta({ id: 'LiveFeatureValues' });
export type LiveValues = z.infer<typeof liveValues>;

export const featureUser = z.object({
  kind: z.enum(['model', 'policy', 'feature']),
  name: z
    .string()
    .meta({ description: 'Of the model, as name@version, or of the feature; of the policy its version.' }),
});
export type FeatureUser = z.infer<typeof featureUser>;

export const featureSummary = z
  .object({
    name: z.string(),
    of: z.string().meta({ description: 'Whose history it is worked out of: card, merchant, …; or transaction.' }),
    unit: z.string(),
    group: z.string(),
    label: z.string(),
    sentence: z.string(),
    aggregate: z.string().nullable().meta({ description: 'null: a value that is worked out of others.' }),
    window: z.string().nullable().meta({ description: 'How far it looks back, as it was written.' }),
    meaning: z.string().meta({ description: 'The same text means the same values, whatever the words.' }),
    document: z.string().nullable().meta({ description: 'The tenant’s that it stands in; null: of the installation.' }),
    users: z.array(featureUser).meta({
      description: 'What reads it: models of the tenant that answer, the policy in force, other features.',
    }),
    live: liveValues.nullable().meta({ description: 'null: not asked for, or no stored decision has it.' }),
  })
  .meta({ id: 'FeatureSummary' });
export type FeatureSummary = z.infer<typeof featureSummary>;

export const featureDocumentView = z
  .object({
    name: z.string(),
    source: z.string().meta({ description: 'The text as it was saved.' }),
    features: z.array(z.string()),
  })
  .meta({ id: 'FeatureDocument' });

export const featureHistoryEntry = z
  .object({
    at: instant,
    revision,
    action: featureAction,
    document: z.string(),
    version: z.string(),
    actor: consolePerson,
    reason: z.string(),
  })
  .meta({ id: 'FeatureHistoryEntry' });

/** `GET /v1/features`, and what every change answers. */
export const featureList = z
  .object({
    revision: revision.meta({ description: 'Grows by one with every change; a change names the one it is based on.' }),
    version: z.string().meta({ description: 'Decisions name it: what their values are of.' }),
    features: z.array(featureSummary).meta({ description: 'In the order of their values.' }),
    session_gap_ms: z.int().meta({ description: 'A session ends when nothing comes for longer than this.' }),
    documents: z.array(featureDocumentView),
    history: z.array(featureHistoryEntry).meta({ description: 'Newest first.' }),
    limit: z.object({ features: z.int(), features_max: z.int(), documents_max: z.int() }),
  })
  .meta({ id: 'FeatureList' });
export type FeatureList = z.infer<typeof featureList>;

/** `POST /v1/features` → `FeatureList`; 409 when the features are at another revision. */
export const saveFeaturesRequest = z
  .strictObject({
    name: featureDocumentName,
    definition,
    revision: revision.default(0),
    reason: text(500).trim().default(''),
  })
  .meta({ id: 'SaveFeaturesRequest' });
/** `POST /v1/features/{name}/remove` → `FeatureList` */
export const removeFeaturesRequest = z
  .strictObject({ revision, reason: writtenText(500) })
  .meta({ id: 'RemoveFeaturesRequest' });

/** `GET /v1/entities/{type}/{id}` */
export const entityPath = z.object({
  type: entityTypeName,
  id: z
    .string()
    .min(1)
    .max(ENTITY_NAME_MAX, `must be at most ${ENTITY_NAME_MAX} characters`)
    .regex(VISIBLE, 'must not be blank, nor contain control, invisible or bidirectional formatting characters')
    .meta({ description: 'As payments have it. Of a declared type: the text that it is made of, in any spelling.' }),
});
export const entityFeaturesQuery = z.object({
  mode: consoleMode.optional().meta({ description: 'Of a person; a key has its own. Without it, test.' }),
  as_of: z.iso.datetime({ offset: true }).optional().meta({ description: 'Now when left out.' }),
});

const value = z.number().nullable().meta({ description: 'null: there is none, as without history.' });
export const entityFeaturesView = z
  .object({
    entity: z.object({ type: z.string(), id: z.string() }),
    mode: consoleMode,
    at: instant,
    version: z.string(),
    features: z.array(z.object({ name: z.string(), label: z.string(), unit: z.string(), value })).meta({
      description: 'As of `at`, of the features in force; what compares a payment with its past has no value.',
    }),
    as_decided: z
      .object({
        transaction_id: z.string(),
        decided_at: instant,
        version: z.string(),
        values: z.record(z.string(), value),
        truncated: z.boolean().meta({ description: 'Some of them leave out what was no longer kept.' }),
        approximate: z.boolean().meta({ description: 'Some of them count what was no longer kept by estimate.' }),
      })
      .nullable()
      .meta({ description: 'What the newest decision by then had of the entity.' }),
    transactions: z
      .array(
        z.object({ id: z.string(), occurred_at: instant, amount: z.int(), currency: z.string(), outcome: z.string() }),
      )
      .meta({ description: 'The newest 50 by then, newest first.' }),
    sessions: z
      .array(
        z.object({
          started_at: instant,
          ended_at: instant,
          count: z.int(),
          amount: z.int().meta({ description: 'Spent, in minor units of whatever currency.' }),
          counterparts: z
            .int()
            .meta({ description: 'Different merchants; of a merchant, different cards or accounts.' }),
          capped: z.boolean().meta({ description: 'There are at least so many counterparts.' }),
          channels: z.array(z.string()),
        }),
      )
      .meta({
        description:
          'The newest 20 that had ended by then, newest first: payments without a gap of more than 30 minutes. Only those of more ' +
          'than one payment, and only once it is certain, a moment after the gap, that nothing can be added; kept for 30 days.',
      }),
    events: z.object({
      count: z.int(),
      truncated: z.boolean().meta({ description: 'A window reaches to before the transactions that are looked at.' }),
    }),
  })
  .meta({ id: 'EntityFeatures' });
export type EntityFeaturesView = z.infer<typeof entityFeaturesView>;
