import type { AnsweredBy, DecisionV1 } from '#contracts';

/**
 * One transaction can be decided on several rungs, whose decisions come in any order and more than once. The lowest rung
 * present is what the client was told, the highest the best known. Both are a minimum and a maximum over a fixed order,
 * so merging commutes, associates, and repeats change nothing. Pure.
 */
export interface Rungs {
  readonly answered: RungRecord;
  readonly latest: RungRecord;
}

export interface RungRecord {
  readonly decision: DecisionV1;
  /** As it came from the log, and as it is stored. */
  readonly bytes: Uint8Array;
}

export function mergeRung(known: Rungs | undefined, next: RungRecord): Rungs {
  if (!known) return { answered: next, latest: next };
  const rank = RUNG_RANK[next.decision.answeredBy];
  return {
    answered: rank < RUNG_RANK[known.answered.decision.answeredBy] ? next : known.answered,
    latest: rank > RUNG_RANK[known.latest.decision.answeredBy] ? next : known.latest,
  };
}

export const RUNG_RANK: Readonly<Record<AnsweredBy, number>> = { stand_in: 0, degraded: 1, full: 2 };
