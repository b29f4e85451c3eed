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
  type AdvanceResult,
  type AdvanceStats,
  advanceTime,
  canStart,
  type CompiledPattern,
  decodeState,
  dueAtMs,
  encodeState,
  PACK_VERSION,
  type PackPattern,
  type PatternMatch,
  type PatternState,
} from '#patterns';
import { logger } from '#telemetry';
import { cepMetrics } from './cep.metrics.js';
import { CompiledPatterns } from './compiled-patterns.js';
import { PatternCounts } from './pattern-counts.js';
import { type Advanced, type Found, PatternBook, type PatternRuns, type PatternSubject } from './pattern-book.js';
import { PatternSet, type RunningPattern } from './pattern-set.js';

/** A new pattern can look back at least this far, whatever the others do. */
const LOOK_BACK_MS_MIN = 24 * 3_600_000;
const NONE: readonly Found[] = [];

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
    const { running, starts } = patterns;
    let own = runs && underSet(runs, set);
    if (entity.seenChange < seenChange) own = this.backFilled(own, set, running, entity);
    // Valid until the index is asked again, which is with the next transaction.
    const begun = starts.candidates(transaction);
    if (own === undefined && begun.length === 0) {
      this.noteFailed(entity.tenantId, running);
      return { runs: undefined, found: NONE, seenChange };
    }
    const step = new Step(set, own, entity, this.counts);
    const begins = begun.filter((place) => !own?.states.has(running[place]!.key));
    if (own !== undefined) for (const [key, state] of own.states) step.move(set.byItsKey(key)!, state, transaction);
    for (const place of begins) step.begin(running[place]!, transaction);
    this.noteFailed(entity.tenantId, running);
    return step.result();
  }

  override passTime(runs: PatternRuns, entity: PatternSubject, nowMs: number): Advanced {
    const set = this.running(entity.tenantId);
    const own = underSet(runs, set);
    const step = new Step(set, own, entity, this.counts);
    for (const [key, state] of own.states) step.pass(set.byItsKey(key)!, state, nowMs);
    // Versions that are newer than the entity's last transaction are back-filled with its next one, not here.
    return { ...step.result(), seenChange: entity.seenChange };
  }

  override dueAtMs(runs: PatternRuns): number {
    const { set, states } = runs as Runs;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const [key, state] of states) dueMs = Math.min(dueMs, dueAtMs(set.byItsKey(key)!.pattern, state));
    return dueMs;
  }

  /** For each version with runs its key and state. */
  override encode(runs: PatternRuns): Uint8Array {
    const { set, states } = runs as Runs;
    out.clear();
    for (const [key, state] of states) {
      out.text(key);
      out.blob(encodeState(set.byItsKey(key)!.pattern, state));
    }
    return out.take();
  }

  /** Runs of a version that has gone, or of a shipped pattern that changed, begin anew: their automaton is gone. */
  override decode(bytes: Uint8Array, entity: PatternSubject): PatternRuns | undefined {
    const input = new ByteReader(bytes);
    const set = this.running(entity.tenantId);
    let runs: Runs | undefined;
    while (!input.done) {
      const key = input.text();
      const stored = input.blob();
      const running = set.byItsKey(key);
      const state = running && decodeState(running.pattern, stored);
      if (state !== undefined) (runs ??= new Runs(set)).states.set(key, state);
    }
    return runs;
  }

  override watches(tenantId: string, entityType: EntityType): boolean {
    return this.running(tenantId).of(entityType) !== undefined;
  }

  override looksBackMs(tenantId: string): number {
    return Math.max(LOOK_BACK_MS_MIN, this.running(tenantId).longestMs);
  }

  /** Counts the conditions that had no answer for the transaction at hand, for every version that they belong to. */
  private noteFailed(tenantId: string, running: readonly RunningPattern[]): void {
    const { failed } = this.compiled.predicates.evaluation;
    if (failed.length === 0) return;
    cepMetrics.patternFailures.inc(failed.length);
    for (const { pattern, version } of running) {
      const failedConditions = failed.filter((predicate) => pattern.predicates.has(predicate)).length;
      if (failedConditions > 0)
        this.counts.note(tenantId, pattern.id, version, { shedRuns: 0, shedMatches: 0, failedConditions });
    }
  }

  /** Where versions that are newer than the entity's last event would stand, had they been there before. */
  private backFilled(
    runs: Runs | undefined,
    set: PatternSet,
    running: readonly RunningPattern[],
    entity: PatternSubject,
  ): Runs | undefined {
    let recent: readonly TransactionLike[] | undefined;
    let filled = runs;
    for (const version of running) {
      if (version.sinceChange <= entity.seenChange) continue;
      recent ??= entity.recentEvents();
      const state = this.replayed(version, recent, entity.tenantId);
      if (state !== undefined) (filled ??= new Runs(set)).states.set(version.key, state);
    }
    if (recent !== undefined && recent.length > 0) cepMetrics.backFills.inc();
    return filled;
  }

  /** What it would have matched then is no news now. */
  private replayed(running: RunningPattern, events: readonly TransactionLike[], tenantId: string): State | undefined {
    let state: State | undefined;
    for (const event of events) {
      if (state === undefined && !canStart(running.pattern, event)) continue;
      const result = advance(running.pattern, state, [event]);
      countShed(this.counts, tenantId, running, result.stats);
      ({ state } = result);
    }
    return state;
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

/** An entity's partial matches, by the key of their version, under the set that they were last moved by. */
class Runs {
  /** Idle ones are left out. */
  readonly states: Map<string, State>;

  constructor(
    readonly set: PatternSet,
    states?: Map<string, State>,
  ) {
    this.states = states ?? new Map<string, State>();
  }

  /** Those whose version runs on. */
  under(set: PatternSet): Runs {
    const kept = new Map<string, State>();
    for (const [key, state] of this.states) {
      const before = this.set.byItsKey(key)?.pattern;
      if (before !== undefined && set.byItsKey(key)?.pattern.fingerprint === before.fingerprint) kept.set(key, state);
    }
    return new Runs(set, kept);
  }
}

function underSet(runs: PatternRuns, set: PatternSet): Runs {
  const own = runs as Runs;
  return own.set === set ? own : own.under(set);
}

/** One transaction of one entity, or a moment without one. */
class Step {
  private found: Found[] | undefined;

  constructor(
    private readonly set: PatternSet,
    private runs: Runs | undefined,
    private readonly entity: PatternSubject,
    private readonly counts: PatternCounts,
  ) {}

  move(running: RunningPattern, state: State | undefined, transaction: TransactionLike): void {
    this.keep(running, state, advance(running.pattern, state, [transaction]));
  }

  pass(running: RunningPattern, state: State, nowMs: number): void {
    this.keep(running, state, advanceTime(running.pattern, state, nowMs));
  }

  /** To be asked of versions without runs. */
  begin(running: RunningPattern, transaction: TransactionLike): void {
    if (canStart(running.pattern, transaction)) this.move(running, undefined, transaction);
  }

  result(): Advanced {
    const { runs } = this;
    return {
      runs: runs !== undefined && runs.states.size > 0 ? runs : undefined,
      found: this.found ?? NONE,
      seenChange: this.set.newestChange,
    };
  }

  private keep(running: RunningPattern, before: State | undefined, result: AdvanceResult<TransactionLike>): void {
    const { state } = result;
    countShed(this.counts, this.entity.tenantId, running, result.stats);
    if (state === undefined) this.runs?.states.delete(running.key);
    else if (state !== before) (this.runs ??= new Runs(this.set)).states.set(running.key, state);
    for (const match of result.matches) {
      const found = {
        match: matchRecord(running, this.entity, match),
        lastId: match.last.id,
        onTrial: running.onTrial,
      };
      (this.found ??= []).push(found);
    }
  }
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

function countShed(counts: PatternCounts, tenantId: string, running: RunningPattern, stats: AdvanceStats): void {
  const { shedRuns, shedMatches } = stats;
  if (shedRuns + shedMatches === 0) return;
  counts.note(tenantId, running.pattern.id, running.version, { shedRuns, shedMatches, failedConditions: 0 });
  if (shedRuns > 0) cepMetrics.patternShed.inc({ what: 'runs' }, shedRuns);
  if (shedMatches > 0) cepMetrics.patternShed.inc({ what: 'matches' }, shedMatches);
}

function shippedVersion(id: string, pattern: CompiledPattern): RunningPattern {
  return { key: keyOf(id, PACK_VERSION), version: PACK_VERSION, onTrial: false, sinceChange: 0, pattern };
}

function keyOf(patternId: string, version: number): string {
  return `${patternId}@${version}`;
}

const out = new ByteWriter();
