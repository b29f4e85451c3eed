import {
  HybridLogicalClock,
  type PatternAction,
  patternChangeV1,
  type PatternStatus,
  recordHeaders,
  recordKey,
  topics,
} from '#contracts';
import { CaracalError } from '#kernel';
import { Database, Outbox, type Sql } from '#persistence';
import { PACK_VERSION, type PackPattern, type PatternDefinition } from '#patterns';
import { type Change, type Transition, transition } from './lifecycle.js';
import type { PatternDocument } from './pattern-document.js';
import {
  type Comparison,
  type HistoryRow,
  type Origin,
  type PatternActor,
  PatternStore,
  type StoredPattern,
  type StoredVersion,
  type WholePattern,
} from './pattern-store.js';
import { compareTrial, forgetTrial } from './trial-matches.js';
import * as statements from './pattern-statements.js';
import type { PatternRow, VersionRow } from './pattern-statements.js';

const VERSIONS_MAX = 1000;
const HISTORY_MAX = 200;

/** The tables `patterns.*`, over the pack that every tenant begins with. */
export class PgPatternStore extends PatternStore {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly pack: ReadonlyMap<string, PackPattern>,
    override readonly liveMax: number,
  ) {
    super();
  }

  override async list(tenantId: string): Promise<StoredPattern[]> {
    const rows = await this.database.query<PatternRow & ShownRow>([tenantId], statements.LIST, [tenantId]);
    const own = new Set(rows.map((row) => row.pattern_id));
    const untouched = [...this.pack].filter(([id]) => !own.has(id)).map(([id, pattern]) => asShipped(id, pattern));
    return [...rows.map(patternOf), ...untouched].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override async find(tenantId: string, patternId: string): Promise<WholePattern | undefined> {
    return await this.database.withTenants([tenantId], async (sql) => {
      const key = [tenantId, patternId];
      const [row] = await sql.query<PatternRow>(statements.FIND, key);
      if (!row) return this.shipped(patternId);
      const versions = (await sql.query<VersionRow>(statements.VERSIONS, key)).map(versionOf);
      const history = await sql.query<HistoryRow>(statements.HISTORY, [...key, HISTORY_MAX]);
      const shown = versions.find(({ version }) => version === shownVersion(row))!;
      return {
        ...patternOf({
          ...row,
          origin: shown.origin,
          definition: shown.definition,
          latest_status: versions[0]!.status,
        }),
        versions,
        history: history.map((entry) => ({
          ...entry,
          version: entry.version ?? undefined,
          fromVersion: entry.fromVersion ?? undefined,
        })),
      };
    });
  }

  override async save(
    actor: PatternActor,
    document: PatternDocument,
    revision: number,
    note: string,
    nowMs: number,
  ): Promise<boolean> {
    const { tenantId, id: by } = actor;
    return await this.inOrder(actor, async (sql) => {
      const key = [tenantId, document.id];
      let [row] = await sql.query<PatternRow>(statements.FIND, key);
      if (!row && this.pack.get(document.id)?.source === document.source) return false;
      row ??= await this.takeOver(sql, actor, document.id, nowMs);
      checkRevision(row?.revision ?? 0, revision);
      const [newest] = await sql.query<VersionRow>(statements.NEWEST, key);
      if (newest?.source === document.source) return false;
      const version = (row?.latest_version ?? 0) + 1;
      if (version > VERSIONS_MAX)
        throw new CaracalError('conflict', `The pattern has ${VERSIONS_MAX} versions, which is the limit`);
      await this.insertVersion(sql, actor, { ...document, version, origin: 'tenant', note, status: 'draft' }, nowMs);
      await sql.query(statements.SAVED, [...key, revision + 1, version, nowMs, by]);
      await this.record(sql, actor, document.id, { action: 'saved', version, reason: note }, revision + 1, nowMs);
      return true;
    });
  }

  override async change(
    actor: PatternActor,
    patternId: string,
    revision: number,
    change: Change,
    reason: string,
    nowMs: number,
  ): Promise<void> {
    await this.inOrder(actor, async (sql) => {
      const key = [actor.tenantId, patternId];
      const [known] = await sql.query<PatternRow>(statements.FIND, key);
      const row = known ?? (await this.takeOver(sql, actor, patternId, nowMs));
      if (!row) throw noSuchPattern();
      checkRevision(row.revision, revision);
      const versions = await sql.query<{ version: number; status: PatternStatus }>(statements.STATUSES, key);
      const statuses = new Map(versions.map(({ version, status }) => [version, status]));
      const next = transition({ ...placesOf(row), statuses }, change);
      if (row.live_version === null && next.live !== undefined) await this.checkRoom(sql, actor.tenantId);
      for (const [version, status] of next.statuses)
        await sql.query(statements.SET_STATUS, [...key, version, status, nowMs]);
      const entry = { action: next.action, version: next.version, from: next.fromVersion, reason };
      await this.record(sql, actor, patternId, entry, revision + 1, nowMs, (number) =>
        sql.query(statements.CHANGED, [
          ...key,
          revision + 1,
          ...placesAfter(row, next, number, nowMs),
          nowMs,
          actor.id,
        ]),
      );
      await forgetTrial(sql, actor.tenantId, patternId);
    });
  }

  override async compare(tenantId: string, patternId: string): Promise<Comparison> {
    return await this.database.withTenants([tenantId], async (sql) => {
      const [row] = await sql.query<PatternRow>(statements.FIND, [tenantId, patternId]);
      if (!row && !this.pack.has(patternId)) throw noSuchPattern();
      if (!row || row.shadow_version === null)
        throw new CaracalError('conflict', 'The pattern has no version on trial; promote one to shadow first');
      return await compareTrial(sql, tenantId, patternId, {
        liveVersion: row.live_version ?? undefined,
        shadowVersion: row.shadow_version,
        sinceMs: Math.max(row.shadow_since_ms ?? 0, row.live_since_ms ?? 0),
      });
    });
  }

  /** A tenant's changes one after the other, so that their numbers grow and its limit holds. */
  private async inOrder<T>({ tenantId }: PatternActor, work: (sql: Sql) => Promise<T>): Promise<T> {
    return await this.database.withTenants([tenantId], async (sql) => {
      await sql.query(statements.LOCK, [`patterns/${tenantId}`]);
      return await work(sql);
    });
  }

  /** Before a tenant changes a pattern of the pack it gets it as its own, live, as it is now. */
  private async takeOver(
    sql: Sql,
    actor: PatternActor,
    patternId: string,
    nowMs: number,
  ): Promise<PatternRow | undefined> {
    const shipped = this.pack.get(patternId);
    if (!shipped) return undefined;
    const { source, pattern } = shipped;
    const document = { id: patternId, format: 'yaml' as const, source, definition: pattern.definition };
    await this.insertVersion(
      sql,
      { ...actor, id: '' },
      { ...document, version: PACK_VERSION, origin: 'pack', note: '', status: 'live' },
      nowMs,
    );
    const [row] = await sql.query<PatternRow>(statements.TAKE_OVER, [actor.tenantId, patternId, PACK_VERSION, nowMs]);
    return row;
  }

  private async insertVersion(
    sql: Sql,
    { tenantId, id: by }: PatternActor,
    version: PatternDocument & { version: number; origin: Origin; note: string; status: PatternStatus },
    nowMs: number,
  ): Promise<void> {
    const { id, origin, format, source, definition, note, status } = version;
    const at = by === '' ? null : nowMs;
    const text = JSON.stringify(definition);
    const made = [at, by === '' ? null : by, status];
    await sql.query(statements.INSERT_VERSION, [
      tenantId,
      id,
      version.version,
      origin,
      format,
      source,
      text,
      note,
      ...made,
    ]);
  }

  /** Into the history, and to the matchers. `carryOut` gets the number of the change. */
  private async record(
    sql: Sql,
    { tenantId, id: by }: PatternActor,
    patternId: string,
    entry: { action: PatternAction; version: number | undefined; from?: number | undefined; reason: string },
    revision: number,
    nowMs: number,
    carryOut?: (number: number) => Promise<unknown>,
  ): Promise<void> {
    const { action, version, from, reason } = entry;
    const versions = [version ?? null, from ?? null];
    const told = [tenantId, patternId, revision, action, ...versions, by, reason, nowMs];
    const [row] = await sql.query<{ id: number }>(statements.NOTE, told);
    const number = row!.id;
    await carryOut?.(number);
    const [served] = await sql.query<ServedRow>(statements.SERVED, [tenantId, patternId]);
    await this.outbox.add(sql, {
      topic: topics.patterns.name,
      key: recordKey(tenantId, patternId),
      value: patternChangeV1.encode({
        tenantId,
        patternId,
        revision,
        change: number,
        live: served!.live,
        shadow: served!.shadow,
        changedAtMs: nowMs,
        actor: by,
        action,
        reason,
      }),
      headers: recordHeaders({
        id: `${tenantId}_${patternId}_${revision}`,
        type: patternChangeV1.type,
        source: 'cases',
        tenantId,
        hlc: this.stamps.tick(nowMs),
      }),
    });
  }

  private async checkRoom(sql: Sql, tenantId: string): Promise<void> {
    const rows = await sql.query<{ pattern_id: string; is_live: boolean }>(statements.LIVE, [tenantId]);
    const own = new Set(rows.map((row) => row.pattern_id));
    const shipped = [...this.pack.keys()].filter((id) => !own.has(id)).length;
    const live = rows.filter((row) => row.is_live).length + shipped;
    if (live >= this.liveMax)
      throw new CaracalError('conflict', `The tenant has ${live} live patterns, which is its limit: retire one first`);
  }

  private shipped(patternId: string): WholePattern | undefined {
    const shipped = this.pack.get(patternId);
    if (!shipped) return undefined;
    const version: StoredVersion = {
      version: PACK_VERSION,
      origin: 'pack',
      format: 'yaml',
      source: shipped.source,
      definition: shipped.pattern.definition,
      note: '',
      status: 'live',
      statusSinceMs: undefined,
      createdAtMs: undefined,
      createdBy: undefined,
    };
    return { ...asShipped(patternId, shipped), versions: [version], history: [] };
  }
}

