import { z } from 'zod';
import { ENTITY_TYPES } from '../entity-types.js';
import { consoleMode, consolePerson } from './console-api.js';
import { entityTypeName } from './revision-view.js';
import { externalId, text, writtenText } from './text.js';

/**
 * The patterns API: served by `cases` under `/v1/patterns`, to the console's session and to API keys alike. A pattern has
 * versions whose documents never change; each is a draft, on trial beside the live one (shadow), live, or retired.
 */
export const PATTERN_STATUSES = ['draft', 'shadow', 'live', 'retired'] as const;
export const patternStatus = z.enum(PATTERN_STATUSES);
export type PatternStatus = z.infer<typeof patternStatus>;
export const PATTERN_ACTIONS = ['saved', 'shadowed', 'promoted', 'rolled_back', 'retired'] as const;
export const patternAction = z.enum(PATTERN_ACTIONS);
export type PatternAction = z.infer<typeof patternAction>;
export const TEST_EVENTS_MAX = 200;
export const COMPARISON_EXAMPLES_MAX = 20;

const instant = z.iso.datetime();
const version = z.int().min(1).max(1_000_000);
const revision = z.int().min(0);
const origin = z.enum(['pack', 'tenant']);
const definition = z
  .union([z.string().min(1), z.record(z.string(), z.unknown())], {
    error: ({ input }) => (input === undefined ? 'is required' : 'must be a text, or the definition as an object'),
  })
  .meta({ description: 'YAML or JSON text, or the definition itself.' });

const count = z.int().min(0);
/** Of the versions that run now, over the last seven days. Where one is not 0, matches may have been missed. */
export const patternHealth = z
  .object({
    shed_runs: count.meta({ description: 'Partial matches given up because an entity had too many.' }),
    shed_matches: count.meta({ description: 'Matches not reported because one payment completed too many.' }),
    failed_conditions: count.meta({ description: 'Conditions that had no answer, and counted as false.' }),
  })
  .meta({ id: 'PatternHealth', description: 'Of the versions that run now, over the last seven days.' });
export type PatternHealth = z.infer<typeof patternHealth>;

/** One of a tenant's patterns; title, entity, reason, action and risk are those of the live version, else of the newest. */
export const patternSummary = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    by: z.string(),
    origin: origin.meta({ description: 'pack: came with the installation.' }),
    status: patternStatus.meta({ description: 'The strongest of its versions: live, shadow, draft, retired.' }),
    revision: revision.meta({ description: 'Grows by one with every change; a change names the one it is based on.' }),
    latest_version: version,
    live_version: version.nullable(),
    shadow_version: version.nullable(),
    reason: z.string(),
    action: z.string(),
    risk: z.number(),
    updated_at: instant.nullable().meta({ description: 'null: as the installation has it.' }),
    updated_by: consolePerson.nullable(),
    health: patternHealth,
  })
  .meta({ id: 'PatternSummary' });
export type PatternSummary = z.infer<typeof patternSummary>;

/** `GET /v1/patterns` */
export const patternListQuery = z.object({ status: patternStatus.optional() });
export const patternList = z
  .object({ items: z.array(patternSummary), limit: z.object({ live: z.int(), live_max: z.int() }) })
  .meta({ id: 'PatternList' });
export type PatternList = z.infer<typeof patternList>;

export const patternVersionView = z
  .object({
    version,
    status: patternStatus,
    origin,
    definition: z.record(z.string(), z.unknown()),
    source: z.string().meta({ description: 'The text as it was saved.' }),
    format: z.enum(['yaml', 'json']),
    note: z.string(),
    created_at: instant.nullable(),
    created_by: consolePerson.nullable(),
    since: instant.nullable().meta({ description: 'When it got its present status.' }),
  })
  .meta({ id: 'PatternVersion' });
export type PatternVersionView = z.infer<typeof patternVersionView>;

