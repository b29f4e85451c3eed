import { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type FeatureEvent, readFeatures } from '#features';
import { HomeFolder, ManualClock, SystemClock } from '#kernel';
import { type Database, PgDatabase } from '#persistence';
import { testDatabase, type TestDatabase } from '#persistence/testing';
import { type PolicyDefinition, PolicyError } from '#policy';
import { newApiKey } from './api-key.js';
import { bootstrapTenant } from './bootstrap-tenant.js';
import { declaredEntities } from './declared-entities.js';
import { firstTenant } from './first-tenant.js';
import { PgFeatureSource } from './pg-feature-source.js';
import { PgLogIn } from './pg-log-in.js';
import { PgTenantAdmin } from './pg-tenant-admin.js';
import { PgTenantDirectory } from './pg-tenant-directory.js';

const POLICY: PolicyDefinition = {
  policy: 'first',
  rules: [{ when: 'probability >= 0.9', outcome: 'decline', reason: 'ALMOST_CERTAIN_FRAUD' }],
  otherwise: 'approve',
};
let db: TestDatabase;
let database: Database;
let admin: PgTenantAdmin;
let tenantA: string;
let tenantB: string;

beforeAll(async () => {
  db = await testDatabase();
  database = db.database;
  admin = new PgTenantAdmin(database, new SystemClock());
  tenantA = await admin.createTenant({
    name: 'Acme',
    slug: 'acme',
    settings: { livemode_allowed: true },
    policy: POLICY,
  });
  tenantB = await admin.createTenant({
    name: 'Bolt',
    slug: 'bolt',
    settings: { quota: { per_second: 5, burst: 7 } },
    policy: POLICY,
  });
});

function directory(over: Database = database): PgTenantDirectory {
  const made = new PgTenantDirectory(over, new SystemClock());
  made.start();
  onTestFinished(() => made.close());
  return made;
}

