import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock, SystemClock } from '#kernel';
import { type Database, PgDatabase } from '#persistence';
import { testDatabase, type TestDatabase } from '#persistence/testing';
import { PolicyError } from '#policy';
import { newApiKey } from './api-key.js';
import { bootstrapTenant } from './bootstrap-tenant.js';
import { DEFAULT_POLICY } from './default-policy.js';
import { PgLogIn } from './pg-log-in.js';
import { PgTenantAdmin } from './pg-tenant-admin.js';
import { PgTenantDirectory } from './pg-tenant-directory.js';

const FRESH_MS = 5_000;
let db: TestDatabase;
let database: Database;
let admin: PgTenantAdmin;
let tenantA: string;
let tenantB: string;

beforeAll(async () => {
  db = await testDatabase();
  database = db.database;
  admin = new PgTenantAdmin(database, new SystemClock());
  tenantA = await admin.createTenant({ name: 'Acme', slug: 'acme', settings: { livemode_allowed: true } });
  tenantB = await admin.createTenant({ name: 'Bolt', slug: 'bolt', settings: { quota: { per_second: 5, burst: 7 } } });
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
      livemodeAllowed: false,
      policy: { version: 1, definition: DEFAULT_POLICY },
    });
  });

  test('a slug that is taken → conflict; a bad one → refused; nothing is left behind', async () => {
    const tenants = await directory().ids();
    await expect(admin.createTenant({ name: 'Other', slug: 'acme' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(admin.createTenant({ name: 'Other', slug: 'Not A Slug' })).rejects.toThrow(/kebab/);
    await expect(
      admin.createTenant({
        name: 'Other',
        slug: 'other',
        policy: { ...DEFAULT_POLICY, stand_in: [{ when: '1', outcome: 'review' }] },
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

  test('settings changed → seen within 5 s', async () => {
    const all = directory();
    await all.byId(tenantB);
    await admin.updateSettings(tenantB, { decide_within_ms: 80, time_zone: 'Europe/Berlin' });
    await expect.poll(async () => (await all.byId(tenantB))?.decideWithinMs, { timeout: FRESH_MS }).toBe(80);
    await expect(admin.updateSettings('ten_unknown', {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test('policies: versions grow, also when set at once; the latest is live; a bad one is refused', async () => {
    const all = directory();
    await all.byId(tenantA);
    const policy = (n: number): unknown => ({ policy: `p-${n}`, rules: [], otherwise: 'approve' });
    const versions = await Promise.all([1, 2, 3, 4].map((n) => admin.setPolicy(tenantA, policy(n), 'usr_1')));
    expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5]);
    await expect(
      admin.setPolicy(
        tenantA,
        { policy: 'p', rules: [{ when: 'nonsense(', outcome: 'review', reason: 'R' }], otherwise: 'approve' },
        'usr_1',
      ),
    ).rejects.toBeInstanceOf(PolicyError);
    await expect.poll(async () => (await all.byId(tenantA))?.policy.version, { timeout: FRESH_MS }).toBe(5);
    const last = versions.indexOf(5) + 1;
    expect((await all.byId(tenantA))?.policy.definition.policy).toBe(`p-${last}`);
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

  test('asked for before it was created → found within 5 s', async () => {
    const all = directory();
    const key = newApiKey(false);
    expect(await all.byApiKey(key)).toBeUndefined();
    await admin.createApiKey(tenantA, { name: 'Late', livemode: false, key });
    await expect.poll(async () => (await all.byApiKey(key))?.tenant.id, { timeout: FRESH_MS }).toBe(tenantA);
  });

  test('revoked → out of force within 5 s, also where the announcement is not heard', async () => {
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
    await expect.poll(() => all.byApiKey(key), { timeout: FRESH_MS }).toBeUndefined();
    await expect.poll(() => deaf.byApiKey(key), { timeout: FRESH_MS }).toBeUndefined();
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
  test('first time → tenant, keys, people; again → the same, nothing new; from several processes → one tenant', async () => {
    const fresh = (await testDatabase()).database;
    const clock = new SystemClock();
    const made = await Promise.all([1, 2, 3].map(() => bootstrapTenant(fresh, clock)));
    expect(new Set(made.map((m) => m.tenantId)).size).toBe(1);
    expect(made.filter((m) => m.testKey !== undefined)).toHaveLength(1);
    const first = made.find((m) => m.testKey !== undefined)!;
    expect(first.liveKey).toMatch(/^sk_live_/);
    const again = await bootstrapTenant(fresh, clock, { key: first.testKey });
    expect(again).toEqual({ ...first, liveKey: undefined });
    const all = directory(fresh);
    expect(await all.byApiKey(first.testKey!)).toMatchObject({ livemode: false, tenant: { slug: 'sandbox' } });
    expect(await all.byApiKey(first.liveKey!)).toMatchObject({ livemode: true });
    expect(await new PgLogIn(fresh, clock).users(first.tenantId)).toHaveLength(2);
  });

  test('with a key of one’s own: it works; revoked or malformed → one clear error', async () => {
    const fresh = (await testDatabase()).database;
    const clock = new SystemClock();
    const key = 'sk_test_for-scripts-0123456789';
    const { tenantId, testKey } = await bootstrapTenant(fresh, clock, { key });
    expect(testKey).toBe(key);
    const freshAdmin = new PgTenantAdmin(fresh, clock);
    const [listed] = (await freshAdmin.apiKeys(tenantId)).filter((k) => !k.livemode);
    await freshAdmin.revokeApiKey(tenantId, listed!.id);
    await expect(bootstrapTenant(fresh, clock, { key })).rejects.toMatchObject({ code: 'conflict' });
    await expect(bootstrapTenant(fresh, clock, { key: 'secret' })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
