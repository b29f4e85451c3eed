import { z } from 'zod';
import { explanationView, featureView } from './explanation-api.js';
import { entityTypeName, lateArrival, revisionView } from './revision-view.js';
import { withoutCardNumbers } from './raw-card-number.js';
import { ENTITY_NAME_MAX, text, writtenText } from './text.js';

export { featureView, type ExplanationStep, type ExplanationView, type FeatureView } from './explanation-api.js';

/**
 * The analyst API that the console uses: served by `cases` under `/console/api`, cookie session, JSON in snake_case.
 * Money is an integer in minor units beside its currency; instants are RFC 3339 in UTC. Ids of another tenant are 404.
 * Requests that change something carry `CSRF_HEADER`; errors are problem documents.
 */
export const CSRF_HEADER = 'x-caracal-csrf';
export const CSRF_VALUE = '1';
export const SESSION_COOKIE = 'caracal_session';
/** How long a verdict can be taken back; the console offers it for 10 seconds, the rest is for a slow network. */
export const UNDO_WITHIN_MS = 60_000;
export const PAGE_LIMIT_MAX = 200;

const instant = z.iso.datetime();
const id = text(128).min(1);
const outcome = z.enum(['approve', 'challenge', 'review', 'decline']);
const answeredBy = z.enum(['full', 'degraded', 'stand_in']);
const verdict = z.enum(['fraud', 'legitimate', 'unknown']);
const cursor = z.string().min(1).max(512);
const limit = z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50);
/** Of query strings, where an empty value means absent. */
const absentIfEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const consoleMode = z.enum(['test', 'live']);
export type ConsoleMode = z.infer<typeof consoleMode>;
export const consoleRole = z.enum(['admin', 'analyst', 'viewer']);
export type ConsoleRole = z.infer<typeof consoleRole>;

export const consolePerson = z.object({ id, name: z.string() }).meta({ id: 'ConsolePerson' });
export type ConsolePerson = z.infer<typeof consolePerson>;

/** `GET /console/api/session`; 401 without one. */
export const consoleSession = z
  .object({
    user: consolePerson.extend({ role: consoleRole }),
    tenant: z.object({ id, name: z.string(), time_zone: z.string() }),
    mode: consoleMode.meta({ description: 'What to show first: live once the tenant has live data.' }),
    expires_at: instant,
    trace_url_template: z.string().optional().meta({ description: 'With {trace_id} in it.' }),
  })
  .meta({ id: 'ConsoleSession' });
export type ConsoleSession = z.infer<typeof consoleSession>;

/** `GET /console/api/users`: to whom a case can be assigned. */
export const consoleUsers = z.object({ items: z.array(consolePerson.extend({ role: consoleRole })) });
export type ConsoleUsers = z.infer<typeof consoleUsers>;

// --- Decisions

export const consoleReason = z
  .object({
    code: z.string(),
    kind: z.enum(['pattern', 'rule', 'list', 'model']),
    label: z.string().meta({ description: 'In a few words, for lists.' }),
    text: z.string().meta({ description: 'As a sentence.' }),
    detail: z.string().optional().meta({ description: 'For who wants to know exactly: the rule as it is written.' }),
    weight: z.number(),
  })
  .meta({ id: 'ConsoleReason' });
export type ConsoleReason = z.infer<typeof consoleReason>;

export const decisionStatus = z.enum(['final', 'pending_challenge', 'pending_review']);
export type ConsoleDecisionStatus = z.infer<typeof decisionStatus>;

/** One line of the live feed and of lists. */
export const decisionSummary = z
  .object({
    transaction_id: id,
    external_id: z.string(),
    livemode: z.boolean(),
    occurred_at: instant,
    decided_at: instant.meta({ description: 'Of the answer that the client was given.' }),
    amount: z.int(),
    currency: z.string(),
    account_id: z.string(),
    merchant_id: z.string().optional(),
    outcome: outcome.meta({ description: 'What the client was told.' }),
    latest_outcome: outcome.meta({ description: 'The best known; differs when what became known later revised it.' }),
    resolved_outcome: z
      .enum(['approve', 'decline'])
      .optional()
      .meta({ description: 'How a challenge or a review ended.' }),
    status: decisionStatus,
    score: z.int().min(0).max(1000).meta({ description: 'Of the latest decision.' }),
    probability: z.number().nullable().meta({ description: 'null when no model answered' }),
    answered_by: answeredBy,
    revised: z.boolean(),
    top_reason: consoleReason.optional(),
    latency_ms: z.int().meta({ description: 'From receipt to the answer.' }),
    case_id: id.optional(),
    trace_id: z.string(),
  })
  .meta({ id: 'DecisionSummary' });
