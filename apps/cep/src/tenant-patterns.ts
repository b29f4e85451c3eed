/**
 * What each tenant runs: the pack that all begin with, and the tenant's own versions, live and on trial. A change replaces
 * a tenant's set in one step, between two transactions; runs of versions that stay go on as they were.
 */
import { ByteReader, ByteWriter } from '#bytes';
import type { TransactionLike } from '#cel';
import type { EntityType, PatternChangeV1, PatternMatchV1, ServedPatternV1 } from '#contracts';
import { messageOf } from '#kernel';
import {
  advance,
  type AdvanceStats,
  canStart,
  type CompiledPattern,
  decodeState,
  dueAtMs,
  encodeState,
  type OpenRuns,
  PACK_VERSION,
  type PackPattern,
  type PatternMatch,
  type PatternState,
  type PlacedResult,
} from '#patterns';
import { logger } from '#telemetry';
import { cepMetrics } from './cep.metrics.js';
import { CompiledPatterns } from './compiled-patterns.js';
import { PatternCounts } from './pattern-counts.js';
import { type Advanced, type Found, PatternBook, type PatternRuns, type PatternSubject } from './pattern-book.js';
import { PatternSet, type PatternsOfType, type RunningPattern } from './pattern-set.js';

/** A new pattern can look back at least this far, whatever the others do. */
const LOOK_BACK_MS_MIN = 24 * 3_600_000;
const NONE: readonly Found[] = [];
const ONE_FAILURE: AdvanceStats = { shedRuns: 0, shedMatches: 0, failedConditions: 1 };

export class TenantPatterns extends PatternBook {
  private readonly tenants = new Map<string, Tenant>();
  private readonly shipped: PatternSet;
  private readonly compiled = new CompiledPatterns();
  private refused = 0;

  /** `load` gives every pattern that a tenant changed, as it stands now; it is asked until it could answer once. */
  constructor(
    pack: ReadonlyMap<string, PackPattern>,
    private readonly load: () => Promise<readonly PatternChangeV1[]>,
    private readonly counts = new PatternCounts(),
  ) {
    super();
    const shipped = Array.from(pack, ([id, { source }]) => shippedVersion(id, this.compiled.compile(source)));
    this.shipped = new PatternSet(shipped, this.compiled.predicates);
  }

  private loading: Promise<void> | undefined;

  override ready(): Promise<void> {
    this.loading ??= this.load().then(
      (changes) => this.apply(changes),
      (error: unknown) => {
        this.loading = undefined;
        throw error;
      },
    );
    return this.loading;
  }

  /** Takes over what changed; what is known already, or is older, changes nothing. */
  apply(changes: readonly PatternChangeV1[]): void {
    const touched = new Set<Tenant>();
    for (const change of changes) {
      const tenant = this.tenant(change.tenantId);
      const known = tenant.own.get(change.patternId);
      if (known !== undefined && known.revision >= change.revision) continue;
      this.refused -= known?.refused ?? 0;
      const own = this.owned(change);
      this.refused += own.refused;
      tenant.own.set(change.patternId, own);
      touched.add(tenant);
    }
    for (const tenant of touched) tenant.set = this.setOf(tenant);
    if (touched.size > 0) this.compiled.prune();
    cepMetrics.patternsRefused.set(this.refused);
  }

  override advance(runs: PatternRuns | undefined, entity: PatternSubject, transaction: TransactionLike): Advanced {
    const set = this.running(entity.tenantId);
    const seenChange = set.newestChange;
    const patterns = set.of(entity.entityType);
    if (patterns === undefined) return { runs: undefined, found: NONE, seenChange };
    let own = runs && underSet(runs as Runs, patterns);
    if (entity.seenChange < seenChange) own = this.backFilled(own, patterns, entity);
    const { open, results } = patterns.together.advance(own?.open, transaction);
    if (!entity.isReplayed) this.noteFailed(entity.tenantId, patterns);
    return { runs: runsOf(patterns, open, own), found: this.foundIn(patterns, results, entity), seenChange };
  }

  override passTime(runs: PatternRuns, entity: PatternSubject, nowMs: number): Advanced {
    // Versions that are newer than the entity's last transaction are back-filled with its next one, not here.
    const { seenChange } = entity;
    const patterns = this.running(entity.tenantId).of(entity.entityType);
    if (patterns === undefined) return { runs: undefined, found: NONE, seenChange };
    const own = underSet(runs as Runs, patterns);
    const { open, results } = patterns.together.advanceTime(own?.open, nowMs);
    return { runs: runsOf(patterns, open, own), found: this.foundIn(patterns, results, entity), seenChange };
  }

