import type { EntityView, PartialMatch, PartialMatchList } from '../api/contract.js';
import { longDuration } from '../format/time.js';

/** A partial match, and whose it is. */
export interface UnderWay extends PartialMatch {
  /** The same for as long as it takes no other payment. */
  readonly key: string;
  readonly on: EntityView['type'];
}

/** What is under way at a moment, of several entities together. */
export interface UnderWayPlan {
  /** With two payments at least, or complete but for time; nearest to a match first. */
  readonly going: readonly UnderWay[];
  /** One payment met a first step, which every payment does for some pattern. */
  readonly begun: readonly UnderWay[];
}

/** What ended since the lists were made is left out. */
export function planUnderWay(lists: readonly PartialMatchList[], nowMs: number): UnderWayPlan {
  const alive = lists
    .flatMap(({ entity, items }) => items.map((item): UnderWay => ({ ...item, key: keyOf(item), on: entity.type })))
    .filter(({ until }) => until === null || Date.parse(until) > nowMs)
    .sort((a, b) => a.missing - b.missing || b.taken - a.taken || b.risk - a.risk);
  const hasBegunOnly = ({ taken, missing }: UnderWay): boolean => taken === 1 && missing > 0;
  return { going: alive.filter((one) => !hasBegunOnly(one)), begun: alive.filter(hasBegunOnly) };
}

function keyOf({ pattern_id: pattern, pattern_version: version, steps }: PartialMatch): string {
  const taken = steps.flatMap(({ step, events }) => events.map(({ transaction_id: id }) => `${step} ${id}`));
  return [pattern, version, ...taken].join(' ');
}

/** "6 min 12 s left"; nothing where it has all the time. */
export function timeLeft(until: string | null, nowMs: number): string {
  return until === null ? '' : `${longDuration(Math.max(0, Date.parse(until) - nowMs))} left`;
}
