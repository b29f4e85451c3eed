/** Runs a pattern over given or recent events and explains what became of every partial match. Changes nothing. */
import type { TransactionLike } from '#cel';
import type { PatternTestResult, PatternTestRun, TestPatternRequest } from '#contracts';
import { CaracalError, type Clock } from '#kernel';
import {
  type CompiledPattern,
  entityIdOf,
  exampleEvents,
  type MatchedStep,
  runExamples,
  type Trace,
  type TracedRun,
  traceRuns,
} from '#patterns';
import type { DecisionReader } from '#persistence';
import type { TenantDirectory } from '#tenancy';
import { isLive } from '../console/decision-pages.js';
import { instant } from '../console/views.js';
import { compileTrial, explained } from './pattern-document.js';
import type { PatternStore } from './pattern-store.js';

const RECENT_EVENTS_MAX = 2000;
const PAGE = 200;
const SHOWN_MAX = 500;
const HOUR_MS = 3_600_000;

export class TryPattern {
  constructor(
    private readonly store: PatternStore,
    private readonly decisions: DecisionReader,
    private readonly clock: Clock,
    private readonly tenants: TenantDirectory,
  ) {}

  /** Throws `invalid_request` for what doesn't compile, `not_found` for a version that doesn't exist. */
  async run(tenantId: string, request: TestPatternRequest): Promise<PatternTestResult> {
    const tenant = await this.tenants.byId(tenantId);
    const pattern =
      request.definition === undefined
        ? compileTrial(await this.sourceOf(tenantId, request.pattern!))
        : compileTrial(request.definition, tenant?.attributes);
    const { events, truncated } =
      request.events === undefined
        ? await this.recent(tenantId, request.recent!)
        : { events: explained(() => exampleEvents(request.events), '/events'), truncated: false };
    return resultOf(pattern, events, truncated);
  }

  private async sourceOf(tenantId: string, { id, version }: { id: string; version: number }): Promise<string> {
    const found = (await this.store.find(tenantId, id))?.versions.find((one) => one.version === version);
    if (!found) throw new CaracalError('not_found', 'There is no such version of a pattern');
    return found.source;
  }

  /** Decided transactions of the last hours, oldest first; the newest of them where there are more than fit. */
  private async recent(
    tenantId: string,
    { hours, mode }: NonNullable<TestPatternRequest['recent']>,
  ): Promise<{ events: TransactionLike[]; truncated: boolean }> {
    const query = { livemode: isLive(mode), fromMs: this.clock.now() - hours * HOUR_MS, limit: PAGE };
    const events: TransactionLike[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.decisions.list(tenantId, { ...query, ...(cursor !== undefined && { cursor }) });
      events.push(...page.items.map(({ answered }) => answered.transaction));
      cursor = page.nextCursor;
    } while (cursor !== undefined && events.length < RECENT_EVENTS_MAX);
    return { events: events.sort((a, b) => a.occurredAtMs - b.occurredAtMs), truncated: cursor !== undefined };
  }
}

function resultOf(
  pattern: CompiledPattern,
  events: readonly TransactionLike[],
  eventsTruncated: boolean,
): PatternTestResult {
  const result: Collected = {
    runs: [],
    matches: [],
    stats: { shed_runs: 0, shed_matches: 0, failed_conditions: 0 },
    truncated: false,
  };
  const byEntity = Map.groupBy(events, (event) => entityIdOf(pattern.by, event));
  for (const [entity, own] of byEntity) collect(result, entity, traceRuns(pattern, own));
  return {
    pattern: { id: pattern.id, by: pattern.by, steps: [...pattern.automaton.steps] },
    events: {
      count: events.length,
      from: events[0] ? instant(events[0].occurredAtMs) : null,
      to: events.length > 0 ? instant(events.at(-1)!.occurredAtMs) : null,
      truncated: eventsTruncated,
    },
    entities: byEntity.size,
    examples: runExamples(pattern).map(({ title, expected, found, ok, place: { line, column } }) => {
      return {
        title,
        expected,
        found,
        ok,
        ...(line !== undefined && { line }),
        ...(column !== undefined && { column }),
      };
    }),
    ...result,
  };
}

interface Collected {
  readonly runs: PatternTestResult['runs'];
  readonly matches: PatternTestResult['matches'];
  readonly stats: PatternTestResult['stats'];
  truncated: boolean;
}

function collect(into: Collected, entity: string, { runs, matches, stats }: Trace): void {
  const base = into.runs.length;
  const shown = runs.slice(0, SHOWN_MAX - base);
  into.runs.push(...shown.map((run) => runView(run, entity, base)));
  const room = SHOWN_MAX - into.matches.length;
  into.matches.push(
    ...matches.slice(0, room).map(({ steps, endAtMs, run }) => ({
      entity,
      at: instant(endAtMs),
      run: run !== undefined && run <= shown.length ? base + run : null,
      steps: stepViews(steps),
    })),
  );
  if (shown.length < runs.length || room < matches.length) into.truncated = true;
  into.stats.shed_runs += stats.shedRuns;
  into.stats.shed_matches += stats.shedMatches;
  into.stats.failed_conditions += stats.failedConditions;
}

function runView(run: TracedRun, entity: string, base: number): PatternTestRun {
  return {
    id: base + run.id,
    parent: run.parent === undefined ? null : base + run.parent,
    entity,
    status: run.status,
    began_at: instant(run.beganAtMs),
    ended_at: run.endedAtMs === undefined ? null : instant(run.endedAtMs),
    moved_by: eventView(run.movedBy),
    steps: stepViews(run.steps),
    waits_for: run.waitsFor.map(({ step, condition }) => ({ step, condition: condition ?? null })),
    dies_at: run.diesAtMs === undefined ? null : instant(run.diesAtMs),
    why: whyOf(run),
  };
}

/** In a sentence, where a run stands or how it ended. */
function whyOf(run: TracedRun): string {
  const { status, endedBy, diesAtMs, waitsFor } = run;
  const by = endedBy === undefined ? '' : ` ${endedBy.id}`;
  const until = diesAtMs === undefined ? '' : ` until ${instant(diesAtMs)}`;
  switch (status) {
    case 'waiting':
      if (run.matchesWhenTimeIsUp && diesAtMs !== undefined)
        return `Matches at ${instant(diesAtMs)} unless something comes that it excludes`;
      return `Waits for ${waitsFor.map(({ step }) => step).join(' or ') || 'its time to be up'}${until}`;
    case 'matched':
      return endedBy === undefined ? 'Complete: nothing that it excludes came in its time' : `Completed by${by}`;
    case 'moved':
      return `Went on with${by}`;
    case 'expired':
      return `Its time was up at ${instant(diesAtMs ?? 0)}`;
    case 'session_ended':
      return 'The session of the entity ended';
    case 'stopped':
      return `${by.trim()} is not what may come next, or is what it excludes`;
    case 'skipped':
      return `Left out after a match that shares events with it (skip), completed by${by}`;
    case 'shed':
      return 'Given up: the entity had too many partial matches';
  }
}

function stepViews(steps: readonly MatchedStep<TransactionLike>[]): PatternTestRun['steps'] {
  return steps.map(({ step, events }) => ({ step, events: events.map(eventView) }));
}

function eventView({ id, occurredAtMs, amountMinor }: TransactionLike): PatternTestRun['moved_by'] {
  return { transaction_id: id, occurred_at: instant(occurredAtMs), amount: amountMinor };
}