  override dueAtMs(runs: PatternRuns): number {
    const { patterns, open } = runs as Runs;
    let dueMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < open.size; i++)
      dueMs = Math.min(dueMs, dueAtMs(patterns.running[open.places[i]!]!.pattern, open.state(i)));
    return dueMs;
  }

  /** For each version with runs its key and state. */
  override encode(runs: PatternRuns): Uint8Array {
    const { patterns, open } = runs as Runs;
    out.clear();
    for (const [place, state] of open.entries()) {
      const { key, pattern } = patterns.running[place]!;
      out.text(key);
      out.blob(encodeState(pattern, state));
    }
    return out.take();
  }

  override shed(runs: PatternRuns, entity: PatternSubject, bytesMax: number): PatternRuns | undefined {
    const { patterns, open } = runs as Runs;
    const sized = Array.from(open.entries(), ([place, state]) => {
      return { place, state, bytes: encodeState(patterns.running[place]!.pattern, state).length };
    });
    let bytes = sized.reduce((sum, one) => sum + one.bytes, 0);
    while (bytes > bytesMax) {
      const largest = sized.reduce((most, one) => (one.bytes > most.bytes ? one : most));
      const { state } = largest;
      const version = patterns.running[largest.place]!;
      const shedRuns = Math.ceil(state.runs.length / 2);
      state.runs.splice(0, shedRuns);
      // What waited for earlier runs to end has nothing to wait for.
      const shedMatches = state.runs.length === 0 ? state.waiting.length : 0;
      if (shedMatches > 0) state.waiting = [];
      this.countShed(entity.tenantId, version, { shedRuns, shedMatches, failedConditions: 0 });
      bytes -= largest.bytes;
      largest.bytes = state.runs.length === 0 ? 0 : encodeState(version.pattern, state).length;
      bytes += largest.bytes;
    }
    const left = sized.flatMap(({ place, state, bytes: some }): PlacedState[] => (some > 0 ? [[place, state]] : []));
    return runsOf(patterns, patterns.together.open(left), undefined);
  }

  /** Runs of a version that has gone, or of a shipped pattern that changed, begin anew: their automaton is gone. */
  override decode(bytes: Uint8Array, entity: PatternSubject): PatternRuns | undefined {
    const input = new ByteReader(bytes);
    const patterns = this.running(entity.tenantId).of(entity.entityType);
    if (patterns === undefined) return undefined;
    const states: PlacedState[] = [];
    while (!input.done) {
      const place = patterns.placeOf.get(input.text());
      const stored = input.blob();
      const state = place === undefined ? undefined : decodeState(patterns.running[place]!.pattern, stored);
      if (state !== undefined) states.push([place!, state]);
    }
    return runsOf(patterns, patterns.together.open(states), undefined);
  }

  override count(tenantId: string, entityType: EntityType): number {
    return this.running(tenantId).of(entityType)?.running.length ?? 0;
  }

  override looksBackMs(tenantId: string): number {
    return Math.max(LOOK_BACK_MS_MIN, this.running(tenantId).longestMs);
  }

  /** Counts the conditions that had no answer for the transaction at hand, for every version that they belong to. */
  private noteFailed(tenantId: string, { asking }: PatternsOfType): void {
    const { failed } = this.compiled.predicates.evaluation;
    if (failed.length === 0) return;
    cepMetrics.patternFailures.inc(failed.length);
    for (const predicate of failed)
      for (const { pattern, version } of asking.get(predicate) ?? [])
        this.counts.note(tenantId, pattern.id, version, ONE_FAILURE);
  }

  /** Where versions that are newer than the entity's last event would stand, had they been there before. */
  private backFilled(runs: Runs | undefined, patterns: PatternsOfType, entity: PatternSubject): Runs | undefined {
    let recent: readonly TransactionLike[] | undefined;
    const states = new Map<number, State>(runs?.open.entries());
    for (const [place, version] of patterns.running.entries()) {
      if (version.sinceChange <= entity.seenChange) continue;
      recent ??= entity.recentEvents();
      const state = replayed(version.pattern, recent);
      if (state !== undefined) states.set(place, state);
    }
    if (recent === undefined || recent.length === 0) return runs;
    cepMetrics.backFills.inc();
    return runsOf(patterns, patterns.together.open(states), undefined);
  }

  private foundIn(
    { running }: PatternsOfType,
    results: readonly PlacedResult<TransactionLike>[],
    entity: PatternSubject,
  ): readonly Found[] {
    if (results.length === 0) return NONE;
    const found: Found[] = [];
    for (const { place, result } of results) {
      const version = running[place]!;
      if (!entity.isReplayed) this.countShed(entity.tenantId, version, result.stats);
      for (const match of result.matches)
        found.push({ match: matchRecord(version, entity, match), lastId: match.last.id, onTrial: version.onTrial });
    }
    return found;
  }

  private countShed(tenantId: string, { pattern, version }: RunningPattern, stats: AdvanceStats): void {
    const { shedRuns, shedMatches } = stats;
    if (shedRuns + shedMatches === 0) return;
    this.counts.note(tenantId, pattern.id, version, { shedRuns, shedMatches, failedConditions: 0 });
    if (shedRuns > 0) cepMetrics.patternShed.inc({ what: 'runs' }, shedRuns);
    if (shedMatches > 0) cepMetrics.patternShed.inc({ what: 'matches' }, shedMatches);
  }

  private running(tenantId: string): PatternSet {
    return this.tenants.get(tenantId)?.set ?? this.shipped;
  }

  private tenant(id: string): Tenant {
    let tenant = this.tenants.get(id);
    if (tenant === undefined) this.tenants.set(id, (tenant = { own: new Map(), set: this.shipped }));
    return tenant;
  }

  /** What the tenant changed, and of the pack what it did not. */
  private setOf({ own }: Tenant): PatternSet {
    const running: RunningPattern[] = [];
    for (const one of this.shipped.all) if (!own.has(one.pattern.id)) running.push(one);
    for (const { versions } of own.values()) running.push(...versions);
    return new PatternSet(running, this.compiled.predicates);
  }

  private owned(change: PatternChangeV1): Own {
    const versions: RunningPattern[] = [];
    let refused = 0;
    for (const [served, onTrial] of [
      [change.live, false],
      [change.shadow, true],
    ] as const) {
      if (!served) continue;
      const running = this.compile(change, served, onTrial);
      if (running === undefined) refused++;
      else versions.push(running);
    }
    return { revision: change.revision, versions, refused };
  }

  /** A document that doesn't compile here (a newer release may have accepted it) runs nowhere, and everybody is told. */
  private compile(change: PatternChangeV1, served: ServedPatternV1, onTrial: boolean): RunningPattern | undefined {
    const { tenantId, patternId } = change;
    const { version, source, sinceChange } = served;
    try {
      const pattern = this.compiled.compile(source);
      return { key: keyOf(patternId, version), version, onTrial, sinceChange, pattern };
    } catch (error) {
      cepMetrics.patternRefusals.inc();
      logger.error({ tenantId, patternId, version, problem: messageOf(error) }, 'a pattern can not run here');
      return undefined;
    }
  }
}