export const patternHistoryEntry = z
  .object({
    at: instant,
    action: patternAction,
    version: version.nullable(),
    from_version: version.nullable().meta({ description: 'The one that it took the place of.' }),
    actor: consolePerson,
    reason: z.string(),
    revision,
  })
  .meta({ id: 'PatternHistoryEntry' });
export type PatternHistoryEntry = z.infer<typeof patternHistoryEntry>;

/** `GET /v1/patterns/{id}`, and what every change answers. */
export const patternDetail = patternSummary
  .extend({
    versions: z.array(patternVersionView).meta({ description: 'Newest first.' }),
    history: z.array(patternHistoryEntry).meta({ description: 'Newest first.' }),
  })
  .meta({ id: 'PatternDetail' });
export type PatternDetail = z.infer<typeof patternDetail>;

/** `POST /v1/patterns` → `PatternDetail`; 409 when the pattern is at another revision. */
export const savePatternRequest = z
  .strictObject({ definition, revision: revision.default(0), note: text(500).trim().default('') })
  .meta({ id: 'SavePatternRequest' });

/** `POST /v1/patterns/{id}/promote` → `PatternDetail` */
export const promotePatternRequest = z
  .strictObject({ version, to: z.enum(['shadow', 'live']), revision, reason: writtenText(500) })
  .meta({ id: 'PromotePatternRequest' });
/** `POST /v1/patterns/{id}/rollback` and `/retire` → `PatternDetail` */
export const patternChangeRequest = z
  .strictObject({ version: version.optional(), revision, reason: writtenText(500) })
  .meta({ id: 'PatternChangeRequest' });

/** `POST /v1/patterns:test` */
export const testPatternRequest = z
  .strictObject({
    definition: definition.optional(),
    pattern: z.strictObject({ id: text(64).min(1), version }).optional(),
    events: z.array(z.record(z.string(), z.unknown())).max(TEST_EVENTS_MAX).optional().meta({
      description: 'As in the examples of a document.',
    }),
    recent: z
      .strictObject({ hours: z.int().min(1).max(24).default(24), mode: consoleMode.default('test') })
      .optional()
      .meta({ description: 'The tenant’s own decided transactions, the newest 2,000 of the time.' }),
  })
  .refine((it) => (it.definition === undefined) !== (it.pattern === undefined), 'give either definition or pattern')
  .refine((it) => (it.events === undefined) !== (it.recent === undefined), 'give either events or recent')
  .meta({ id: 'TestPatternRequest' });
export type TestPatternRequest = z.infer<typeof testPatternRequest>;

const event = z.object({ transaction_id: z.string(), occurred_at: instant, amount: z.int() });
const steps = z.array(z.object({ step: z.string(), events: z.array(event) }));
export const RUN_STATUSES = [
  'waiting',
  'matched',
  'moved',
  'expired',
  'session_ended',
  'stopped',
  'skipped',
  'shed',
] as const;

export const patternTestRun = z
  .object({
    id: z.int(),
    parent: z.int().nullable().meta({ description: 'The run that took one event less.' }),
    entity: z.string(),
    status: z.enum(RUN_STATUSES),
    began_at: instant,
    ended_at: instant.nullable(),
    moved_by: event.meta({ description: 'The event that made it out of its parent, or began it.' }),
    steps: steps.meta({ description: 'What it has taken.' }),
    waits_for: z.array(z.object({ step: z.string(), condition: z.string().nullable() })),
    dies_at: instant.nullable(),
    why: z.string(),
  })
  .meta({ id: 'PatternTestRun' });
export type PatternTestRun = z.infer<typeof patternTestRun>;