describe('tenants', () => {
  test('created: settings with their defaults, the first policy', async () => {
    expect(await directory().byId(tenantB)).toEqual({
      id: tenantB,
      name: 'Bolt',
      slug: 'bolt',
      decideWithinMs: 250,
      quota: { perSecond: 5, burst: 7 },
      otp: {},
      timeZone: 'UTC',
      exchange: { referenceCurrency: 'USD', unitsPerUsd: {} },
      livemodeAllowed: false,
      entitySecret: expect.any(KeyObject),
      policy: { version: 1, definition: POLICY },
    });
  });

  test('the same address at two tenants → ids that have nothing in common, and stay; the secret can not be changed', async () => {
    const plan = readFeatures([
      { path: 'a', text: '{entity: email, of: event.account.email, normalise: email}' },
      { path: 'b', text: '{feature: email_count_1h, by: email, aggregate: count, window: 1h}' },
    ]);
    const paid = { account: { id: 'acc', createdAtMs: 0, email: 'jane@example.com' } } as FeatureEvent;
    const idAt = async (tenantId: string) =>
      declaredEntities((await directory().byId(tenantId))!, plan, paid)[0]!.entityId;
    const [atA, atB] = [await idAt(tenantA), await idAt(tenantB)];
    expect(atA).not.toBe(atB);
    await admin.changeSettings(tenantA, { decide_within_ms: 251 });
    expect(await idAt(tenantA)).toBe(atA);
    await expect(
      database.query([tenantA], 'update tenancy.tenants set entity_secret = $2 where id = $1', [
        tenantA,
        Buffer.alloc(32),
      ]),
    ).rejects.toThrow(/permission denied/);
    await admin.changeSettings(tenantA, { decide_within_ms: null });
  });

  test('a time zone that is set → told of that tenant alone, until it is UTC again', async () => {
    const source = new PgFeatureSource(database, new SystemClock());
    expect(await source.zones()).toEqual([]);
    await admin.changeSettings(tenantA, { time_zone: 'Europe/Berlin' });
    expect(await source.zones()).toEqual([{ tenantId: tenantA, timeZone: 'Europe/Berlin' }]);
    await admin.changeSettings(tenantA, { time_zone: null });
    expect(await source.zones()).toEqual([]);
  });

  test('a slug that is taken → conflict; a bad one → refused; nothing is left behind', async () => {
    const tenants = await directory().ids();
    const other = { name: 'Other', policy: POLICY };
    await expect(admin.createTenant({ ...other, slug: 'acme' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(admin.createTenant({ ...other, slug: 'Not A Slug' })).rejects.toThrow(/kebab/);
    await expect(
      admin.createTenant({
        name: 'Other',
        slug: 'other',
        policy: { ...POLICY, stand_in: [{ when: '1', outcome: 'review' }] },
      }),
    ).rejects.toBeInstanceOf(PolicyError);
    expect(await directory().ids()).toEqual(tenants);
  });

  test('unknown, or not an id → undefined', async () => {
    const all = directory();
    for (const id of ['ten_unknown', '', `a,${tenantA}`, "'", '\0']) expect(await all.byId(id)).toBeUndefined();
  });

  test('unchanged: the same object for as long as it stays', async () => {
    const all = directory();
    const before = await all.byId(tenantA);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await all.byId(tenantA)).toBe(before);
  });

  test('settings changed → seen soon', async () => {
    const all = directory();
    await all.byId(tenantB);
    await admin.changeSettings(tenantB, { decide_within_ms: 80, quota: { burst: 9 } });
    await expect.poll(async () => (await all.byId(tenantB))?.decideWithinMs).toBe(80);
    expect((await all.byId(tenantB))?.quota).toEqual({ perSecond: 5, burst: 9 });
    expect(await admin.settings(tenantB)).toMatchObject({ decide_within_ms: 80, quota: { per_second: 5, burst: 9 } });
    await expect(admin.changeSettings(tenantB, { quota: { burst: 0 } })).rejects.toThrow(/burst/);
    await expect(admin.changeSettings('ten_unknown', {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test('policies: versions grow, also when set at once; the latest is live; a bad one is refused', async () => {
    const all = directory();
    await all.byId(tenantA);
    const policy = (n: number): unknown => ({ policy: `p-${n}`, rules: [], otherwise: 'approve' });
    const versions = await Promise.all(
      [1, 2, 3, 4].map((n) => admin.setPolicy(tenantA, policy(n), { by: 'ann', why: `try ${n}` })),
    );
    expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5]);
    await expect(
      admin.setPolicy(
        tenantA,
        { policy: 'p', rules: [{ when: 'nonsense(', outcome: 'review', reason: 'R' }], otherwise: 'approve' },
        { by: 'ann', why: 'a mistake' },
      ),
    ).rejects.toBeInstanceOf(PolicyError);
    await expect.poll(async () => (await all.byId(tenantA))?.policy.version).toBe(5);
    const last = versions.indexOf(5) + 1;
    expect((await all.byId(tenantA))?.policy.definition.policy).toBe(`p-${last}`);
  });

  test('policies: each version is kept, with who set it and why', async () => {
    const [live, ...earlier] = await admin.policyHistory(tenantA);
    expect(live).toMatchObject({ version: 5, by: 'ann', why: expect.stringMatching(/^try \d$/) as string });
    expect(earlier.at(-1)).toMatchObject({ version: 1, by: 'system' });
    expect(await admin.policy(tenantA)).toMatchObject({ ...live, definition: { otherwise: 'approve' } });
    expect(await admin.policy(tenantA, 1)).toMatchObject({ version: 1, definition: POLICY });
    await expect(admin.policy(tenantA, 99)).rejects.toMatchObject({ code: 'not_found' });
    await expect(admin.setPolicy(tenantA, POLICY, { by: 'ann', why: ' ' })).rejects.toThrow(/why/);
  });

  test('listed by slug, with what matters of each', async () => {
    expect(await admin.tenants()).toMatchObject([
      { id: tenantA, slug: 'acme', name: 'Acme', livemodeAllowed: true, policyVersion: 5 },
      { id: tenantB, slug: 'bolt', name: 'Bolt', livemodeAllowed: false, policyVersion: 1 },
    ]);
  });
});

describe('api keys', () => {
  test('created → found, with its mode; only its hash is stored', async () => {
    const { key } = await admin.createApiKey(tenantA, { name: 'Server', livemode: true });
    expect(await directory().byApiKey(key)).toMatchObject({ livemode: true, tenant: { id: tenantA } });
    const [listed] = await admin.apiKeys(tenantA);
    expect(listed).toMatchObject({ name: 'Server', prefix: key.slice(0, 12), last4: key.slice(-4), revokedAt: null });
    const stored = JSON.stringify(await database.query([tenantA], 'select * from tenancy.api_keys'));
    expect(stored).not.toContain(key.slice(8, 40));
  });

  test('live key where live mode is not allowed → said so', async () => {
    const { key } = await admin.createApiKey(tenantB, { name: 'Early', livemode: true });
    await expect(directory().byApiKey(key)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('unknown, malformed → undefined', async () => {
    const all = directory();
    for (const key of [newApiKey(false), 'sk_test_x', '', 'Bearer', `sk_test_${'\0'.repeat(20)}`]) {
      expect(await all.byApiKey(key)).toBeUndefined();
    }
  });

  test('asked for before it was created → found soon', async () => {
    const all = directory();
    const key = newApiKey(false);
    expect(await all.byApiKey(key)).toBeUndefined();
    await admin.createApiKey(tenantA, { name: 'Late', livemode: false, key });
    await expect.poll(async () => (await all.byApiKey(key))?.tenant.id).toBe(tenantA);
  });

  test('revoked → out of force soon, also where the announcement is not heard', async () => {
    const { id, key } = await admin.createApiKey(tenantA, { name: 'Leaked', livemode: false });
    const all = directory();
    // The same database without LISTEN: what a proxy that pools transactions would do.
    const deaf = directory(
      Object.assign(Object.create(database) as Database, { listen: () => ({ close: () => Promise.resolve() }) }),
    );
    expect(await all.byApiKey(key)).toBeDefined();
    expect(await deaf.byApiKey(key)).toBeDefined();
    await admin.revokeApiKey(tenantA, id);
    await admin.revokeApiKey(tenantA, id);
    await expect.poll(() => all.byApiKey(key)).toBeUndefined();
    await expect.poll(() => deaf.byApiKey(key)).toBeUndefined();
  });

  test('another tenant’s key: can’t be revoked', async () => {
    const { id } = await admin.createApiKey(tenantB, { name: 'Mine', livemode: false });
    await expect(admin.revokeApiKey(tenantA, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the same key twice → conflict; of the wrong mode → refused', async () => {
    const key = newApiKey(false);
    await admin.createApiKey(tenantA, { name: 'One', livemode: false, key });
    await expect(admin.createApiKey(tenantB, { name: 'Two', livemode: false, key })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      admin.createApiKey(tenantA, { name: 'Three', livemode: true, key: newApiKey(false) }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('the database is away: known keys stay in force, unknown ones can’t be judged', async () => {
    const { key } = await admin.createApiKey(tenantA, { name: 'Steady', livemode: false });
    const own = new PgDatabase({ url: db.appUrl });
    const all = directory(own);
    expect(await all.byApiKey(key)).toBeDefined();
    await own.close();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await all.byApiKey(key)).toMatchObject({ tenant: { id: tenantA } });
    await expect(all.byApiKey(newApiKey(false))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a thousand guesses at once: all refused, a good key among them is answered', async () => {
    const { key } = await admin.createApiKey(tenantA, { name: 'Good', livemode: false });
    const all = directory();
    const guesses = Array.from({ length: 900 }, () => all.byApiKey(newApiKey(false)));
    expect(await all.byApiKey(key)).toBeDefined();
    expect((await Promise.all(guesses)).filter((holder) => holder !== undefined)).toEqual([]);
  });
});

describe('log-in', () => {
  const clock = new ManualClock(Date.now());
  let logIn: PgLogIn;
  let userId: string;
  beforeAll(async () => {
    logIn = new PgLogIn(database, clock);
    userId = await admin.createUser(tenantA, { name: 'Ann', email: 'ann@example.com', role: 'analyst' });
  });
  afterAll(() => clock.set(Date.now()));

  test('link → session → who it is; the link works once', async () => {
    const link = await logIn.createLoginLink(tenantA, userId);
    const session = await logIn.redeemLoginLink(link.token);
    expect(await logIn.findSession(session!.token)).toEqual({
      tenantId: tenantA,
      user: { id: userId, name: 'Ann', email: 'ann@example.com', role: 'analyst' },
      expiresAtMs: session!.expiresAtMs,
    });
    expect(await logIn.redeemLoginLink(link.token)).toBeUndefined();
    expect(await logIn.users(tenantA)).toEqual([
      { id: userId, name: 'Ann', email: 'ann@example.com', role: 'analyst' },
    ]);
  });

  test('used by two at once → one session', async () => {
    const link = await logIn.createLoginLink(tenantA, userId);
    const sessions = await Promise.all(Array.from({ length: 8 }, () => logIn.redeemLoginLink(link.token)));
    expect(sessions.filter((session) => session !== undefined)).toHaveLength(1);
  });

  test('link after 15 minutes, session after its time → gone', async () => {
    const late = await logIn.createLoginLink(tenantA, userId);
    const link = await logIn.createLoginLink(tenantA, userId);
    const session = await logIn.redeemLoginLink(link.token, 60_000);
    clock.advance(59_999);
    expect(await logIn.findSession(session!.token)).toBeDefined();
    clock.advance(1);
    expect(await logIn.findSession(session!.token)).toBeUndefined();
    clock.advance(15 * 60_000);
    expect(await logIn.redeemLoginLink(late.token)).toBeUndefined();
  });

  test('logged out → gone', async () => {
    const session = await logIn.redeemLoginLink((await logIn.createLoginLink(tenantA, userId)).token);
    await logIn.endSession(session!.token);
    await logIn.endSession(session!.token);
    expect(await logIn.findSession(session!.token)).toBeUndefined();
  });

  test('tokens that were never issued, a session as a link, a user of another tenant → nothing', async () => {
    const link = await logIn.createLoginLink(tenantA, userId);
    const session = await logIn.redeemLoginLink((await logIn.createLoginLink(tenantA, userId)).token);
    for (const token of ['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}\0`, link.token]) {
      expect(await logIn.findSession(token)).toBeUndefined();
    }
    expect(await logIn.redeemLoginLink(session!.token)).toBeUndefined();
    await expect(logIn.createLoginLink(tenantB, userId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('role changed → found with it, also by the address in another case', async () => {
    await admin.setRole(tenantA, userId, 'viewer');
    expect(await logIn.findUser(tenantA, 'ANN@example.com')).toMatchObject({ id: userId, role: 'viewer' });
    expect(await logIn.findUser(tenantB, 'ann@example.com')).toBeUndefined();
    await admin.setRole(tenantA, userId, 'analyst');
    await expect(admin.setRole(tenantB, userId, 'viewer')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a person twice → conflict, whatever the case of the address', async () => {
    await expect(
      admin.createUser(tenantA, { name: 'Ann', email: 'ANN@example.com', role: 'viewer' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(admin.createUser(tenantB, { name: 'Ann', email: 'ann@example.com', role: 'viewer' })).resolves.toMatch(
      /^usr_/,
    );
  });
});

describe('bootstrap', () => {
  const clock = new SystemClock();

  test('first time → tenant, key, people; again → the same, nothing new; from several processes → one tenant', async () => {
    const fresh = (await testDatabase()).database;
    const key = newApiKey(false);
    const made = await Promise.all([1, 2, 3].map(() => bootstrapTenant(fresh, clock, { key, policy: POLICY })));
    const [first, ...others] = made;
    expect(others).toEqual([first, first]);
    expect(await bootstrapTenant(fresh, clock, { key, policy: { ...POLICY, policy: 'later' } })).toEqual(first);
    const holder = await directory(fresh).byApiKey(key);
    expect(holder).toMatchObject({ livemode: false, tenant: { slug: 'sandbox', policy: { definition: POLICY } } });
    expect(await new PgLogIn(fresh, clock).users(first!.tenantId)).toHaveLength(2);
    expect(await new PgTenantAdmin(fresh, clock).apiKeys(first!.tenantId)).toHaveLength(1);
  });

  test('with another key → the same tenant has both; revoked or malformed → one clear error', async () => {
    const fresh = (await testDatabase()).database;
    const key = 'sk_test_for-scripts-0123456789';
    const { tenantId } = await bootstrapTenant(fresh, clock, { key: newApiKey(false), policy: POLICY });
    expect(await bootstrapTenant(fresh, clock, { key, policy: POLICY })).toMatchObject({ tenantId });
    const freshAdmin = new PgTenantAdmin(fresh, clock);
    const given = (await freshAdmin.apiKeys(tenantId)).find((listed) => listed.last4 === key.slice(-4))!;
    await freshAdmin.revokeApiKey(tenantId, given.id);
    const again = (wished: string) => bootstrapTenant(fresh, clock, { key: wished, policy: POLICY });
    await expect(again(key)).rejects.toMatchObject({ code: 'conflict' });
    await expect(again('secret')).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('a first start on a folder → key in a file and a log-in; the next start → the same key, a new log-in', async () => {
    const fresh = (await testDatabase()).database;
    const home = new HomeFolder(mkdtempSync(join(tmpdir(), 'first-tenant-')));
    onTestFinished(() => rmSync(home.path, { recursive: true }));
    const start = () => firstTenant(fresh, clock, { home, wished: undefined, policy: POLICY });
    const first = await start();
    expect(home.read('sandbox-key')).toBe(first.testKey);
    const second = await start();
    expect(second).toEqual({ ...first, loginToken: second.loginToken });
    const logIn = new PgLogIn(fresh, clock);
    for (const { loginToken } of [first, second]) {
      const session = await logIn.redeemLoginLink(loginToken);
      expect((await logIn.findSession(session!.token))?.user.role).toBe('admin');
    }
  });
});
