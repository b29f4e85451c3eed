/** Features and entities as analysts write them: the shape of the documents, and every bound of the language. */
import { z } from 'zod';
import { EXPRESSION_LENGTH_MAX } from '#cel';

export const FEATURE_TEXT_MAX = 256 * 1024;
/** Of one tenant, those of its pack included. */
export const FEATURES_MAX = 1000;
/** Of one document. */
export const FEATURES_PER_DOCUMENT_MAX = 500;
/** Entity types of one tenant beside the built-in ones, those of its pack included. */
export const DECLARED_ENTITIES_MAX = 16;
/** Longest window and delay together. */
export const LOOK_BACK_MS_MAX = 400 * 86_400_000;
/** Most events of `last n`. */
export const LAST_EVENTS_MAX = 1000;

export const FEATURE_UNITS = [
  'count',
  'minor',
  'log_minor',
  'ratio',
  'share',
  'deviations',
  'seconds',
  'minutes',
  'hours',
  'days',
  'km/h',
  'flag',
  'hour',
  'bits',
  'number',
] as const;
/**
 * `minor`: money in minor units as it was sent, whatever the currency. `log_minor`: its logarithm. `ratio`: times.
 * `deviations`: standard deviations. `flag`: 1 or 0.
 */
export type FeatureUnit = (typeof FEATURE_UNITS)[number];

export const AGGREGATES = [
  'count',
  'sum',
  'mean',
  'stddev',
  'min',
  'max',
  'distinct',
  'percentile',
  'rate',
  'ratio',
  'zscore',
  'rank',
  'trend',
  'entropy',
  'is_new',
  'gap_since_last',
  'age_since_first',
  'duration',
  'haversine_speed',
  'run_length',
  'run_age',
  'count_above',
] as const;
export type Aggregate = (typeof AGGREGATES)[number];

const expression = z.string().min(1).max(EXPRESSION_LENGTH_MAX);
const short = z.string().max(64);
/** Columns that tables of features have beside them, and what training takes a column of such a name for. */
export const RESERVED_NAMES: readonly string[] = [
  'transaction_id',
  'id',
  'occurred_at',
  'time',
  'timestamp',
  'tx_datetime',
  'decided_at',
  'weight',
  'fraud',
  'label',
  'is_fraud',
  'label_source',
  'label_event',
  'label_known_at',
  'rung',
  'outcome',
  'score',
  'probability',
  'model',
  'feature_set',
];

/** `{entity}` stands for the type where one definition is for several. */
const featureName = z
  .string()
  .regex(/^(?:[a-z]|\{entity\}_)[a-z0-9_]{0,79}$/, 'must be lower_snake_case, at most 80 characters')
  .refine((name) => !RESERVED_NAMES.includes(name), 'is a name that tables of features need for themselves');
const entityType = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be lower_snake_case, at most 32 characters');

const group = z.string().min(1).max(64);

/** What may stand at the head of a document for all of its features. */
const shared = {
  by: z.union([entityType, z.array(entityType).min(1).max(16)]).optional(),
  of: expression.optional(),
  where: expression.optional(),
  among: expression.optional(),
  window: short.optional(),
  delay: short.optional(),
  source: z.enum(['transactions', 'labels']).optional(),
  current: z.enum(['include', 'exclude']).optional(),
  default: z.number().optional(),
  unit: z.enum(FEATURE_UNITS).optional(),
  /** One for all, or by entity. */
  group: z.union([group, z.record(entityType, group)]).optional(),
};

export const featureDefinition = z
  .strictObject({
    feature: featureName,
    ...shared,
    aggregate: short.optional(),
    value: expression.optional(),
    above: expression.optional(),
    label: z.string().min(1).max(200).optional(),
    sentence: z.string().min(1).max(400).optional(),
  })
  .meta({ id: 'FeatureDefinition' });

/** Something else that history is kept for: any text that can be worked out of a transaction. */
export const entityDefinition = z
  .strictObject({
    entity: entityType,
    of: expression,
    normalise: z.enum(['none', 'lower_case', 'letters_and_digits', 'email', 'ip_prefix']).optional(),
    events_max: z.int().min(16).max(65_536).optional(),
  })
  .meta({ id: 'EntityDefinition' });

export const featureDocument = z.strictObject({
  ...shared,
  /** That its features may be of, and those of others. */
  entities: z.array(entityDefinition).min(1).max(DECLARED_ENTITIES_MAX).optional(),
  /** Entities may stand alone. */
  features: z.array(featureDefinition).min(1).max(FEATURES_PER_DOCUMENT_MAX).optional(),
});

/** What ends a session: how long nothing comes. */
export const sessionGapDefinition = z.strictObject({ session_gap: short }).meta({ id: 'SessionGapDefinition' });

export type FeatureSource = z.infer<typeof featureDefinition>;
export type EntitySource = z.infer<typeof entityDefinition>;
