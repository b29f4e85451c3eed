import { z } from 'zod';
import { consolePerson } from './console-api.js';
import { text, writtenText } from './text.js';

/**
 * The models API: served by `cases` under `/v1/models`, to the console's session and to API keys alike. A model has versions
 * whose files never change; one of them may answer as the tenant's champion, and one as its second tier. Where there is no
 * champion the installation's default answers.
 */
export const MODEL_ROLES = ['champion', 'tier2'] as const;
export const modelRole = z.enum(MODEL_ROLES);
export const MODEL_STATUSES = ['draft', 'champion', 'tier2', 'retired'] as const;
export const modelStatus = z.enum(MODEL_STATUSES);
export type ModelStatus = z.infer<typeof modelStatus>;
export const MODEL_ACTIONS = ['uploaded', 'promoted', 'rolled_back', 'retired', 'deleted'] as const;
export const modelAction = z.enum(MODEL_ACTIONS);
export type ModelAction = z.infer<typeof modelAction>;
export const MODEL_BYTES_MAX = 32 * 1024 * 1024;

const instant = z.iso.datetime();
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and dashes, 64 at most');
const version = z.coerce.number().int().min(1).max(1_000_000);
const share = z.number().min(0).max(1);
const revision = z.int().min(0);
const reference = z.object({ name: z.string(), version: z.int() });

export const greyZone = z
  .strictObject({ from: share, to: share })
  .refine(({ from, to }) => from < to, 'from must be below to')
  .meta({ description: 'The second model is asked where from ≤ the champion’s probability ≤ to.' });

/** The query of `POST /v1/models`; the body is the file, as application/octet-stream. */
export const uploadModelQuery = z.strictObject({
  name,
  version: version.optional().meta({ description: 'Default: the one after the newest.' }),
  role: modelRole.default('champion').meta({ description: 'What it is meant for: how long it may take.' }),
  features: z
    .string()
    .max(8000)
    .transform((list) => list.split(',').map((feature) => feature.trim()))
    .optional()
    .meta({ description: 'Names of the columns in their order, with commas; where the file does not say them.' }),
  output: text(200).optional().meta({ description: 'The output that holds the scores, where there are several.' }),
  scale: z
    .enum(['probability', 'logit'])
    .optional()
    .meta({ description: 'What the scores are, where that is not clear.' }),
  note: text(500).trim().default(''),
});

export const modelVersionView = z
  .object({
    name: z.string(),
    version: z.int(),
    role: modelRole,
    status: modelStatus,
    since: instant.meta({ description: 'When it got its present status.' }),
    features: z.array(z.string()),
    producer: z.string(),
    output: z.string(),
    scale: z.enum(['probability', 'logit']),
    latency_ms: z.number().meta({ description: 'Of 64 transactions on one core, when it was checked.' }),
    bytes: z.int(),
    sha256: z.string().meta({ description: 'Of the file that was sent.' }),
    note: z.string(),
    created_at: instant,
    created_by: consolePerson,
  })
  .meta({ id: 'ModelVersion' });
export type ModelVersionView = z.infer<typeof modelVersionView>;

export const modelHistoryEntry = z
  .object({
    at: instant,
    action: modelAction,
    role: modelRole,
    model: reference.nullable().meta({ description: 'null: the default from then on, or no second model.' }),
    from: reference.nullable().meta({ description: 'What it took the place of.' }),
    actor: consolePerson,
    reason: z.string(),
    revision,
  })
  .meta({ id: 'ModelHistoryEntry' });
export type ModelHistoryEntry = z.infer<typeof modelHistoryEntry>;

/** Days that decisions are told of, today included. */
export const MODEL_COUNT_DAYS = 30;
export const modelCounts = z
  .object({
    model: z
      .string()
      .meta({ description: 'As decisions name it: name@version; also the default, and versions that were deleted.' }),
    role: modelRole,
    livemode: z.boolean(),
    last_7_days: z.int(),
    last_30_days: z.int(),
    by_day: z.array(z.int()).meta({ description: 'The last 30 days (UTC), the oldest first; the last is today.' }),
  })
  .meta({ id: 'ModelCounts' });
export type ModelCounts = z.infer<typeof modelCounts>;

/** `GET /v1/models`, and what every change answers. */
export const modelList = z
  .object({
    revision: revision.meta({ description: 'Grows by one with every change of what answers; a change names it.' }),
    champion: reference.nullable().meta({ description: 'null: the default of the installation answers.' }),
    tier2: reference.extend({ grey_zone: z.object({ from: share, to: share }) }).nullable(),
    previous: z.object({ champion: reference.nullable(), tier2: reference.nullable() }),
    items: z.array(modelVersionView).meta({ description: 'By name; newest first.' }),
    history: z.array(modelHistoryEntry).meta({ description: 'Newest first, 100 at most.' }),
    decisions: z.array(modelCounts).meta({ description: 'Decisions that each model had its word in.' }),
    limit: z.object({ versions: z.int(), versions_max: z.int(), bytes_max: z.int() }),
  })
  .meta({ id: 'ModelList' });
export type ModelList = z.infer<typeof modelList>;

/** `POST /v1/models/{name}/promote` → `ModelList` */
export const promoteModelRequest = z
  .strictObject({
    version: z.int().min(1),
    to: modelRole,
    grey_zone: greyZone.optional(),
    revision,
    reason: writtenText(500),
  })
  .refine((it) => (it.to === 'tier2') === (it.grey_zone !== undefined), 'grey_zone belongs to tier2, which needs it')
  .meta({ id: 'PromoteModelRequest' });
/** `POST /v1/models/{name}/retire` → `ModelList` */
export const retireModelRequest = z
  .strictObject({ version: z.int().min(1), revision, reason: writtenText(500) })
  .meta({ id: 'RetireModelRequest' });
/** `POST /v1/models/{name}/delete` → `ModelList` */
export const deleteModelRequest = z
  .strictObject({ version: z.int().min(1), revision, reason: writtenText(500) })
  .meta({ id: 'DeleteModelRequest' });
/** `POST /v1/models:rollback` → `ModelList` */
export const rollBackModelRequest = z
  .strictObject({ role: modelRole.default('champion'), revision, reason: writtenText(500) })
  .meta({ id: 'RollBackModelRequest' });
export const modelName = name;