export type DecisionSummary = z.infer<typeof decisionSummary>;

/** `GET /console/api/decisions`; newest first. */
export const decisionListQuery = z.object({
  mode: consoleMode.default('test'),
  outcome: absentIfEmpty(outcome),
  answered_by: absentIfEmpty(answeredBy),
  q: absentIfEmpty(text(ENTITY_NAME_MAX).trim()).meta({ description: 'Any id: of a transaction, an entity, a trace.' }),
  from: absentIfEmpty(z.iso.datetime({ offset: true })),
  to: absentIfEmpty(z.iso.datetime({ offset: true })),
  cursor: absentIfEmpty(cursor),
  limit,
});
export type DecisionListQuery = z.infer<typeof decisionListQuery>;
export const decisionList = z.object({ items: z.array(decisionSummary), next_cursor: z.string().nullable() });
export type DecisionList = z.infer<typeof decisionList>;

/**
 * `GET /console/api/decisions/stream?mode=`: server-sent events. `decision` carries a `DecisionSummary` (again when it is
 * revised or resolved), `dropped` a `StreamDropped` where decisions were left out; a comment every 15 s keeps it open.
 */
export const decisionStreamQuery = z.object({ mode: consoleMode.default('test') });
export const streamDropped = z.object({
  reason: z
    .enum(['rate', 'slow_client'])
    .meta({ description: 'More decisions than a page can show, or a reader that does not keep up.' }),
});
export type StreamDropped = z.infer<typeof streamDropped>;

export const STATS_WINDOWS = ['5m', '15m', '1h', '6h', '24h'] as const;
export const statsQuery = z.object({ mode: consoleMode.default('test'), window: z.enum(STATS_WINDOWS).default('15m') });
export type StatsQuery = z.infer<typeof statsQuery>;

const money = z.object({ currency: z.string(), amount: z.int() });
const counts = z.object({ approve: z.int(), challenge: z.int(), review: z.int(), decline: z.int() });
const totals = z.object({
  decisions: z.int(),
  outcomes: counts,
  answered_by: z.object({ full: z.int(), degraded: z.int(), stand_in: z.int() }),
  revised: z.int(),
  latency_ms: z
    .object({ p50: z.number(), p95: z.number(), p99: z.number() })
    .nullable()
    .meta({ description: 'Upper bounds of histogram buckets; null without decisions.' }),
  declined_amounts: z.array(money),
  declined_about: money.meta({ description: 'All of it in the reference currency, at rough rates.' }),
});
/** `GET /console/api/stats` */
export const consoleStats = z
  .object({
    window: z.enum(STATS_WINDOWS),
    from: instant,
    to: instant,
    per_second: z.number().meta({ description: 'Over the last full minute.' }),
    ...totals.shape,
    week_ago: totals.nullable().meta({ description: 'The same window a week earlier; null where nothing is kept.' }),
    cases: z.object({ open: z.int(), mine: z.int(), overdue: z.int() }),
    series: z
      .array(z.object({ at: instant, decisions: z.int(), ...counts.shape, latency_p99_ms: z.number().nullable() }))
      .meta({ description: 'At most 120 points; `at` is the beginning of each.' }),
    step_s: z.int(),
  })
  .meta({ id: 'ConsoleStats' });
export type ConsoleStats = z.infer<typeof consoleStats>;

// --- Cases

export const CASE_CAUSES = ['review', 'worse_after_answer', 'challenge_failed'] as const;
export const caseCause = z.enum(CASE_CAUSES);
export type CaseCause = z.infer<typeof caseCause>;
export const caseVerdict = z.enum(['approve', 'decline']);
export type CaseVerdict = z.infer<typeof caseVerdict>;

