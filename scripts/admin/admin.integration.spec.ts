import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#kernel';
import { testDatabase, type TestDatabase } from '#persistence/testing';
import { PgLogIn, PgTenantDirectory } from '#tenancy';
import { FEATURES } from '../../packs/card-payments/src/features.js';
import { administration } from './administration.js';
import { readCommandLine } from './command-line.js';
import { COMMANDS } from './commands.js';
import { problemOf } from './problem.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await admin('tenants create', 'acme', '--name', 'Acme Ltd');
});

interface Said {
  readonly printed: string;
  readonly remarked: string;
}

/** One command, as its process would run it. */
async function admin(words: string, ...args: string[]): Promise<Said> {
  const line = readCommandLine(COMMANDS, [...words.split(' '), ...args])!;
  const printed: string[] = [];
  const remarked: string[] = [];
  const about = {
    consoleUrl: 'http://console.example',
    patterns: ['card-testing'],
    features: { plan: FEATURES, documents: [] },
    tenant: line.tenant,
  };
  const over = administration(db.database, new SystemClock(), about);
  const tools = { ...over, print: (text: string) => printed.push(text), remark: (text: string) => remarked.push(text) };
  await line.command.run(tools, line.given);
  return { printed: printed.join('\n'), remarked: remarked.join('\n') };
}

/** What its process would say of a command that it refuses. */
async function refused(words: string, ...args: string[]): Promise<string | undefined> {
  return await admin(words, ...args).then(
    () => 'it went through',
    (error: unknown) => problemOf(error),
  );
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'admin-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'file.yaml');
  writeFileSync(file, text);
  return file;
}

function directory(): PgTenantDirectory {
  const made = new PgTenantDirectory(db.database, new SystemClock());
  made.start();
  onTestFinished(() => made.close());
  return made;
}

describe('tenants', () => {
  it('made → listed, with the policy of card payments; the only one needs no naming', async () => {
    const { printed } = await admin('tenants list');
    expect(printed).toMatch(/^SLUG +NAME +LIVE MODE +POLICY +CREATED +ID\nacme +Acme Ltd +no +1 +\S+ \S+Z +ten_\w+$/);
    expect((await admin('policy show')).printed).toContain('policy: card-payments');
  });

  it('a slug that is taken or none → one line', async () => {
    expect(await refused('tenants create', 'acme', '--name', 'Again')).toBe('A tenant with this slug exists');
    expect(await refused('tenants create', 'A B', '--name', 'Again')).toMatch(/^slug: must be lower-kebab-case/);
  });

  it('several: → the one to be worked on has to be named, by slug or id', async () => {
    const other = await testDatabase();
    const first = db;
    onTestFinished(() => void (db = first));
    db = other;
    expect(await refused('keys list')).toBe('There is no tenant yet; tenants create makes one');
    await admin('tenants create', 'alfa', '--name', 'Alfa');
    const { printed: id } = await admin('tenants create', 'bravo', '--name', 'Bravo');
    expect(await refused('users list')).toBe('There are several tenants; name one: --tenant alfa, bravo');
    expect(await refused('users list', '--tenant', 'charlie')).toBe(
      'There is no tenant charlie; there are: alfa, bravo',
    );
    await admin('users create', 'b@example.com', '--name', 'B', '--role', 'viewer', '--tenant', 'bravo');
    expect((await admin('users list', '--tenant', id)).printed).toContain('b@example.com');
    expect((await admin('users list', '--tenant', 'alfa')).printed).not.toContain('@');
  });
});

describe('settings', () => {
  it('what a file names is changed, the rest stays; secrets are not shown, and are kept', async () => {
    await admin(
      'settings set',
      fileWith('otp: { webhook: { url: https://example.com/otp, secret: sixteen-characters-or-more } }'),
    );
    await admin('settings set', fileWith('quota: { per_second: 7 }'));
    const { printed } = await admin('settings show');
    expect(printed).toMatch(/per_second: 7\n/);
    expect(printed).toMatch(/url: https:\/\/example.com\/otp/);
    expect(printed).not.toContain('sixteen');
    await admin('settings set', fileWith(printed));
    const [row] = await db.database.query<{ id: string }>([], 'select id from tenancy.tenant_ids() as id');
    expect(await directory().byId(row!.id)).toMatchObject({
      quota: { perSecond: 7, burst: 2_000 },
      otp: { webhook: { secret: 'sixteen-characters-or-more' } },
    });
  });

  it.each([
    ['quota: { per_second: -1 }', /^quota\.per_second: /],
    ['surprise: 1', /surprise/],
    ['[', /^The file is no YAML/],
    ['just text', /expected object/],
  ])('%s → refused', async (text, message) => {
    expect(await refused('settings set', fileWith(text))).toMatch(message);
  });
});