/** A pattern that the tenant changed: what runs of it. */
interface Own {
  readonly revision: number;
  readonly versions: readonly RunningPattern[];
  readonly refused: number;
}

interface Tenant {
  readonly own: Map<string, Own>;
  set: PatternSet;
}

type State = PatternState<TransactionLike>;

type PlacedState = readonly [place: number, state: State];

/** An entity's partial matches, of the patterns that they were last moved by. */
interface Runs {
  readonly patterns: PatternsOfType;
  readonly open: OpenRuns<TransactionLike>;
}

/** @param before - the same, if that is still so */
function runsOf(
  patterns: PatternsOfType,
  open: OpenRuns<TransactionLike> | undefined,
  before: Runs | undefined,
): Runs | undefined {
  if (open === undefined) return undefined;
  return before?.open === open && before.patterns === patterns ? before : { patterns, open };
}

/** Those whose version runs on. */
function underSet(runs: Runs, patterns: PatternsOfType): Runs | undefined {
  if (runs.patterns === patterns) return runs;
  const kept: PlacedState[] = [];
  for (const [place, state] of runs.open.entries()) {
    const { key, pattern } = runs.patterns.running[place]!;
    const now = patterns.placeOf.get(key);
    if (now !== undefined && patterns.running[now]!.pattern.fingerprint === pattern.fingerprint)
      kept.push([now, state]);
  }
  return runsOf(patterns, patterns.together.open(kept), undefined);
}

/** What it would have matched then, or given up, is no news now. */
function replayed(pattern: CompiledPattern, events: readonly TransactionLike[]): State | undefined {
  let state: State | undefined;
  for (const event of events)
    if (state !== undefined || canStart(pattern, event)) ({ state } = advance(pattern, state, [event]));
  return state;
}

function matchRecord(
  { pattern, version }: RunningPattern,
  { entityType, entityId }: PatternSubject,
  match: PatternMatch<TransactionLike>,
): PatternMatchV1 {
  return {
    patternId: pattern.id,
    patternVersion: version,
    entityType,
    entityId,
    reason: pattern.reason,
    risk: pattern.risk,
    action: pattern.action,
    steps: match.steps.map(({ step, events }) => ({
      step,
      events: events.map(({ id, occurredAtMs, amountMinor }) => ({ transactionId: id, occurredAtMs, amountMinor })),
    })),
  };
}

function shippedVersion(id: string, pattern: CompiledPattern): RunningPattern {
  return { key: keyOf(id, PACK_VERSION), version: PACK_VERSION, onTrial: false, sinceChange: 0, pattern };
}

function keyOf(patternId: string, version: number): string {
  return `${patternId}@${version}`;
}

const out = new ByteWriter();