export const caseSummary = z
  .object({
    id,
    transaction_id: id,
    external_id: z.string(),
    livemode: z.boolean(),
    status: z.enum(['open', 'decided']),
    cause: caseCause,
    opened_at: instant,
    due_at: instant.meta({ description: 'When the review should be done.' }),
    occurred_at: instant,
    amount: z.int(),
    currency: z.string(),
    expected_loss: z.int().meta({ description: 'Amount × probability of fraud, minor units.' }),
    score: z.int(),
    probability: z.number().nullable(),
    outcome: outcome.meta({ description: 'What the client was told.' }),
    latest_outcome: outcome,
    account_id: z.string(),
    merchant_id: z.string().optional(),
    reasons: z
      .array(consoleReason)
      .meta({ description: 'The three that say most: patterns, then rules, then the model.' }),
    assignee: consolePerson.nullable(),
    locked_until: instant.nullable().meta({ description: 'Until then the case is its assignee’s, taken by “next”.' }),
    verdict: caseVerdict.nullable(),
    decided_at: instant.nullable(),
    decided_by: consolePerson.nullable(),
    version: z.int().meta({ description: 'Grows with every change.' }),
  })
  .meta({ id: 'CaseSummary' });
export type CaseSummary = z.infer<typeof caseSummary>;

export const CASE_SORTS = ['expected_loss', 'newest', 'oldest', 'due', 'score'] as const;
/** `GET /console/api/cases` */
export const caseListQuery = z.object({
  mode: consoleMode.default('test'),
  status: z.enum(['open', 'decided']).default('open'),
  assignee: absentIfEmpty(z.union([z.enum(['me', 'none']), id])),
  sort: z.enum(CASE_SORTS).default('expected_loss'),
  cursor: absentIfEmpty(cursor),
  limit,
});
export type CaseListQuery = z.infer<typeof caseListQuery>;
export const caseList = z.object({
  items: z.array(caseSummary),
  next_cursor: z.string().nullable(),
  counts: z.object({ open: z.int(), mine: z.int(), unassigned: z.int(), overdue: z.int(), decided: z.int() }).meta({
    description: 'Each counted up to 10,000.',
  }),
});
export type CaseList = z.infer<typeof caseList>;