describe('keys', () => {
  it('made → printed once, in force, listed by its ends; revoked → out of force', async () => {
    const { printed: key, remarked } = await admin('keys create', 'test', '--name', 'Shop');
    expect(key).toMatch(/^sk_test_\w{48}$/);
    const all = directory();
    expect(await all.byApiKey(key)).toMatchObject({ livemode: false, tenant: { slug: 'acme' } });
    const listed = (await admin('keys list')).printed;
    expect(listed).toMatch(new RegExp(`test +${key.slice(0, 12)}…${key.slice(-4)} +Shop +\\S+ \\S+ +- +key_`));
    expect(listed).not.toContain(key.slice(12, 40));
    await admin('keys revoke', /key_\w+/.exec(remarked)![0]);
    await expect.poll(() => all.byApiKey(key)).toBeUndefined();
  });

  it('a live key where live mode is off → made, and says what is missing; then in force', async () => {
    const { printed: key, remarked } = await admin('keys create', 'live', '--name', 'Shop');
    expect(remarked).toContain('livemode_allowed');
    const all = directory();
    const holder = () => all.byApiKey(key).catch((error: unknown) => problemOf(error));
    expect(await holder()).toMatch(/^Live mode is off for this tenant/);
    await admin('settings set', fileWith('livemode_allowed: true'));
    await expect.poll(holder).toMatchObject({ livemode: true });
    expect((await admin('keys create', 'live', '--name', 'Shop 2')).remarked).not.toContain('livemode_allowed');
  });

  it('another mode, a key that nobody has → one line', async () => {
    expect(await refused('keys create', 'prod', '--name', 'Shop')).toBe('a key is for test or live, not for prod');
    expect(await refused('keys revoke', 'key_1')).toBe('There is no such API key');
  });
});

describe('users', () => {
  it('made → listed; another role; a link logs in once', async () => {
    await admin('users create', 'ann@example.com', '--name', 'Ann', '--role', 'viewer');
    await admin('users role', 'Ann@example.com', 'admin');
    expect((await admin('users list')).printed).toMatch(/ann@example.com +Ann +admin +usr_\w+/);
    const { printed, remarked } = await admin('login-link', 'ann@example.com');
    expect(printed).toMatch(/^http:\/\/console\.example\/login\?token=[\w-]{43}$/);
    expect(remarked).toMatch(/^For Ann, admin; works once, until /);
    const logIn = new PgLogIn(db.database, new SystemClock());
    const session = await logIn.redeemLoginLink(printed.slice(-43));
    expect((await logIn.findSession(session!.token))?.user).toMatchObject({ email: 'ann@example.com', role: 'admin' });
  });

  it.each([
    ['login-link', ['nobody@example.com'], /^Nobody of this tenant has the address nobody@example.com/],
    ['users create', ['ann@example.com', '--name', 'A', '--role', 'boss'], /^role: /],
    ['users create', ['not-an-address', '--name', 'A', '--role', 'viewer'], /^email: /],
    ['users role', ['ann@example.com', 'boss'], /admin/],
  ] as const)('%s %j → refused', async (words, args, message) => {
    expect(await refused(words, ...args)).toMatch(message);
  });
});

describe('policies', () => {
  const POLICY = `policy: mine
rules:
  - { when: "features.card_declined_10m > 3", outcome: review, reason: A } # why
otherwise: approve
`;
  const change = ['--by', 'ann@example.com', '--why', 'fewer fraud reports'];

  it('set → live at once, kept with who and why; shown → can be set again', async () => {
    const all = directory();
    const [row] = await db.database.query<{ id: string }>([], 'select id from tenancy.tenant_ids() as id');
    const before = (await all.byId(row!.id))!.policy.version;
    expect((await admin('policy set', fileWith(POLICY), ...change)).printed).toBe(`version ${before + 1}`);
    await expect.poll(async () => (await all.byId(row!.id))?.policy.definition.policy).toBe('mine');
    const shown = await admin('policy show');
    expect(shown.remarked).toMatch(/^Version \d+, \S+, by ann@example.com: fewer fraud reports$/);
    const earlier = (await admin('policy show', '--version', '1')).printed;
    await admin('policy set', fileWith(earlier), '--by', 'bob', '--why', 'back to the first');
    expect((await admin('policy show')).printed).toBe(earlier);
    expect((await admin('policy history')).printed).toMatch(
      /^VERSION +SET +BY +WHY\n\d+ +\S+ \S+Z +bob +back to the first\n\d+ .* fewer fraud reports\n/,
    );
  });

  it('a mistake → every problem with its place, and the live policy stays', async () => {
    const before = (await admin('policy history')).printed;
    const broken = POLICY.replace('card_declined_10m', 'card_declned_10m').replace('otherwise: approve', '');
    expect(await refused('policy set', fileWith(broken), ...change)).toMatch(/otherwise/);
    const misspelt = POLICY.replace('card_declined_10m', 'card_declned_10m');
    expect(await refused('policy set', fileWith(misspelt), ...change)).toMatch(
      /line 3.*did you mean `card_declined_10m`/s,
    );
    expect(await refused('policy set', '/nowhere/policy.yaml', ...change)).toMatch(/^The file can't be read: ENOENT/);
    expect(await refused('policy set', fileWith(POLICY), '--by', ' ', '--why', 'x')).toMatch(/^by: /);
    expect(await refused('policy show', '--version', '99')).toBe('There is no such policy version');
    expect((await admin('policy history')).printed).toBe(before);
  });

  it('a rule on a pattern that nobody has → set, with a remark', async () => {
    const rule = POLICY.replace('features.card_declined_10m > 3', "matched('card-tesing')");
    const { remarked } = await admin('policy set', fileWith(rule), ...change);
    expect(remarked).toContain('Note /rules/0/when: ');
    expect(remarked).toContain('did you mean `card-testing`?');
  });
});
