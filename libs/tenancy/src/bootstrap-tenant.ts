import { CaracalError, type Clock } from '#kernel';
import { newId } from '#contracts';
import type { Database, Sql } from '#persistence';
import type { PolicyDefinition } from '#policy';
import { parseApiKey } from './api-key.js';
import { insertApiKey, insertTenant, insertUser } from './pg-tenant-admin.js';

/** Any number, as long as it stays: several processes may bootstrap at once. */
const BOOTSTRAP_LOCK = 715_309_412;
const SLUG = 'sandbox';
const QUOTA = { per_second: 20_000, burst: 40_000 };

/**
 * The first tenant, with this test key, the policy, an admin and an analyst. Safe to repeat: what exists stays, what is
 * missing is made. Throws `CaracalError`: `invalid_request` for a key that isn't one, `conflict` for one that was revoked.
 */
export async function bootstrapTenant(
  database: Database,
  clock: Clock,
  options: BootstrapOptions,
): Promise<Bootstrapped> {
  const fresh = newId('tenant', clock.now());
  return await database.withTenants([fresh], async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [BOOTSTRAP_LOCK]);
    await seeEveryTenant(sql, fresh);
    const owner = await ownerOf(sql, options.key);
    const tenantId = owner ?? (await findTenant(sql)) ?? (await makeTenant(sql, fresh, options.policy, clock.now()));
    if (owner === undefined)
      await insertApiKey(sql, tenantId, { name: 'Sandbox', livemode: false, key: options.key }, clock.now());
    return {
      tenantId,
      adminId: await ensureUser(sql, tenantId, 'admin', clock.now()),
      analystId: await ensureUser(sql, tenantId, 'analyst', clock.now()),
    };
  });
}

export interface BootstrapOptions {
  /** `sk_test_…`, for instance CARACAL_BOOTSTRAP_KEY or the one that an earlier start was told. */
  readonly key: string;
  /** For a tenant that is made now; one that exists keeps its own. */
  readonly policy: PolicyDefinition;
}

export interface Bootstrapped {
  readonly tenantId: string;
  readonly adminId: string;
  readonly analystId: string;
}

/** For the rest of this transaction; after the lock, so that a tenant made by another process just now is seen. */
async function seeEveryTenant(sql: Sql, fresh: string): Promise<void> {
  await sql.query(
    `select set_config('app.tenants', (
       select string_agg(id, ',') from (select id from tenancy.tenant_ids() as id union all select $1) as every
     ), true)`,
    [fresh],
  );
}

async function findTenant(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>('select id from tenancy.tenants where slug = $1', [SLUG]);
  return row?.id;
}

async function makeTenant(sql: Sql, id: string, policy: PolicyDefinition, nowMs: number): Promise<string> {
  const settings = { quota: QUOTA, livemode_allowed: true };
  await insertTenant(sql, id, { name: 'Sandbox', slug: SLUG, settings, policy }, nowMs);
  return id;
}

async function ownerOf(sql: Sql, key: string): Promise<string | undefined> {
  const parsed = parseApiKey(key);
  if (!parsed)
    throw new CaracalError('invalid_request', 'The key must be sk_test_ and 16 to 128 letters, digits, _ or -');
  const [row] = await sql.query<{ tenant_id: string | null }>('select tenancy.tenant_of_api_key($1) as tenant_id', [
    parsed.hash,
  ]);
  return row?.tenant_id ?? undefined;
}

async function ensureUser(sql: Sql, tenantId: string, role: 'admin' | 'analyst', nowMs: number): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    'select id from tenancy.users where tenant_id = $1 and role = $2 order by id limit 1',
    [tenantId, role],
  );
  if (row) return row.id;
  const name = role === 'admin' ? 'Admin' : 'Analyst';
  return await insertUser(sql, tenantId, { name, email: `${role}@example.com`, role }, nowMs);
}
