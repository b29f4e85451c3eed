import { CaracalError, type Clock } from '#kernel';
import { newId } from '#contracts';
import type { Database, Sql } from '#persistence';
import type { PolicyDefinition } from '#policy';
import { parseApiKey } from './api-key.js';
import { insertApiKey, insertTenant, insertUser } from './pg-tenant-admin.js';
import type { TenantSettingsInput } from './tenant-settings.js';

/** Any number, as long as it stays: several processes may bootstrap at once. */
const BOOTSTRAP_LOCK = 715_309_412;
const SLUG = 'sandbox';
const QUOTA = { per_second: 20_000, burst: 40_000 };

/**
 * The first tenant, with a test key, a live key, the policy, an admin and an analyst. Safe to repeat: what exists stays,
 * what is missing is made. Keys can be told only when they are made or given, because only their hashes are kept.
 * Throws `CaracalError`: `invalid_request` for a key that isn't one, `conflict` for one that was revoked.
 */
export async function bootstrapTenant(
  database: Database,
  clock: Clock,
  options: BootstrapOptions = {},
): Promise<Bootstrapped> {
  const fresh = newId('tenant', clock.now());
  return await database.withTenants([fresh], async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [BOOTSTRAP_LOCK]);
    await seeEveryTenant(sql, fresh);
    const tenantId = (await findTenant(sql, options.key)) ?? (await makeTenant(sql, fresh, options, clock.now()));
    return {
      tenantId,
      testKey: await ensureKey(sql, tenantId, false, options.key, clock.now()),
      liveKey: await ensureKey(sql, tenantId, true, options.liveKey, clock.now()),
      adminId: await ensureUser(sql, tenantId, 'admin', clock.now()),
      analystId: await ensureUser(sql, tenantId, 'analyst', clock.now()),
    };
  });
}

export interface BootstrapOptions {
  /** `sk_test_…`, for instance CARACAL_BOOTSTRAP_KEY or the one that an earlier start was told. */
  readonly key?: string | undefined;
  /** `sk_live_…` */
  readonly liveKey?: string | undefined;
  /** For a tenant that is made now; else the default policy. */
  readonly policy?: PolicyDefinition;
  readonly name?: string;
  readonly settings?: TenantSettingsInput;
}

export interface Bootstrapped {
  readonly tenantId: string;
  /** Undefined when the tenant has one that this call was not given. */
  readonly testKey: string | undefined;
  readonly liveKey: string | undefined;
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

async function findTenant(sql: Sql, key: string | undefined): Promise<string | undefined> {
  const owner = key === undefined ? undefined : await ownerOf(sql, key);
  if (owner !== undefined) return owner;
  const [row] = await sql.query<{ id: string }>('select id from tenancy.tenants where slug = $1', [SLUG]);
  return row?.id;
}

async function makeTenant(sql: Sql, id: string, options: BootstrapOptions, nowMs: number): Promise<string> {
  await insertTenant(
    sql,
    id,
    {
      name: options.name ?? 'Sandbox',
      slug: SLUG,
      settings: { quota: QUOTA, livemode_allowed: true, ...options.settings },
      ...(options.policy && { policy: options.policy }),
    },
    nowMs,
  );
  return id;
}

async function ensureKey(
  sql: Sql,
  tenantId: string,
  livemode: boolean,
  given: string | undefined,
  nowMs: number,
): Promise<string | undefined> {
  const name = livemode ? 'Live' : 'Sandbox';
  if (given !== undefined) {
    const owner = await ownerOf(sql, given);
    if (owner === tenantId) return given;
    if (owner !== undefined)
      throw new CaracalError('conflict', 'The test key and the live key are of different tenants');
    return (await insertApiKey(sql, tenantId, { name, livemode, key: given }, nowMs)).key;
  }
  const existing = await sql.query(
    'select 1 from tenancy.api_keys where tenant_id = $1 and livemode = $2 and revoked_at is null limit 1',
    [tenantId, livemode],
  );
  return existing.length > 0 ? undefined : (await insertApiKey(sql, tenantId, { name, livemode }, nowMs)).key;
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
