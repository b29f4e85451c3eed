/** Stored decisions, decided again with what became known of their matches. Pure. */
import type { DecisionRevisionV1, DecisionV1, MatchRevisionV1, PatternMatchV1 } from '#contracts';
import { reviseDecision, type RevisedUnder } from '#decisions';
import type { AppliedRevision, StoredRevision } from './match-revisions.js';
import { isWorse } from './settle.js';

export interface Revised {
  /** As it is now. */
  readonly decision: DecisionV1;
  /** What each revision made of it, in order. */
  readonly applied: readonly AppliedRevision[];
  /** When a revision last made the outcome worse; undefined where none of these did. */
  readonly worsenedAtMs: number | undefined;
  /** The pattern versions that no longer match the transaction, deciding or on trial. */
  readonly gone: readonly { readonly patternId: string; readonly version: number }[];
  /** Where the outcome is another than before. */
  readonly news: DecisionRevisionV1 | undefined;
}

export function reviseStored(stored: DecisionV1, revisions: readonly StoredRevision[], under: RevisedUnder): Revised {
  let decision = stored;
  let worsenedAtMs: number | undefined;
  let because: MatchRevisionV1 | undefined;
  const applied: AppliedRevision[] = [];
  for (const { revision, receivedAtMs } of revisions) {
    const before = decision.outcome;
    decision = reviseDecision(decision, [revision], under);
    const after = decision.outcome;
    applied.push({ revision, before, after });
    if (isWorse(after, before)) worsenedAtMs = receivedAtMs;
    if (after !== before) because = revision;
  }
  return {
    decision,
    applied,
    worsenedAtMs,
    gone: goneOf(decision, revisions),
    news: newsOf(stored, decision, because),
  };
}

function newsOf(
  before: DecisionV1,
  decision: DecisionV1,
  because: MatchRevisionV1 | undefined,
): DecisionRevisionV1 | undefined {
  if (!because || decision.outcome === before.outcome) return undefined;
  const { cause, causeTransactionId } = because;
  return { decision, previousOutcome: before.outcome, cause, causeTransactionId };
}

function goneOf(decision: DecisionV1, revisions: readonly StoredRevision[]): Revised['gone'] {
  const there = new Set([...decision.matches, ...decision.shadowMatches].map(versionOf));
  const gone = new Map<string, { patternId: string; version: number }>();
  for (const { revision } of revisions)
    for (const match of [...revision.vanished, ...revision.shadowVanished])
      if (!there.has(versionOf(match)))
        gone.set(versionOf(match), { patternId: match.patternId, version: match.patternVersion });
  return [...gone.values()];
}

function versionOf({ patternId, patternVersion }: PatternMatchV1): string {
  return `${patternId} ${patternVersion}`;
}
