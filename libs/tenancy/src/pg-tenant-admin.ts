import { z } from 'zod';
import { CaracalError, type Clock } from '#kernel';
import { newId } from '#contracts';
import { type Database, isUniqueViolation, type Sql } from '#persistence';
import { compilePolicy, type PolicyDefinition } from '#policy';
import { newApiKey, parseApiKey } from './api-key.js';
import { mergePatch } from './merge-patch.js';
import { tenantSettings, type TenantSettingsInput } from './tenant-settings.js';

/**
 * Changes tenants, their keys, policies and people. Input is checked here (ZodError, PolicyError); what collides with
 * something that exists is `CaracalError('conflict')`, what another tenant owns is `not_found`.
 */
export class PgTenantAdmin {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A tenant with its first policy; resolves to its id. */
  async createTenant(input: NewTenant): Promise<string> {
    const id = newId('tenant', this.clock.now());
    await this.database.withTenants([id], (sql) => insertTenant(sql, id, input, this.clock.now()));
    return id;
  }

  /** Every tenant of the installation, by slug. */
  async tenants(): Promise<ListedTenant[]> {
    const ids = await this.database.query<{ id: string }>([], 'select id from tenancy.tenant_ids() as id');
    return await this.database.query<ListedTenant>(
      ids.map((row) => row.id),
      `select t.id, t.slug, t.name, t.created_at as "createdAt",
         coalesce((t.settings ->> 'livemode_allowed')::boolean, false) as "livemodeAllowed",
         (select max(version) from tenancy.policies where tenant_id = t.id) as "policyVersion"
       from tenancy.tenants t order by t.slug`,
    );
  }

  /** As they are stored, secrets included. */
  async settings(tenantId: string): Promise<TenantSettingsInput> {
    const [row] = await this.database.query<{ settings: TenantSettingsInput }>(
      [tenantId],
      'select settings from tenancy.tenants where id = $1',
      [tenantId],
    );
    if (!row) throw notFound('tenant');
    return row.settings;
  }

  /**
   * Changes what `patch` names, everywhere within 5 seconds, and leaves the rest (JSON merge patch, RFC 7396: null goes
   * back to the default). Throws ZodError for what is unknown or out of bounds.
   */
  async changeSettings(tenantId: string, patch: unknown): Promise<void> {
    await this.database.withTenants([tenantId], async (sql) => {
      const select = 'select settings from tenancy.tenants where id = $1 for update';
      const [row] = await sql.query<{ settings: unknown }>(select, [tenantId]);
      if (!row) throw notFound('tenant');
      const settings = tenantSettings.parse(mergePatch(row.settings, patch));
      await sql.query('update tenancy.tenants set settings = $2 where id = $1', [tenantId, JSON.stringify(settings)]);
    });
  }

  /** A new key. It is shown this once: only its hash is kept. */
  async createApiKey(tenantId: string, input: NewApiKey): Promise<CreatedApiKey> {
    return await this.database.withTenants([tenantId], (sql) => insertApiKey(sql, tenantId, input, this.clock.now()));
  }

  /** Takes effect everywhere within 5 seconds; revoking again changes nothing. */
  async revokeApiKey(tenantId: string, keyId: string): Promise<void> {
    const rows = await this.database.query(
      [tenantId],
      'update tenancy.api_keys set revoked_at = coalesce(revoked_at, $3) where tenant_id = $1 and id = $2 returning id',
      [tenantId, keyId, new Date(this.clock.now())],
    );
    if (rows.length === 0) throw notFound('API key');
  }

  async apiKeys(tenantId: string): Promise<ListedApiKey[]> {
    return await this.database.query<ListedApiKey>(
      [tenantId],
      `select id, name, prefix, last4, livemode, created_at as "createdAt", revoked_at as "revokedAt"
       from tenancy.api_keys where tenant_id = $1 order by id limit 1000`,
      [tenantId],
    );
  }

  /** Makes a policy live everywhere within 5 seconds; resolves to its version. Throws PolicyError with every problem. */
  async setPolicy(tenantId: string, definition: unknown, change: PolicyChange): Promise<number> {
    const { definition: checked } = compilePolicy(definition);
    return await this.database.withTenants([tenantId], async (sql) => {
      // The tenant's row orders those who change its policy at the same time.
      const found = await sql.query('select 1 from tenancy.tenants where id = $1 for update', [tenantId]);
      if (found.length === 0) throw notFound('tenant');
      return await insertPolicy(sql, tenantId, checked, policyChange.parse(change), this.clock.now());
    });
  }

