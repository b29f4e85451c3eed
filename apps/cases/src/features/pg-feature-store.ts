/** The tables `features.*`: what a tenant declares, every change of it, and what the values of each are. */
import {
  type FeatureDocumentV1,
  type KeptEntityV1,
  featureChangeV1,
  HybridLogicalClock,
  recordHeaders,
  recordKey,
  topics,
} from '#contracts';
import type { FeaturePlan } from '#features';
import { CaracalError } from '#kernel';
import type { Database, Outbox, Sql } from '#persistence';
import { KEEP_SET, namesOf } from '#tenancy';

const HISTORY_MAX = 100;

export interface TenantFeatures {
  /** 0 where the tenant has none of its own. */
  readonly revision: number;
  readonly documents: readonly FeatureDocumentV1[];
  /** Newest first. */
  readonly history: readonly FeatureHistoryRow[];
}

export interface FeatureHistoryRow {
  readonly revision: number;
  readonly action: FeatureChange['action'];
  readonly document: string;
  readonly version: string;
  readonly reason: string;
  readonly actor: string;
  readonly changedAtMs: number;
}

export interface FeatureChange {
  readonly action: 'saved' | 'removed';
  /** The one that is saved or removed. */
  readonly document: string;
  readonly reason: string;
}

export class PgFeatureStore {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async read(tenantId: string): Promise<TenantFeatures> {
    return await this.database.withTenants([tenantId], async (sql) => {
      const { revision, documents } = await this.newest(sql, tenantId);
      const history = await sql.query<FeatureHistoryRow>(HISTORY, [tenantId, HISTORY_MAX]);
      return { revision, documents, history };
    });
  }

  /**
   * Makes a change of what was read at `revision`, in one transaction: the change, what values are from then on, and the
   * record for whoever works features out. Throws `conflict` where somebody else changed them meanwhile.
   *
   * @param next - all documents after it, their plan, and the entity types of its own that history is kept for from then on
   */
  async change(
    { tenantId, id: actor }: { readonly tenantId: string; readonly id: string },
    revision: number,
    { action, document, reason }: FeatureChange,
    next: {
      readonly documents: readonly FeatureDocumentV1[];
      readonly plan: FeaturePlan;
      readonly kept: (before: readonly KeptEntityV1[]) => readonly KeptEntityV1[];
    },
    nowMs: number,
  ): Promise<void> {
    await this.database.withTenants([tenantId], async (sql) => {
      await sql.query(LOCK, [`features/${tenantId}`]);
      const { revision: current, kept: before } = await this.newest(sql, tenantId);
      if (current !== revision)
        throw new CaracalError(
          'conflict',
          `The features are at revision ${current} by now, not ${revision}: read them again`,
        );
      const { plan, documents } = next;
      await sql.query(KEEP_SET, [tenantId, plan.version, namesOf(plan.features)]);
      const kept = next.kept(before);
      const [json, keptJson] = [JSON.stringify(documents), JSON.stringify(kept)];
      const changed = [tenantId, revision + 1, action, document, json, plan.version, reason, actor, nowMs, keptJson];
      await sql.query(CHANGED, changed);
      await this.outbox.add(sql, {
        topic: topics.features.name,
        key: recordKey(tenantId, 'features'),
        value: featureChangeV1.encode({
          tenantId,
          revision: revision + 1,
          documents: [...documents],
          changedAtMs: nowMs,
          actor,
          action,
          reason,
          kept: [...kept],
        }),
        headers: recordHeaders({
          id: `${tenantId}_features_${revision + 1}`,
          type: featureChangeV1.type,
          source: 'cases',
          tenantId,
          hlc: this.stamps.tick(nowMs),
        }),
      });
    });
  }

  private async newest(sql: Sql, tenantId: string): Promise<NewestRow> {
    const [row] = await sql.query<NewestRow>(NEWEST, [tenantId]);
    return row ?? { revision: 0, documents: [], kept: [] };
  }
}

interface NewestRow extends Pick<TenantFeatures, 'revision' | 'documents'> {
  readonly kept: readonly KeptEntityV1[];
}

const LOCK = { name: 'features-lock', text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))' };
const NEWEST = {
  name: 'features-newest',
  text: 'select revision, documents, kept from features.changes where tenant_id = $1 order by revision desc limit 1',
};
const HISTORY = {
  name: 'features-history',
  text: `select revision, action, document, version, reason, actor, changed_at_ms as "changedAtMs"
    from features.changes where tenant_id = $1 order by revision desc limit $2`,
};
const CHANGED = {
  name: 'features-change',
  text: `insert into features.changes (tenant_id, revision, action, document, documents, version, reason, actor, changed_at_ms,
      kept)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};
