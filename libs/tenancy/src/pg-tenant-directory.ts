import { createSecretKey } from 'node:crypto';
import { CaracalError, type Clock, repeat, type Repeated } from '#kernel';
import type { Database, Listening } from '#persistence';
import { parseApiKey } from './api-key.js';
import { Turnstile } from './turnstile.js';
import { readTenantSettings } from './tenant-settings.js';
import { type ApiKeyHolder, type Tenant, TenantDirectory } from './tenant-directory.js';
import type { PolicyDefinition } from '#policy';

/**
 * `TenantDirectory` on PostgreSQL. A request finds its tenant in memory. What is there is checked every two seconds, and
 * at once when the database announces a change; while the database is away, what is known goes on being true. Unknown
 * keys are remembered for a moment and looked up few at a time, so that guessing keys can't starve the database.
 */
export class PgTenantDirectory extends TenantDirectory {
  private readonly keys = new Map<string, CachedKey>();
  private readonly tenants = new Map<string, CachedTenant>();
  private readonly unknown = new Map<string, number>();
  private readonly asking = new Map<string, Promise<unknown>>();
  private readonly lookUps = new Turnstile(LOOK_UPS_MAX, WAITING_MAX);
  private checks: Repeated | undefined;
  private listening: Listening | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {
    super();
  }

  /** Begins to follow changes. Before, and without it, what is known is never checked again. */
  start(): void {
    this.checks = repeat(CHECK_EVERY_MS, () => this.check(), this.onError);
    this.listening = this.database.listen('tenancy', () => {
      this.unknown.clear();
      this.checks?.nudge();
    });
  }

  async close(): Promise<void> {
    await this.listening?.close();
    await this.checks?.stop();
  }

  override async byApiKey(key: string): Promise<ApiKeyHolder | undefined> {
    const parsed = parseApiKey(key);
    if (!parsed) return undefined;
    const id = parsed.hash.toString('base64');
    const known = this.keys.get(id);
    if (known) return this.holder(known);
    if (this.isUnknown(id)) return undefined;
    const found = await this.once(`key ${id}`, () => this.lookUps.run(() => this.findKey(id, parsed.hash)));
    return found && this.holder(found);
  }