export const transactionView = z
  .object({
    id,
    external_id: z.string(),
    livemode: z.boolean(),
    occurred_at: instant,
    received_at: instant,
    amount: z.int(),
    currency: z.string(),
    channel: z.string(),
    outcome: z.string(),
    account: z.object({ id: z.string(), created_at: instant.optional(), email: z.string().optional() }).optional(),
    card: z.object({ fingerprint: z.string(), bin: z.string().optional(), country: z.string().optional() }).optional(),
    device: z.object({ id: z.string().optional(), ip: z.string().optional() }).optional(),
    merchant: z.object({ id: z.string(), mcc: z.string().optional(), country: z.string().optional() }).optional(),
    location: z.object({ lat: z.number(), lon: z.number() }).optional(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: 'TransactionView' });
export type TransactionView = z.infer<typeof transactionView>;

/** What one rung decided. */
export const rungDecision = z
  .object({
    id,
    outcome,
    score: z.int(),
    probability: z.number().nullable(),
    answered_by: answeredBy,
    reasons: z.array(consoleReason),
    policy: z.object({ version: z.int() }),
    model: z.object({ id: z.string(), role: z.string() }).nullable(),
    feature_set: z.string(),
    decided_at: instant,
    latency_ms: z.int(),
    trace_id: z.string(),
  })
  .meta({ id: 'RungDecision' });
export type RungDecision = z.infer<typeof rungDecision>;

export const entityView = z
  .object({
    type: entityTypeName,
    id: z.string(),
    name: z.string().optional().meta({ description: 'Of a declared type: the attribute that the id was made of.' }),
    truncated: z.boolean().meta({ description: 'Some values leave out what is no longer kept, or was before it was.' }),
    approximate: z.boolean().meta({ description: 'Some values count what is no longer kept by estimate.' }),
    currency: z.string().optional().meta({ description: 'Of all its payments of 30 days, where that is one.' }),
    session: z
      .object({ started_at: instant, last_at: instant, count: z.int(), amount: z.int() })
      .optional()
      .meta({ description: 'The session that the transaction belongs to, as it was then.' }),
  })
  .meta({ id: 'EntityView' });
export type EntityView = z.infer<typeof entityView>;

export const matchView = z
  .object({
    pattern_id: z.string(),
    pattern_version: z.int(),
    entity: z.object({ type: entityTypeName, id: z.string() }),
    reason: z.string(),
    risk: z.number(),
    action: z.string(),
    steps: z.array(
      z.object({
        step: z.string(),
        events: z.array(z.object({ transaction_id: z.string(), occurred_at: instant, amount: z.int() })),
      }),
    ),
  })
  .meta({ id: 'MatchView' });
export type MatchView = z.infer<typeof matchView>;

export const challengeView = z
  .object({
    id,
    method: z.literal('otp'),
    status: z.enum(['preparing', 'pending', 'passed', 'failed', 'expired', 'cancelled']),
    attempts: z.int(),
    attempts_max: z.int(),
    sends: z.int(),
    channel: z.enum(['sandbox', 'webhook', 'email']).optional(),
    delivery: z.enum(['waiting', 'delivered', 'failed']).optional(),
    expires_at: instant,
    resolved_at: instant.optional(),
  })
  .meta({ id: 'ChallengeView' });
export type ChallengeView = z.infer<typeof challengeView>;

export const labelView = z
  .object({
    id,
    event: z.string(),
    verdict,
    source: z.enum(['payment_system', 'step_up', 'analyst']),
    weight: z.number(),
    in_force: z.boolean().meta({
      description:
        'Neither taken back nor replaced by a newer word of its source. What takes back is not in force itself.',
    }),
    occurred_at: instant,
    known_at: instant,
    actor: consolePerson.optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'LabelView' });
export type LabelView = z.infer<typeof labelView>;

/** One of the account's recent transactions, oldest first. */
export const timelineItem = z
  .object({
    transaction_id: id,
    current: z.boolean().meta({ description: 'The one that the page is about.' }),
    external_id: z.string(),
    occurred_at: instant,
    amount: z.int(),
    currency: z.string(),
    merchant_id: z.string().optional(),
    transaction_outcome: z
      .string()
      .meta({ description: 'What the payment system said of it: authorised, declined, …' }),
    outcome,
    latest_outcome: outcome,
    resolved_outcome: caseVerdict.optional(),
    status: decisionStatus,
    score: z.int(),
    probability: z.number().nullable(),
    session_started_at: instant.optional().meta({ description: 'The same for all transactions of one session.' }),
    case_id: id.optional(),
    late: lateArrival.optional().meta({ description: 'It came after newer ones.' }),
    labels: z.array(labelView),
  })
  .meta({ id: 'TimelineItem' });
export type TimelineItem = z.infer<typeof timelineItem>;

export const caseNote = z.object({ id, at: instant, author: consolePerson, text: z.string() }).meta({ id: 'CaseNote' });
export type CaseNote = z.infer<typeof caseNote>;

export const AUDIT_ACTIONS = ['opened', 'assigned', 'unassigned', 'taken', 'approved', 'declined', 'undone'] as const;
export const auditEntry = z
  .object({
    at: instant,
    action: z.enum(AUDIT_ACTIONS),
    actor: consolePerson.nullable().meta({ description: 'null: Caracal itself' }),
    detail: z.string().meta({ description: 'The reason given, or to whom it was assigned; may be empty.' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

/** `GET /console/api/decisions/:transactionId` */
export const decisionDetail = z
  .object({
    summary: decisionSummary,
    transaction: transactionView,
    decision: z.object({ answered: rungDecision, latest: rungDecision }),
    reasons: z.array(consoleReason).meta({ description: 'Of the latest decision, weightiest first.' }),
    explanation: explanationView,
    features: z.array(featureView).meta({ description: 'Of the latest decision, largest contribution first.' }),
    entities: z.array(entityView),
    matches: z.array(matchView),
    revisions: z.array(revisionView).meta({ description: 'Why the latest differs from the answer; oldest first.' }),
    challenge: challengeView.optional(),
    timeline: z.array(timelineItem),
    elsewhere: z.array(decisionSummary).meta({ description: 'Matched transactions that the timeline lacks, by time.' }),
    labels: z.array(labelView),
    trace_id: z.string(),
  })
  .meta({ id: 'DecisionDetail' });
export type DecisionDetail = z.infer<typeof decisionDetail>;

/** `GET /console/api/cases/:id` */
export const caseDetail = decisionDetail
  .extend({
    case: caseSummary.extend({
      undo_until: instant.nullable().meta({ description: 'Until then the verdict can be taken back.' }),
      verdict_reason: z.string().nullable(),
    }),
    notes: z.array(caseNote),
    audit: z.array(auditEntry).meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'CaseDetail' });
export type CaseDetail = z.infer<typeof caseDetail>;

/** `POST /console/api/cases/:id/decide` → `CaseDetail`; 409 when it is decided already or is another analyst's. */
export const decideRequest = z
  .strictObject({
    verdict: caseVerdict,
    reason: writtenText(200).meta({ description: 'Why, in a few words; kept with the label.' }),
    note: writtenText(4000).optional(),
  })
  .check(withoutCardNumbers);
export type DecideRequest = z.infer<typeof decideRequest>;

/** `POST /console/api/cases/:id/assign` → `CaseDetail`; null gives it back. 409 when `version` is not the case's. */
export const assignRequest = z.strictObject({ assignee: id.nullable(), version: z.int().optional() });
export type AssignRequest = z.infer<typeof assignRequest>;

/** `POST /console/api/cases/:id/notes` → `CaseNote` */
export const noteRequest = z.strictObject({ text: writtenText(4000) }).check(withoutCardNumbers);
export type NoteRequest = z.infer<typeof noteRequest>;

/** `POST /console/api/cases/next` → `NextCase`: locks the case with the highest expected loss to the caller. */
export const nextRequest = z.strictObject({ mode: consoleMode.default('test') });
export type NextRequest = z.input<typeof nextRequest>;
export const nextCase = z.object({ case: caseSummary.nullable().meta({ description: 'null: the queue is empty' }) });
export type NextCase = z.infer<typeof nextCase>;

// --- Sandbox outbox and search

/**
 * `GET /console/api/outbox`: messages of test challenges with their codes, newest first; and those of live challenges
 * that no channel is configured for, without.
 */
export const outboxQuery = z.object({ cursor: absentIfEmpty(cursor), limit });
export type OutboxQuery = z.infer<typeof outboxQuery>;
export const outboxMessage = z
  .object({
    id,
    at: instant,
    challenge_id: id,
    transaction_id: id,
    livemode: z.boolean(),
    to: z.string().meta({ description: 'Whom a real message would have gone to.' }),
    subject: z.string(),
    text: z.string(),
    code: z.string().nullable().meta({ description: 'null for a live challenge: its code is never stored readable.' }),
    challenge_url: z.string().nullable(),
    status: z.enum(['pending', 'passed', 'failed', 'expired', 'cancelled']),
    expires_at: instant,
  })
  .meta({ id: 'OutboxMessage' });
export type OutboxMessage = z.infer<typeof outboxMessage>;
export const outboxList = z.object({ items: z.array(outboxMessage), next_cursor: z.string().nullable() });
export type OutboxList = z.infer<typeof outboxList>;

export const searchQuery = z.object({ q: writtenText(ENTITY_NAME_MAX) });
export const SEARCH_KINDS = [
  'transaction',
  'case',
  'challenge',
  'trace',
  'account',
  'card',
  'device',
  'ip',
  'merchant',
  'entity',
] as const;
/** `GET /console/api/search`: exact ids only; at most 20 hits. */
export const searchHit = z
  .object({
    kind: z.enum(SEARCH_KINDS),
    entity_type: entityTypeName.optional().meta({ description: 'Of an entity of a declared type.' }),
    id: z.string(),
    livemode: z.boolean(),
    transaction_id: id.meta({ description: 'The transaction itself, or the newest one of the entity or the trace.' }),
    case_id: id.optional(),
    count: z.int().meta({ description: 'Transactions it has, counted up to 100.' }),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHit>;
export const searchResult = z.object({ items: z.array(searchHit) });
export type SearchResult = z.infer<typeof searchResult>;
