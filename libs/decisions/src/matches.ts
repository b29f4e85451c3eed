/** Matches as sets: which are the same, what stays when some come and some go, and in which order they are told. */
import type { PatternMatchV1 } from '#contracts';

/**
 * Matched events that a revised decision keeps in one list, of the strongest matches: about 128 KiB, so that the record
 * of a decision stays below the limit of its topic however many revisions it takes in. The first match always stays.
 */
export const EVENTS_KEPT_MAX = 2048;

/**
 * The matches less those that vanished, plus those that appeared; the same array where that changes nothing. Sets, so
 * that a repeat, or what vanishes without being there, changes nothing. Strongest first; beyond `EVENTS_KEPT_MAX` the
 * weakest are let go.
 */
export function changedMatches(
  matches: PatternMatchV1[],
  appeared: readonly PatternMatchV1[],
  vanished: readonly PatternMatchV1[],
): PatternMatchV1[] {
  if (appeared.length === 0 && vanished.length === 0) return matches;
  const byKey = new Map(matches.map((match) => [matchKey(match), match]));
  const before = new Set(byKey.keys());
  for (const match of vanished) byKey.delete(matchKey(match));
  for (const match of appeared) byKey.set(matchKey(match), match);
  if (areEqual(before, new Set(byKey.keys()))) return matches;
  const inOneOrder = [...byKey].toSorted(([a], [b]) => compare(a, b)).map(([, match]) => match);
  return atMost(strongestFirst(inOneOrder), EVENTS_KEPT_MAX);
}

/** Whether both are the same set. */
export function sameMatches(a: readonly PatternMatchV1[], b: readonly PatternMatchV1[]): boolean {
  return areEqual(new Set(a.map(matchKey)), new Set(b.map(matchKey)));
}

/** Sorts in place: by risk, then by pattern and entity, so that the order of arrival doesn't show. */
export function strongestFirst(matches: PatternMatchV1[]): PatternMatchV1[] {
  if (matches.length < 2) return matches;
  return matches.sort(
    (a, b) => b.risk - a.risk || compare(a.patternId, b.patternId) || compare(a.entityId, b.entityId),
  );
}

/** The same for the same match: its pattern and version, its entity, and the transactions of each step. */
function matchKey({ patternId, patternVersion, entityType, entityId, steps }: PatternMatchV1): string {
  const events = steps.map(({ step, events: ofStep }) => [step, ...ofStep.map(({ transactionId }) => transactionId)]);
  return JSON.stringify([patternId, patternVersion, entityType, entityId, events]);
}

function areEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b);
}

function atMost(matches: PatternMatchV1[], eventsMax: number): PatternMatchV1[] {
  let events = 0;
  const end = matches.findIndex(({ steps }, i) => {
    for (const { events: ofStep } of steps) events += ofStep.length;
    return i > 0 && events > eventsMax;
  });
  return end < 0 ? matches : matches.slice(0, end);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