export const patternTestResult = z
  .object({
    pattern: z.object({ id: z.string(), by: z.string(), steps: z.array(z.string()) }),
    events: z.object({
      count: z.int(),
      from: instant.nullable(),
      to: instant.nullable(),
      truncated: z.boolean(),
    }),
    entities: z.int(),
    examples: z.array(
      z.object({
        title: z.string(),
        expected: z.int(),
        found: z.int(),
        ok: z.boolean(),
        line: z.int().optional().meta({ description: 'Where it is in the document, from 1; absent in JSON.' }),
        column: z.int().optional(),
      }),
    ),
    matches: z.array(z.object({ entity: z.string(), at: instant, run: z.int().nullable(), steps })),
    runs: z.array(patternTestRun),
    truncated: z.boolean().meta({ description: 'There were more runs or matches than are shown.' }),
    stats: z.object({ shed_runs: z.int(), shed_matches: z.int(), failed_conditions: z.int() }),
  })
  .meta({ id: 'PatternTestResult' });
export type PatternTestResult = z.infer<typeof patternTestResult>;

const example = z.object({
  transaction_id: z.string(),
  occurred_at: instant,
  amount: z.int(),
  currency: z.string(),
  livemode: z.boolean(),
  outcome: z.string(),
  entity: z.object({ type: z.string(), id: z.string() }),
});
/** `GET /v1/patterns/{id}/comparison`: the version on trial against the live one. */
export const patternComparison = z
  .object({
    pattern_id: z.string(),
    live_version: version.nullable(),
    shadow_version: version,
    since: instant,
    transactions: z
      .object({ live: z.int(), shadow: z.int(), both: z.int(), live_only: z.int(), shadow_only: z.int() })
      .meta({ description: 'How many completed a match of each.' }),
    examples: z.object({ live_only: z.array(example), shadow_only: z.array(example) }),
  })
  .meta({ id: 'PatternComparison' });
export type PatternComparison = z.infer<typeof patternComparison>;

const awaited = z.array(
  z.object({
    step: z.string(),
    condition: z.string().nullable().meta({ description: 'As the pattern says it.' }),
  }),
);

/** `GET /v1/entities/{type}/{id}/partial-matches` */
export const partialMatchPath = z.object({ type: z.enum(ENTITY_TYPES), id: externalId });
export const partialMatchQuery = z.object({
  mode: consoleMode.optional().meta({ description: 'Of a person; a key has its own. Without it, test.' }),
});

/** A pattern that is under way for an entity. */
export const partialMatch = z
  .object({
    pattern_id: z.string(),
    pattern_version: version,
    title: z.string().nullable(),
    reason: z.string(),
    risk: z.number(),
    action: z.string(),
    says: z.string().meta({ description: 'Where it stands, in words: `Two of three steps, waits for cashout`.' }),
    began_at: instant,
    until: instant.nullable().meta({ description: 'When its time is up; null: it has all the time.' }),
    steps: z
      .array(z.object({ step: z.string(), events: z.array(event.extend({ currency: z.string() })) }))
      .meta({ description: 'What it has taken, in the order of the first payments.' }),
    taken: z.int().min(1).meta({ description: 'Payments that it has taken.' }),
    missing: count.meta({ description: 'Fewest further payments that complete it; 0 where time alone does.' }),
    waits_for: awaited.meta({ description: 'Steps that bring it nearer to a match: any of them.' }),
    unless: awaited.meta({ description: 'What must not come, of a pattern that ends with an absence.' }),
  })
  .meta({ id: 'PartialMatch' });
export type PartialMatch = z.infer<typeof partialMatch>;

export const partialMatchList = z
  .object({
    entity: z.object({ type: entityTypeName, id: z.string() }),
    mode: consoleMode,
    at: instant.meta({ description: 'The moment that all of it holds for.' }),
    items: z.array(partialMatch).meta({
      description:
        'Nearest to a match first. Of each pattern those furthest along: what took a part of the same payments is left out.',
    }),
    more: count.meta({ description: 'How many more there are than are told.' }),
    events: z.object({
      count: count.meta({ description: 'Payments that were looked at: the newest, 64 at most.' }),
      truncated: z.boolean().meta({ description: 'Older ones may have begun a match that is not told.' }),
    }),
  })
  .meta({ id: 'PartialMatchList' });
export type PartialMatchList = z.infer<typeof partialMatchList>;
