import {
  MODEL_REASONS,
  modelReasonCode,
  type CaseSummary,
  type ChallengeView,
  type ConsolePerson,
  type ConsoleReason,
  type DecisionSummary,
  type DecisionV1,
  type EntityView,
  type LabelV1,
  type LabelView,
  type LateArrival,
  type MatchView,
  type ReasonV1,
  type RungDecision,
  type TimelineItem,
  type TransactionV1,
  type TransactionView,
} from '#contracts';
import { isRevised } from '#decisions';
import { labelChangeOf, standingLabels } from '#features';
import type { StoredChallenge, StoredDecision } from '#persistence';
import type { StoredCase } from '../cases/case-store.js';

/** What is stored, as the console's API says it. Pure. */
export type NameOf = (userId: string) => ConsolePerson;

export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

export function decisionSummary(stored: StoredDecision, caseId: string | undefined): DecisionSummary {
  const { answered, latest, resolved } = stored;
  const { transaction } = answered;
  const reason = reasonsOf(latest)[0];
  return {
    transaction_id: transaction.id,
    external_id: transaction.externalId,
    livemode: transaction.livemode,
    occurred_at: instant(transaction.occurredAtMs),
    decided_at: instant(answered.decidedAtMs),
    amount: transaction.amountMinor,
    currency: transaction.currency,
    account_id: transaction.account?.id ?? '',
    ...present('merchant_id', transaction.merchant?.id),
    outcome: answered.outcome,
    latest_outcome: latest.outcome,
    ...(resolved && { resolved_outcome: resolved.outcome === 'approve' ? 'approve' : 'decline' }),
    status: stored.status,
    score: latest.score,
    probability: probabilityOf(latest),
    answered_by: answered.answeredBy,
    revised: isRevised(answered, latest),
    ...(reason && { top_reason: reason }),
    latency_ms: answered.latencyMs,
    ...present('case_id', caseId),
    trace_id: answered.traceId,
  };
}

export function transactionView(transaction: TransactionV1): TransactionView {
  const { account, card, device, merchant, location } = transaction;
  return {
    id: transaction.id,
    external_id: transaction.externalId,
    livemode: transaction.livemode,
    occurred_at: instant(transaction.occurredAtMs),
    received_at: instant(transaction.receivedAtMs),
    amount: transaction.amountMinor,
    currency: transaction.currency,
    channel: transaction.channel,
    outcome: transaction.outcome,
    ...(account && {
      account: {
        id: account.id,
        ...(account.createdAtMs > 0 && { created_at: instant(account.createdAtMs) }),
        ...present('email', account.email),
      },
    }),
    ...(card && {
      card: { fingerprint: card.fingerprint, ...present('bin', card.bin), ...present('country', card.country) },
    }),
    ...(device && { device: { ...present('id', device.id), ...present('ip', device.ip) } }),
    ...(merchant && {
      merchant: { id: merchant.id, ...present('mcc', merchant.mcc), ...present('country', merchant.country) },
    }),
    ...(location && { location: { lat: location.lat, lon: location.lon } }),
    attributes: Object.fromEntries(
      transaction.attributes.map(({ name, text, number, flag }) => [name, text ?? number ?? flag ?? '']),
    ),
  };
}

export function rungDecision(decision: DecisionV1): RungDecision {
  return {
    id: decision.id,
    outcome: decision.outcome,
    score: decision.score,
    probability: probabilityOf(decision),
    answered_by: decision.answeredBy,
    reasons: reasonsOf(decision),
    policy: { version: decision.policyVersion },
    model: decision.modelId === '' ? null : { id: decision.modelId, role: decision.modelRole },
    feature_set: decision.featureSet,
    decided_at: instant(decision.decidedAtMs),
    latency_ms: decision.latencyMs,
    trace_id: decision.traceId,
  };
}

/** What happened before what was decided of it, and both before what the model saw: weights compare within a kind only. */
const KINDS: readonly ReasonV1['kind'][] = ['pattern', 'rule', 'list', 'model'];

/** The most telling first. */
export function reasonsOf({ reasons }: DecisionV1): ConsoleReason[] {
  return reasons
    .map(consoleReason)
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || Math.abs(b.weight) - Math.abs(a.weight));
}

/** As the policy writes it: `Rule 3: probability > 0.3 && event.amount > 20000`. */
const WRITTEN_RULE = /^(?:Stand-in r|R)ule \d+: /;

/** A rule says what its reason code means; how it is written is a detail. */
function consoleReason({ code, kind, text, weight }: ReasonV1): ConsoleReason {
  const label = kind === 'model' ? modelReasonLabel(code) : inWords(code);
  const written = kind === 'rule' && WRITTEN_RULE.test(text);
  return { code, kind, label, text: written ? label : text, ...(written && { detail: text }), weight };
}

/** Before there was a list of codes, they were names of features. */
function modelReasonLabel(code: string): string {
  const known = modelReasonCode(code);
  return known === code ? MODEL_REASONS[known].label : inWords(code);
}