interface ShownRow {
  readonly origin: Origin;
  readonly definition: PatternDefinition;
  readonly latest_status: PatternStatus;
}

interface ServedRow {
  readonly live: { version: number; source: string; sinceChange: number } | null;
  readonly shadow: { version: number; source: string; sinceChange: number } | null;
}

function placesOf(row: PatternRow) {
  return {
    live: row.live_version ?? undefined,
    shadow: row.shadow_version ?? undefined,
    previousLive: row.previous_live ?? undefined,
  };
}

/** Columns of `CHANGED`: live, since, at; shadow, since, at; previous; change. */
function placesAfter(row: PatternRow, next: Transition, number: number, nowMs: number): unknown[] {
  const live = next.live ?? null;
  const shadow = next.shadow ?? null;
  // A version that was on trial has seen all events since then: going live is nothing new to its runs.
  const liveSince = live === row.shadow_version ? row.shadow_since_change : number;
  return [
    ...(live === row.live_version ? [live, row.live_since_change, row.live_since_ms] : [live, liveSince, nowMs]),
    ...(shadow === row.shadow_version
      ? [shadow, row.shadow_since_change, row.shadow_since_ms]
      : [shadow, number, nowMs]),
    next.previousLive ?? null,
    number,
  ];
}

function shownVersion(row: PatternRow): number {
  return row.live_version ?? row.shadow_version ?? row.latest_version;
}

