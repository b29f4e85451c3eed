import { hash } from 'node:crypto';
import { HybridLogicalClock, modelChangeV1, recordHeaders, recordKey, type ServedModelV1, topics } from '#contracts';
import { CaracalError } from '#kernel';
import type { Database, Outbox, Sql } from '#persistence';
import { type Change, type ModelRef, NOTHING_YET, type Standing, transition, type Transition } from './lifecycle.js';
import {
  type Actor,
  type CheckedModel,
  type ModelDayCount,
  type ModelHistoryRow,
  ModelStore,
  type StoredModel,
  type TenantModels,
} from './model-store.js';
import * as statements from './model-statements.js';
import type { HistoryRow, ServingRow, StatusRow, VersionRow } from './model-statements.js';

const HISTORY_MAX = 100;
const COUNTS_KEPT_DAYS = 90;

export interface ModelLimits {
  readonly versionsMax: number;
  /** Of 64 transactions, by role. */
  readonly latencyMsMax: Readonly<Record<StoredModel['role'], number>>;
}

/** The tables `models.*`. */
export class PgModelStore extends ModelStore {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly limits: ModelLimits,
  ) {
    super();
  }

  override get versionsMax(): number {
    return this.limits.versionsMax;
  }

  override async read(tenantId: string): Promise<TenantModels> {
    return await this.database.withTenants([tenantId], async (sql) => {
      const [row] = await sql.query<ServingRow>(statements.SERVING, [tenantId]);
      const versions = await sql.query<VersionRow>(statements.VERSIONS, [tenantId]);
      const history = await sql.query<HistoryRow>(statements.HISTORY, [tenantId, HISTORY_MAX]);
      return {
        revision: row?.revision ?? 0,
        standing: standingOf(row),
        versions,
        history: history.map(historyOf),
      };
    });
  }

  override async counts(tenantId: string, nowMs: number, days: number): Promise<readonly ModelDayCount[]> {
    const today = new Date(nowMs).toISOString().slice(0, 10);
    return await this.database.query<ModelDayCount>([tenantId], statements.COUNTS, [tenantId, today, days]);
  }

  override async nextVersion(tenantId: string, name: string): Promise<number> {
    const [row] = await this.database.query<{ last: number }>([tenantId], statements.LAST, [tenantId, name]);
    return (row?.last ?? 0) + 1;
  }

  override async prune(tenantId: string): Promise<void> {
    await this.database.query([tenantId], statements.PRUNE_COUNTS, [tenantId, COUNTS_KEPT_DAYS]);
  }

  override async add({ tenantId, id: by }: Actor, model: CheckedModel, nowMs: number): Promise<void> {
    await this.inOrder(tenantId, async (sql) => {
      const [{ count } = { count: 0 }] = await sql.query<{ count: number }>(statements.COUNT, [tenantId]);
      const { versionsMax } = this.limits;
      if (count >= versionsMax)
        throw new CaracalError('conflict', `The tenant keeps ${count} versions of models, which is its limit`);
      const { name, version, role, file, sentSha256, sentBytes, facts, note } = model;
      // Decisions name it: the number of a version that was deleted is never another's.
      if ((await sql.query(statements.WAS_THERE, [tenantId, name, version])).length > 0)
        throw new CaracalError(
          'conflict',
          `There is a version ${version} of ${name} already, or was one that is deleted: take another number`,
        );
      const added = await sql.query(statements.ADD, [
        tenantId,
        name,
        version,
        role,
        nowMs,
        file,
        hash('sha256', file, 'hex'),
        sentSha256,
        sentBytes,
        JSON.stringify(facts),
        note,
        by,
      ]);
      if (added.length === 0) throw new Error(`Version ${version} of ${name} is there, and not in the history`);
      const [row] = await sql.query<ServingRow>(statements.SERVING, [tenantId]);
      const told = [tenantId, row?.revision ?? 0, 'uploaded', role, name, version, null, null, by, note, nowMs];
      await sql.query(statements.NOTE, told);
    });
  }

  override async change(actor: Actor, revision: number, change: Change, reason: string, nowMs: number): Promise<void> {
    const { tenantId } = actor;
    await this.inOrder(tenantId, async (sql) => {
      const [row] = await sql.query<ServingRow>(statements.SERVING, [tenantId]);
      const current = row?.revision ?? 0;
      if (current !== revision)
        throw new CaracalError(
          'conflict',
          `The models are at revision ${current} by now, not ${revision}: read them again`,
        );
      const status = change.kind === 'rollback' ? undefined : await this.mayBe(sql, tenantId, change);
      const done = transition(standingOf(row), change, status);
      for (const [model, becomes] of done.statuses)
        await sql.query(statements.SET_STATUS, [tenantId, model.name, model.version, becomes, nowMs]);
      if (change.kind === 'delete')
        await sql.query(statements.DELETE, [tenantId, change.model.name, change.model.version]);
      await sql.query(statements.CHANGED, [tenantId, revision + 1, ...placesOf(done.next), nowMs, actor.id]);
      await this.record(sql, actor, done, revision + 1, reason, nowMs);
    });
  }

  /** The status of the version; refuses one that there isn't, or that takes too long for what it is to be. */
  private async mayBe(sql: Sql, tenantId: string, change: Exclude<Change, { kind: 'rollback' }>) {
    const { name, version } = change.model;
    const [row] = await sql.query<StatusRow>(statements.STATUS, [tenantId, name, version]);
    if (!row) throw new CaracalError('not_found', `There is no version ${version} of a model ${name}`);
    const latencyMs = row.facts.trial?.latencyMs ?? 0;
    const most = change.kind === 'promote' ? this.limits.latencyMsMax[change.to] : Infinity;
    if (latencyMs > most)
      throw new CaracalError(
        'conflict',
        `${name}@${version} takes ${latencyMs} ms for 64 transactions; ${most} are allowed`,
      );
    return row.status;
  }

  /** Into the history, and to scoring. */
  private async record(
    sql: Sql,
    { tenantId, id: by }: Actor,
    { action, role, model, from, next }: Transition,
    revision: number,
    reason: string,
    nowMs: number,
  ): Promise<void> {
    const refs = [...columnsOf(model), ...columnsOf(from)];
    await sql.query(statements.NOTE, [tenantId, revision, action, role, ...refs, by, reason, nowMs]);
    const served = async (ref: ModelRef | undefined): Promise<ServedModelV1 | null> =>
      ref ? (await sql.query<ServedModelV1>(statements.SERVED, [tenantId, ref.name, ref.version]))[0]! : null;
    await this.outbox.add(sql, {
      topic: topics.models.name,
      key: recordKey(tenantId, 'models'),
      value: modelChangeV1.encode({
        tenantId,
        revision,
        champion: await served(next.champion),
        tier2: await served(next.tier2),
        greyFrom: next.grey.from,
        greyTo: next.grey.to,
        changedAtMs: nowMs,
        actor: by,
        action,
        reason,
      }),
      headers: recordHeaders({
        id: `${tenantId}_models_${revision}`,
        type: modelChangeV1.type,
        source: 'cases',
        tenantId,
        hlc: this.stamps.tick(nowMs),
      }),
    });
  }

  /** A tenant's changes one after the other, so that revisions grow and its limit holds. */
  private async inOrder<T>(tenantId: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    return await this.database.withTenants([tenantId], async (sql) => {
      await sql.query(statements.LOCK, [`models/${tenantId}`]);
      return await work(sql);
    });
  }
}