/** `LARGE_AND_RISKY` → `Large and risky` */
export function inWords(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
    .replaceAll(/\b(ip|mcc|bin|otp)\b/g, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param names - of those of declared types, by type */
export function entityViews(
  { entities, transaction }: DecisionV1,
  names: ReadonlyMap<string, string> = new Map(),
): EntityView[] {
  return entities.map(({ entityType, entityId, truncated, approximate, session, oneCurrency }) => ({
    type: entityType,
    id: entityId,
    ...present('name', names.get(entityType)),
    truncated,
    approximate,
    ...(oneCurrency && { currency: transaction.currency }),
    ...(session && {
      session: {
        started_at: instant(session.startedAtMs),
        last_at: instant(session.lastAtMs),
        count: session.count,
        amount: session.amountMinor,
      },
    }),
  }));
}

export function matchViews({ matches }: DecisionV1): MatchView[] {
  return matches.map((match) => ({
    pattern_id: match.patternId,
    pattern_version: match.patternVersion,
    entity: { type: match.entityType, id: match.entityId },
    reason: match.reason,
    risk: match.risk,
    action: match.action,
    steps: match.steps.map(({ step, events }) => ({
      step,
      events: events.map(({ transactionId, occurredAtMs, amountMinor }) => ({
        transaction_id: transactionId,
        occurred_at: instant(occurredAtMs),
        amount: amountMinor,
      })),
    })),
  }));
}

const ATTEMPTS_MAX = 5;

/** A challenge that the decision asks for; `preparing` until the step-up service has opened it. */
export function challengeView(
  stored: StoredDecision,
  challenge: StoredChallenge | undefined,
): ChallengeView | undefined {
  const asked = [stored.answered, stored.latest].find(({ challengeId }) => challengeId !== '');
  if (!challenge) {
    if (!asked) return undefined;
    return {
      id: asked.challengeId,
      method: 'otp',
      status: 'preparing',
      attempts: 0,
      attempts_max: ATTEMPTS_MAX,
      sends: 0,
      expires_at: instant(asked.challengeExpiresAtMs),
    };
  }
  return {
    id: challenge.id,
    method: 'otp',
    status: challenge.status,
    attempts: challenge.attempts,
    attempts_max: ATTEMPTS_MAX,
    sends: challenge.sends,
    channel: challenge.channel,
    delivery: challenge.delivery,
    expires_at: instant(challenge.expiresAtMs),
    ...(challenge.resolvedAtMs !== undefined && { resolved_at: instant(challenge.resolvedAtMs) }),
  };
}

/** @param labels - of one payment, in the order in which they became known */
export function labelViews(labels: readonly KnownLabel[], nameOf: NameOf): LabelView[] {
  const standing = new Set(standingLabels(labels));
  return labels.map((label) => labelView(label, standing.has(label) || labelChangeOf(label) === undefined, nameOf));
}

type KnownLabel = Omit<LabelV1, 'entities' | 'amountMinor'>;

function labelView(label: KnownLabel, inForce: boolean, nameOf: NameOf): LabelView {
  return {
    id: label.id,
    event: label.event,
    verdict: label.verdict,
    source: label.source,
    weight: label.weight,
    in_force: inForce,
    occurred_at: instant(label.occurredAtMs),
    known_at: instant(label.knownAtMs),
    ...(label.actor !== '' && { actor: nameOf(label.actor) }),
    ...present('note', label.note),
  };
}

export function timelineItem(
  stored: StoredDecision,
  current: string,
  caseId: string | undefined,
  labels: readonly LabelView[],
  late: LateArrival | undefined,
): TimelineItem {
  const summary = decisionSummary(stored, caseId);
  const session = stored.latest.entities.find(({ entityType }) => entityType === 'account')?.session;
  return {
    transaction_id: summary.transaction_id,
    current: summary.transaction_id === current,
    external_id: summary.external_id,
    occurred_at: summary.occurred_at,
    amount: summary.amount,
    currency: summary.currency,
    ...present('merchant_id', summary.merchant_id),
    transaction_outcome: stored.answered.transaction.outcome,
    outcome: summary.outcome,
    latest_outcome: summary.latest_outcome,
    ...(summary.resolved_outcome && { resolved_outcome: summary.resolved_outcome }),
    status: summary.status,
    score: summary.score,
    probability: summary.probability,
    ...(session && { session_started_at: instant(session.startedAtMs) }),
    ...present('case_id', caseId),
    ...(late && { late }),
    labels: [...labels],
  };
}

export function caseSummary(stored: StoredCase, latest: DecisionV1, nameOf: NameOf): CaseSummary {
  const { transaction } = latest;
  return {
    id: stored.id,
    transaction_id: stored.transactionId,
    external_id: transaction.externalId,
    livemode: stored.livemode,
    status: stored.status,
    cause: stored.cause,
    opened_at: instant(stored.openedAtMs),
    due_at: instant(stored.dueAtMs),
    occurred_at: instant(transaction.occurredAtMs),
    amount: transaction.amountMinor,
    currency: transaction.currency,
    expected_loss: stored.expectedLoss,
    score: stored.score,
    probability: probabilityOf(latest),
    outcome: stored.answeredOutcome,
    latest_outcome: latest.outcome,
    account_id: transaction.account?.id ?? '',
    ...present('merchant_id', transaction.merchant?.id),
    reasons: reasonsOf(latest).slice(0, 3),
    assignee: stored.assignee === undefined ? null : nameOf(stored.assignee),
    locked_until: stored.lockedUntilMs === undefined ? null : instant(stored.lockedUntilMs),
    verdict: stored.verdict ?? null,
    decided_at: stored.decidedAtMs === undefined ? null : instant(stored.decidedAtMs),
    decided_by: stored.decidedBy === undefined ? null : nameOf(stored.decidedBy),
    version: stored.version,
  };
}

function probabilityOf({ probability }: DecisionV1): number | null {
  return Number.isNaN(probability) ? null : probability;
}

/** The field, where there is something in it; protocol buffers say nothing by an empty string. */
function present<K extends string>(name: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [name]: value } as { [P in K]?: string });
}
