/** The patterns that are under way for one entity, from its transactions. Pure; the matcher's own state is not asked. */
import type { PartialMatch, TransactionV1 } from '#contracts';
import { type AwaitedStep, type CompiledPattern, type StandingRun, standingRuns } from '#patterns';
import { instant } from '../console/views.js';

/** A version of a pattern that counts in decisions. */
export interface LivePattern {
  readonly version: number;
  readonly pattern: CompiledPattern;
}

/** Most partial matches that are told of one pattern. */
const PER_PATTERN_MAX = 5;

/**
 * Where a pattern stands at `nowMs`. What is a match already is not under way. Of the rest those furthest along are told:
 * not the ones that took only a part of the same events, and of those that have merely begun the newest, if there is
 * nothing better.
 *
 * @param events - the entity's, in event-time order
 */
export function partialMatches(
  { version, pattern }: LivePattern,
  events: readonly TransactionV1[],
  nowMs: number,
): PartialMatch[] {
  const underWay = standingRuns(pattern, events, nowMs)
    .filter((run) => run.missing > 0 || run.matchesWhenTimeIsUp)
    .map((run): UnderWayRun => ({ ...run, taken: run.steps.flatMap((step) => step.events.map(({ id }) => id)) }));
  if (underWay.length === 0) return [];
  const byId = new Map(events.map((event) => [event.id, event]));
  return furthest(underWay).map((run) => ({
    pattern_id: pattern.id,
    pattern_version: version,
    title: pattern.definition.title ?? null,
    reason: pattern.reason,
    risk: pattern.risk,
    action: pattern.action,
    says: saysOf(run),
    began_at: instant(run.beganAtMs),
    until: run.endsAtMs === undefined ? null : instant(run.endsAtMs),
    steps: run.steps.map(({ step, events: taken }) => ({
      step,
      events: taken.map(({ id, occurredAtMs, amountMinor }) => ({
        transaction_id: id,
        occurred_at: instant(occurredAtMs),
        amount: amountMinor,
        currency: byId.get(id)!.currency,
      })),
    })),
    taken: run.taken.length,
    missing: run.missing,
    waits_for: run.waitsFor.map(awaitedView),
    unless: run.excludes.map(awaitedView),
  }));
}

/** Nearest to a match first, then by what is more telling. */
export function byNearness(a: PartialMatch, b: PartialMatch): number {
  return a.missing - b.missing || b.taken - a.taken || b.risk - a.risk || (a.pattern_id < b.pattern_id ? -1 : 1);
}

/** How far back the events of a match of any of these can lie, ms; infinite where one has no limit from first to last. */
export function reachOf(patterns: readonly LivePattern[]): number {
  return Math.max(0, ...patterns.map(({ pattern }) => pattern.automaton.withinMs || Number.POSITIVE_INFINITY));
}

interface UnderWayRun extends StandingRun {
  /** Ids of its events. */
  readonly taken: readonly string[];
}

function furthest(runs: readonly UnderWayRun[]): UnderWayRun[] {
  const told: UnderWayRun[] = [];
  const taken: Set<string>[] = [];
  for (const run of runs.toSorted((a, b) => b.taken.length - a.taken.length || b.beganAtMs - a.beganAtMs)) {
    if (told.length >= PER_PATTERN_MAX) break;
    const hasOnlyBegun = run.taken.length === 1;
    if (hasOnlyBegun ? told.length > 0 : taken.some((ids) => run.taken.every((id) => ids.has(id)))) continue;
    told.push(run);
    taken.push(new Set(run.taken));
  }
  return told;
}

function awaitedView({ step, condition }: AwaitedStep): PartialMatch['waits_for'][number] {
  return { step, condition: condition ?? null };
}

function saysOf(run: UnderWayRun): string {
  const { missing, waitsFor, excludes } = run;
  const taken = run.taken.length;
  const absent = either(excludes.map(({ step }) => plain(step)));
  if (missing === 0)
    return `${capital(inWords(taken))} ${taken === 1 ? 'step' : 'steps'} met, a match unless ${absent} comes`;
  const known = new Set(run.steps.map(({ step }) => step));
  const awaited = waitsFor.map(({ step }) => (known.has(step) ? `another “${plain(step)}”` : plain(step)));
  const waits = awaited.length > 0 ? either(awaited) : `anything but ${absent}`;
  return `${capital(inWords(taken))} of ${inWords(taken + missing)} steps, waits for ${waits}`;
}

function either(names: readonly string[]): string {
  return names.length < 3 ? names.join(' or ') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function plain(step: string): string {
  return step.replaceAll('_', ' ');
}

const WORDS = 'none one two three four five six seven eight nine ten eleven twelve'.split(' ');

function inWords(count: number): string {
  return WORDS[count] ?? String(count);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