function standingOf(row: ServingRow | undefined): Standing {
  if (!row) return NOTHING_YET;
  return {
    champion: refOf(row.champion_name, row.champion_version),
    tier2: refOf(row.tier2_name, row.tier2_version),
    grey: { from: row.grey_from, to: row.grey_to },
    previous: {
      champion: refOf(row.previous_champion_name, row.previous_champion_version),
      tier2: refOf(row.previous_tier2_name, row.previous_tier2_version),
    },
  };
}

/** Columns of `CHANGED`, from the champion's name on. */
function placesOf({ champion, tier2, grey, previous }: Standing): unknown[] {
  return [
    ...columnsOf(champion),
    ...columnsOf(tier2),
    grey.from,
    grey.to,
    ...columnsOf(previous.champion),
    ...columnsOf(previous.tier2),
  ];
}

function columnsOf(ref: ModelRef | undefined): unknown[] {
  return [ref?.name ?? null, ref?.version ?? null];
}

function refOf(name: string | null, version: number | null): ModelRef | undefined {
  return name === null || version === null ? undefined : { name, version };
}

function historyOf({ name, version, from_name, from_version, ...row }: HistoryRow): ModelHistoryRow {
  return { ...row, model: refOf(name, version), from: refOf(from_name, from_version) };
}