  override async byId(tenantId: string): Promise<Tenant | undefined> {
    const known = this.tenants.get(tenantId);
    if (known) {
      known.usedAtMs = this.clock.now();
      return known.tenant;
    }
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(tenantId) || this.isUnknown(tenantId)) return undefined;
    return (await this.once(`tenant ${tenantId}`, () => this.findTenant(tenantId)))?.tenant;
  }

  override async ids(): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>([], 'select id from tenancy.tenant_ids() as id');
    return rows.map((row) => row.id);
  }

  private holder(key: CachedKey): ApiKeyHolder | undefined {
    const tenant = this.tenants.get(key.tenantId);
    if (!tenant) return undefined;
    key.usedAtMs = tenant.usedAtMs = this.clock.now();
    if (key.livemode && !tenant.tenant.livemodeAllowed)
      throw new CaracalError('forbidden', 'Live mode is off for this tenant. Use a test key until it is switched on.');
    if (key.holder?.tenant !== tenant.tenant) {
      key.holder = { keyId: key.keyId, livemode: key.livemode, tenant: tenant.tenant };
    }
    return key.holder;
  }

  private async findKey(id: string, hash: Buffer): Promise<CachedKey | undefined> {
    const [owner] = await this.database.query<{ tenant_id: string | null }>(
      [],
      { name: 'tenant-of-api-key', text: 'select tenancy.tenant_of_api_key($1) as tenant_id' },
      [hash],
    );
    if (!owner?.tenant_id) return this.remember(id);
    const [row] = await this.database.query<{ id: string; livemode: boolean }>(
      [owner.tenant_id],
      'select id, livemode from tenancy.api_keys where hash = $1 and revoked_at is null',
      [hash],
    );
    if (!row || !(await this.byId(owner.tenant_id))) return this.remember(id);
    const key: CachedKey = {
      keyId: row.id,
      livemode: row.livemode,
      tenantId: owner.tenant_id,
      usedAtMs: this.clock.now(),
      holder: undefined,
    };
    this.keys.set(id, key);
    return key;
  }

  private async findTenant(tenantId: string): Promise<CachedTenant | undefined> {
    const [row] = await this.database.query<TenantRow>([tenantId], LOAD, [tenantId]);
    if (!row) return this.remember(tenantId);
    const cached: CachedTenant = { tenant: tenantOf(row), revision: row.revision, usedAtMs: this.clock.now() };
    this.tenants.set(tenantId, cached);
    return cached;
  }

  /** Compares everything in memory with the database by revision, and reads again what has changed. */
  private async check(): Promise<void> {
    this.forgetUnused();
    const ids = [...this.tenants.keys()];
    if (ids.length === 0) return;
    const keyIds = [...this.keys.values()].map((key) => key.keyId);
    const [revisions, valid] = await Promise.all([
      this.database.query<{ id: string; revision: string }>(ids, REVISIONS, [ids]),
      this.database.query<{ id: string }>(ids, VALID_KEYS, [keyIds]),
    ]);
    const inForce = new Set(valid.map((row) => row.id));
    const asked = new Set(keyIds);
    for (const [hash, key] of this.keys) if (asked.has(key.keyId) && !inForce.has(key.keyId)) this.keys.delete(hash);
    const current = new Map(revisions.map((row) => [row.id, row.revision]));
    for (const id of ids) {
      const revision = current.get(id);
      if (revision === undefined) this.tenants.delete(id);
      // Settings that can't be read must not keep other tenants' changes away: the last good ones stay.
      else if (revision !== this.tenants.get(id)?.revision) await this.findTenant(id).catch(this.onError);
    }
  }

  private forgetUnused(): void {
    const now = this.clock.now();
    for (const [hash, key] of this.keys) if (now - key.usedAtMs > UNUSED_MS) this.keys.delete(hash);
    for (const [id, tenant] of this.tenants) if (now - tenant.usedAtMs > 2 * UNUSED_MS) this.tenants.delete(id);
    for (const [id, until] of this.unknown) if (until <= now) this.unknown.delete(id);
  }

  private isUnknown(id: string): boolean {
    const until = this.unknown.get(id);
    return until !== undefined && until > this.clock.now();
  }

  private remember(id: string): undefined {
    // The oldest go first: a Map keeps the order of insertion.
    if (this.unknown.size >= UNKNOWN_MAX) this.unknown.delete(this.unknown.keys().next().value!);
    this.unknown.set(id, this.clock.now() + UNKNOWN_MS);
    return undefined;
  }

  /** The same question is asked once at a time. */
  private once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const running = this.asking.get(question) as Promise<T> | undefined;
    if (running) return running;
    const answer = ask().finally(() => this.asking.delete(question));
    this.asking.set(question, answer);
    return answer;
  }
}

interface CachedKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly livemode: boolean;
  usedAtMs: number;
  holder: ApiKeyHolder | undefined;
}
interface CachedTenant {
  readonly tenant: Tenant;
  readonly revision: string;
  usedAtMs: number;
}
interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly settings: unknown;
  readonly revision: string;
  readonly entity_secret: Buffer;
  readonly version: number;
  readonly definition: PolicyDefinition;
}

const CHECK_EVERY_MS = 2_000;
const UNUSED_MS = 10 * 60_000;
const UNKNOWN_MS = 2_000;
const UNKNOWN_MAX = 10_000;
const LOOK_UPS_MAX = 4;
const WAITING_MAX = 1_000;

/** Changes with every change of the tenant's row (its writing transaction) and with every policy. */
const REVISION = `t.xmin::text || '/' || p.version`;
const LOAD = {
  name: 'tenant-load',
  text: `select t.id, t.name, t.slug, t.settings, t.entity_secret, ${REVISION} as revision, p.version, p.definition
    from tenancy.tenants t
    cross join lateral (
      select version, definition from tenancy.policies where tenant_id = t.id order by version desc limit 1
    ) p
    where t.id = $1`,
};
const REVISIONS = {
  name: 'tenant-revisions',
  text: `select t.id, ${REVISION} as revision
    from tenancy.tenants t
    cross join lateral (select max(version) as version from tenancy.policies where tenant_id = t.id) p
    where t.id = any($1) and p.version is not null`,
};
const VALID_KEYS = {
  name: 'tenant-valid-keys',
  text: 'select id from tenancy.api_keys where id = any($1) and revoked_at is null',
};

function tenantOf(row: TenantRow): Tenant {
  return {
    ...readTenantSettings(row.settings),
    id: row.id,
    name: row.name,
    slug: row.slug,
    entitySecret: createSecretKey(row.entity_secret),
    policy: { version: row.version, definition: row.definition },
  };
}