  /** The live policy, or an earlier version of it. */
  async policy(tenantId: string, version?: number): Promise<ListedPolicy & { readonly definition: PolicyDefinition }> {
    const [row] = await this.database.query<ListedPolicy & { definition: PolicyDefinition }>(
      [tenantId],
      `select ${POLICY_COLUMNS}, definition from tenancy.policies
       where tenant_id = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
      [tenantId, version ?? null],
    );
    if (!row) throw notFound('policy version');
    return row;
  }

  /** The latest 100 versions, the live one first. */
  async policyHistory(tenantId: string): Promise<ListedPolicy[]> {
    return await this.database.query<ListedPolicy>(
      [tenantId],
      `select ${POLICY_COLUMNS} from tenancy.policies where tenant_id = $1 order by version desc limit 100`,
      [tenantId],
    );
  }

  async createUser(tenantId: string, input: NewUser): Promise<string> {
    return await this.database.withTenants([tenantId], (sql) => insertUser(sql, tenantId, input, this.clock.now()));
  }

  /** Takes effect with the person's next request. */
  async setRole(tenantId: string, userId: string, role: NewUser['role']): Promise<void> {
    const rows = await this.database.query(
      [tenantId],
      'update tenancy.users set role = $3 where tenant_id = $1 and id = $2 returning id',
      [tenantId, userId, newUser.shape.role.parse(role)],
    );
    if (rows.length === 0) throw notFound('user');
  }
}

export interface NewTenant {
  readonly name: string;
  /** Lower-kebab-case, unique among tenants. */
  readonly slug: string;
  readonly settings?: TenantSettingsInput;
  /** What it begins with. */
  readonly policy: PolicyDefinition;
}
export interface ListedTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly livemodeAllowed: boolean;
  readonly policyVersion: number;
}
/** Kept with every version of a policy. */
export interface PolicyChange {
  /** Who answers for it. */
  readonly by: string;
  readonly why: string;
}
export interface ListedPolicy extends PolicyChange {
  readonly version: number;
  readonly createdAt: Date;
}
export interface NewApiKey {
  readonly name: string;
  readonly livemode: boolean;
  /** A key that exists outside already, for scripts; else one is made. */
  readonly key?: string;
}
export interface CreatedApiKey {
  readonly id: string;
  readonly key: string;
}
export interface ListedApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly last4: string;
  readonly livemode: boolean;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const POLICY_COLUMNS = 'version, created_at as "createdAt", created_by as by, why';

const text = z.string().trim().min(1).max(200);
const policyChange = z.strictObject({ by: text, why: z.string().trim().min(1).max(500) });
const newTenant = z.object({
  name: text,
  slug: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-kebab-case, at most 63 characters'),
});
export const newUser = z.strictObject({
  name: text,
  email: z.email().max(254),
  role: z.enum(['admin', 'analyst', 'viewer', 'service']),
});
export type NewUser = z.infer<typeof newUser>;

/** Of the policy that a tenant begins with. */
const FIRST: PolicyChange = { by: 'system', why: 'the tenant was made' };

export async function insertTenant(sql: Sql, id: string, input: NewTenant, nowMs: number): Promise<void> {
  const { name, slug } = newTenant.parse({ name: input.name, slug: input.slug });
  const settings = tenantSettings.parse(input.settings ?? {});
  const { definition } = compilePolicy(input.policy);
  await sql
    .query('insert into tenancy.tenants (id, name, slug, settings, created_at) values ($1, $2, $3, $4, $5)', [
      id,
      name,
      slug,
      JSON.stringify(settings),
      new Date(nowMs),
    ])
    .catch(conflict('A tenant with this slug exists'));
  await insertPolicy(sql, id, definition, FIRST, nowMs);
}

export async function insertApiKey(
  sql: Sql,
  tenantId: string,
  input: NewApiKey,
  nowMs: number,
): Promise<CreatedApiKey> {
  const key = input.key ?? newApiKey(input.livemode);
  const parsed = parseApiKey(key);
  if (!parsed || parsed.livemode !== input.livemode) {
    const kind = input.livemode ? 'sk_live_' : 'sk_test_';
    throw new CaracalError('invalid_request', `The key must be ${kind} and 16 to 128 letters, digits, _ or -`);
  }
  const id = newId('apiKey', nowMs);
  await sql
    .query(
      `insert into tenancy.api_keys (id, tenant_id, name, prefix, last4, hash, livemode, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        tenantId,
        text.parse(input.name),
        parsed.prefix,
        parsed.last4,
        parsed.hash,
        parsed.livemode,
        new Date(nowMs),
      ],
    )
    .catch(conflict('This key exists already or was revoked; choose another'));
  return { id, key };
}

export async function insertUser(sql: Sql, tenantId: string, input: NewUser, nowMs: number): Promise<string> {
  const { name, email, role } = newUser.parse(input);
  const id = newId('user', nowMs);
  await sql
    .query('insert into tenancy.users (id, tenant_id, name, email, role, created_at) values ($1, $2, $3, $4, $5, $6)', [
      id,
      tenantId,
      name,
      email,
      role,
      new Date(nowMs),
    ])
    .catch(conflict('A person with this email address exists'));
  return id;
}

async function insertPolicy(
  sql: Sql,
  tenantId: string,
  definition: PolicyDefinition,
  { by, why }: PolicyChange,
  nowMs: number,
): Promise<number> {
  const [row] = await sql.query<{ version: number }>(
    `insert into tenancy.policies (tenant_id, version, definition, created_at, created_by, why)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 from tenancy.policies where tenant_id = $1
     returning version`,
    [tenantId, JSON.stringify(definition), new Date(nowMs), by, why],
  );
  return row!.version;
}

function conflict(message: string): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? new CaracalError('conflict', message, { cause: error }) : error;
  };
}

function notFound(what: string): CaracalError {
  return new CaracalError('not_found', `There is no such ${what}`);
}
