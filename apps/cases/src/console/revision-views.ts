/** Why a decision is another than was answered, and what came late, as the console's API says it. Pure. */
import type { LateArrival, MatchRevisionV1, PatternMatchV1, RevisionView, TransactionV1 } from '#contracts';
import type { KeptRevision } from '../decisions/revision-store.js';
import { instant } from './views.js';

export function revisionView({ revision, receivedAtMs, before, after }: KeptRevision): RevisionView {
  return {
    id: revision.id,
    at: instant(receivedAtMs),
    cause: revision.cause,
    ...(revision.causeTransactionId !== '' && { late_transaction_id: revision.causeTransactionId }),
    event_at: instant(revision.atMs),
    appeared: matchesOf(revision, 'appeared', 'shadowAppeared'),
    vanished: matchesOf(revision, 'vanished', 'shadowVanished'),
    ...(before && { outcome_before: before }),
    ...(after && { outcome_after: after }),
  };
}

/** By how much at least a transaction has to come after a newer one to be told as late: clocks and networks differ. */
const BEHIND_MS_MIN = 1_000;

/**
 * Which of the transactions of a timeline came after newer ones of it.
 *
 * @param tooLate those that no pattern saw any more, with how far behind they were, ms
 */
export function lateArrivals(
  transactions: readonly TransactionV1[],
  tooLate: ReadonlyMap<string, number>,
): ReadonlyMap<string, LateArrival> {
  const late = new Map<string, LateArrival>();
  let newestMs = -Infinity;
  for (const { id, occurredAtMs } of transactions.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs)) {
    const behindMs = newestMs - occurredAtMs;
    if (behindMs >= BEHIND_MS_MIN) late.set(id, { behind_ms: behindMs, too_late: false });
    newestMs = Math.max(newestMs, occurredAtMs);
  }
  for (const [id, behindMs] of tooLate) late.set(id, { behind_ms: behindMs, too_late: true });
  return late;
}

function matchesOf(
  revision: MatchRevisionV1,
  deciding: 'appeared' | 'vanished',
  shadow: 'shadowAppeared' | 'shadowVanished',
): RevisionView['appeared'] {
  return [
    ...revision[deciding].map((match) => matchOf(match, false)),
    ...revision[shadow].map((match) => matchOf(match, true)),
  ];
}

function matchOf(match: PatternMatchV1, onTrial: boolean): RevisionView['appeared'][number] {
  return {
    pattern_id: match.patternId,
    pattern_version: match.patternVersion,
    entity: { type: match.entityType, id: match.entityId },
    on_trial: onTrial,
  };
}