function patternOf(row: PatternRow & ShownRow): StoredPattern {
  const { live_version: live, shadow_version: shadow } = row;
  return {
    id: row.pattern_id,
    revision: row.revision,
    latestVersion: row.latest_version,
    liveVersion: live ?? undefined,
    shadowVersion: shadow ?? undefined,
    changedAtMs: row.revision === 0 ? undefined : row.changed_at_ms,
    changedBy: row.revision === 0 ? undefined : row.changed_by,
    status: live !== null ? 'live' : shadow !== null ? 'shadow' : row.latest_status,
    shown: { origin: row.origin, definition: row.definition },
  };
}

function versionOf(row: VersionRow): StoredVersion {
  return {
    version: row.version,
    origin: row.origin,
    format: row.format,
    source: row.source,
    definition: row.definition,
    note: row.note,
    status: row.status,
    statusSinceMs: row.status_since_ms ?? undefined,
    createdAtMs: row.created_at_ms ?? undefined,
    createdBy: row.created_by ?? undefined,
  };
}

function asShipped(id: string, { pattern }: PackPattern): StoredPattern {
  return {
    id,
    revision: 0,
    latestVersion: PACK_VERSION,
    liveVersion: PACK_VERSION,
    shadowVersion: undefined,
    changedAtMs: undefined,
    changedBy: undefined,
    status: 'live',
    shown: { origin: 'pack', definition: pattern.definition },
  };
}

function checkRevision(current: number, decidedOn: number): void {
  if (current === decidedOn) return;
  throw new CaracalError('conflict', `The pattern is at revision ${current} by now, not ${decidedOn}: read it again`);
}

function noSuchPattern(): CaracalError {
  return new CaracalError('not_found', 'There is no such pattern');
}
