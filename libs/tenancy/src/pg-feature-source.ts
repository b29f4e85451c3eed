/** Tenants' features in the tables `features.*`. */
import type { FeatureChangeV1 } from '#contracts';
import type { FeatureSet } from '#features';
import type { Clock } from '#kernel';
import { ChangesSince, type Database } from '#persistence';
import { FeatureSource, type StoredSet, type TenantZone } from './feature-source.js';

const TENANTS_PER_STATEMENT = 200;
/** The newest, of the tenant and of the installation each. */
const SETS_MAX = 50;

export class PgFeatureSource extends FeatureSource {
  private readonly changes: ChangesSince<FeatureChangeV1>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    super();
    this.changes = new ChangesSince(database, clock, TENANTS, CHANGED_SINCE);
  }

  override read(): Promise<readonly FeatureChangeV1[]> {
    return this.changes.read();
  }

  override async zones(): Promise<readonly TenantZone[]> {
    const tenants = await this.database.query<{ id: string }>([], ALL_TENANTS);
    const zones: TenantZone[] = [];
    for (let from = 0; from < tenants.length; from += TENANTS_PER_STATEMENT) {
      const ids = tenants.slice(from, from + TENANTS_PER_STATEMENT).map(({ id }) => id);
      zones.push(...(await this.database.query<TenantZone>(ids, ZONES, [ids])));
    }
    return zones;
  }

  override async sets(tenantId: string, versions?: readonly string[]): Promise<readonly StoredSet[]> {
    return await this.database.query<StoredSet>([tenantId], SETS, [tenantId, versions ?? null, SETS_MAX]);
  }

  override async keepPack({ version, features }: FeatureSet): Promise<void> {
    await this.database.query([], KEEP_PACK, [version, namesOf(features)]);
  }

  override async keep(tenantId: string, { version, features }: FeatureSet): Promise<void> {
    await this.database.query([tenantId], KEEP_SET, [tenantId, version, namesOf(features)]);
  }
}

/** As `features.sets` has them. */
export function namesOf(features: FeatureSet['features']): string {
  return JSON.stringify(features.map(({ name, of, meaning }) => ({ name, of, meaning })));
}

const ALL_TENANTS = { name: 'feature-all-tenants', text: 'select id from tenancy.tenant_ids() as id' };
const ZONES = {
  name: 'feature-zones',
  text: `select id as "tenantId", settings ->> 'time_zone' as "timeZone" from tenancy.tenants
    where id = any($1) and settings ->> 'time_zone' <> 'UTC'`,
};
const TENANTS = { name: 'feature-tenants', text: 'select features.tenants() as id' };
const CHANGED_SINCE = {
  name: 'features-changed',
  text: `select distinct on (tenant_id) tenant_id as "tenantId", revision, documents, changed_at_ms as "changedAtMs", actor,
      action, reason, kept
    from features.changes where tenant_id = any($1) and changed_at_ms >= $2
    order by tenant_id, revision desc`,
};
const SETS = {
  name: 'feature-sets',
  text: `(select version, features from features.sets
      where tenant_id = $1 and ($2::text[] is null or version = any($2)) order by kept_at desc limit $3)
    union all (select version, features from features.pack_sets
      where $2::text[] is null or version = any($2) order by kept_at desc limit $3)`,
};
// What was kept before meanings were gets them: the same version means the same.
export const KEEP_SET = {
  name: 'feature-set-keep',
  text: `insert into features.sets as kept (tenant_id, version, features) values ($1, $2, $3)
    on conflict (tenant_id, version) do update set features = excluded.features
    where kept.features #>> '{0,meaning}' is null`,
};
const KEEP_PACK = {
  name: 'feature-pack-set-keep',
  text: `insert into features.pack_sets as kept (version, features) values ($1, $2)
    on conflict (version) do update set features = excluded.features
    where kept.features #>> '{0,meaning}' is null`,
};
