import { beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, CSRF_VALUE, newId, patternChangeV1, type PatternMatchV1, topics } from '#contracts';
import { EventLog } from '#messaging';
import { PgTenantAdmin } from '#tenancy';
import { type Answer, ConsoleApp, type Person } from '../testing/console-app.js';
import { decisionOf } from '../testing/records.js';

let app: ConsoleApp;
let tenantId: string;
let ann: Person;
let vera: Person;
let eve: Person;
beforeAll(async () => {
  app = await ConsoleApp.start({ PATTERNS_LIVE_MAX: '30' });
  tenantId = await app.tenant('patterns-a');
  ann = await app.person(tenantId, 'Ann', 'analyst');
  vera = await app.person(tenantId, 'Vera', 'viewer');
  eve = await app.person(await app.tenant('patterns-b'), 'Eve', 'admin');
});

const document = (id: string, above = 10_000) => `# found in May
pattern: ${id}
by: card
within: 10m
sequence: "probe -> cashout"
where:
  probe: "event.amount < 500"
  cashout: "event.amount > ${above}"
then: {risk: 0.5, action: review, reason: FOUND}
examples:
  - {events: [{at: 0s, amount: 100}, {at: 1m, amount: ${above + 1}}], matches: 1}
`;

type Caller = Person | string;

async function call(caller: Caller, method: 'GET' | 'POST', path: string, payload?: object): Promise<Answer> {
  const headers =
    typeof caller === 'string'
      ? { authorization: `Bearer ${caller}` }
      : { cookie: caller.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const answer = await app.app.inject({ method, url: `/v1/patterns${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

async function saved(id: string, above?: number): Promise<number> {
  const known = await call(ann, 'GET', `/${id}`);
  const revision = known.status === 200 ? (known.body.revision as number) : 0;
  const { status, body } = await call(ann, 'POST', '', { definition: document(id, above), revision });
  expect([status, body.status === 'draft' || body.live_version !== null]).toEqual([201, true]);
  return body.revision as number;
}

async function promoted(id: string, version: number, to: 'shadow' | 'live', revision: number): Promise<Answer> {
  return await call(ann, 'POST', `/${id}/promote`, { version, to, revision, reason: 'it is good' });
}

describe('saving', () => {
  it('a document → a draft with its text; the same again → nothing new; another → version 2', async () => {
    const first = await call(ann, 'POST', '', { definition: document('saved-one'), note: 'first try' });
    expect(first).toMatchObject({
      status: 201,
      body: {
        id: 'saved-one',
        status: 'draft',
        origin: 'tenant',
        revision: 1,
        live_version: null,
        updated_by: { name: 'Ann' },
        versions: [{ version: 1, status: 'draft', format: 'yaml', source: document('saved-one'), note: 'first try' }],
        history: [{ action: 'saved', version: 1, actor: { name: 'Ann' }, revision: 1 }],
      },
    });
    const again = { definition: document('saved-one'), revision: 1 };
    expect(await call(ann, 'POST', '', again)).toMatchObject({ status: 200, body: { revision: 1 } });
    const other = { definition: document('saved-one', 20_000), revision: 1 };
    expect(await call(ann, 'POST', '', other)).toMatchObject({ status: 201, body: { revision: 2, latest_version: 2 } });
  });

  it('decided on an older revision → 409 that says so', async () => {
    await saved('stale');
    const late = await call(ann, 'POST', '', { definition: document('stale', 30_000), revision: 0 });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('revision 1') },
    });
  });

  it('a name that is none, an example that fails → 422 with the place', async () => {
    const wrong = await call(ann, 'POST', '', {
      definition: document('wrong').replace('event.amount < 500', 'event.amuont < 500'),
    });
    expect(wrong).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: '/definition/where/probe', code: 'invalid_definition', line: 7, column: expect.any(Number) },
        ],
      },
    });
    const failing = await call(ann, 'POST', '', { definition: document('wrong').replace('matches: 1', 'matches: 2') });
    expect(failing).toMatchObject({ status: 422, body: { errors: [{ pointer: '/definition/examples/0/matches' }] } });
  });

  it('as an object → stored as JSON', async () => {
    const definition = {
      pattern: 'as-object',
      by: 'card',
      sequence: 'a',
      where: { a: 'true' },
      then: { risk: 0, reason: 'A' },
    };
    const { status, body } = await call(ann, 'POST', '', { definition });
    expect([status, body.versions[0].format]).toEqual([201, 'json']);
    expect(JSON.parse(body.versions[0].source as string)).toEqual(definition);
  });
});

describe('a pattern’s life', () => {
  it('on trial, live, another live, rolled back, retired → each with who and why', async () => {
    await saved('living');
    expect(await promoted('living', 1, 'shadow', 1)).toMatchObject({
      status: 200,
      body: { status: 'shadow', shadow_version: 1 },
    });
    expect(await promoted('living', 1, 'live', 2)).toMatchObject({ body: { live_version: 1, shadow_version: null } });
    await saved('living', 20_000);
    expect(await promoted('living', 2, 'live', 4)).toMatchObject({ body: { live_version: 2 } });
    const back = await call(ann, 'POST', '/living/rollback', { revision: 5, reason: 'too many' });
    expect(back).toMatchObject({ status: 200, body: { live_version: 1 } });
    const end = await call(ann, 'POST', '/living/retire', { revision: 6, reason: 'over' });
    expect(end.body).toMatchObject({ status: 'retired', live_version: null });
    expect(end.body.history.map((entry: { action: string; reason: string }) => [entry.action, entry.reason])).toEqual([
      ['retired', 'over'],
      ['rolled_back', 'too many'],
      ['promoted', 'it is good'],
      ['saved', ''],
      ['promoted', 'it is good'],
      ['shadowed', 'it is good'],
      ['saved', ''],
    ]);
  });

  it('no reason → 422; an older revision → 409; an unknown pattern → 404', async () => {
    await saved('asked');
    const change = { version: 1, to: 'live', revision: 1 };
    expect((await call(ann, 'POST', '/asked/promote', { ...change, reason: ' ' })).status).toBe(422);
    expect((await promoted('asked', 1, 'live', 0)).status).toBe(409);
    expect((await promoted('not-there', 1, 'live', 0)).status).toBe(404);
  });

  it('what PostgreSQL can not keep, as a name or a reason → 404, 422', async () => {
    const change = { version: 1, to: 'live', revision: 1 };
    expect((await call(ann, 'GET', '/a%00b')).status).toBe(404);
    expect((await call(ann, 'POST', '/a%00b/promote', { ...change, reason: 'r' })).status).toBe(404);
    for (const reason of ['\ud800', '\0'])
      expect((await call(ann, 'POST', '/asked/promote', { ...change, reason })).status).toBe(422);
    const tried = { pattern: { id: 'a\0b', version: 1 }, events: [] };
    expect((await call(ann, 'POST', ':test', tried)).status).toBe(422);
    expect((await call(ann, 'POST', '', { definition: document('noted'), note: '\ud800' })).status).toBe(422);
  });

  it('two at once → one is told to look again', async () => {
    await saved('raced');
    const both = await Promise.all([promoted('raced', 1, 'live', 1), promoted('raced', 1, 'shadow', 1)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('more live than allowed → refused, and says what to do', async () => {
    const { body } = await call(ann, 'GET', '');
    const room = body.limit.live_max - body.limit.live;
    const more = async (i: number) => await promoted(`many-${i}`, 1, 'live', await saved(`many-${i}`));
    for (let i = 1; i <= room; i++) expect((await more(i)).status).toBe(200);
    const refused = await more(room + 1);
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('30 live patterns') } });
    for (let i = 1; i <= room; i++) await call(ann, 'POST', `/many-${i}/retire`, { revision: 2, reason: 'room' });
  });

  it('a pattern of the pack → live from the start; overridden, rolled back to, retired', async () => {
    const before = await call(ann, 'GET', '/card-testing');
    expect(before.body).toMatchObject({ origin: 'pack', status: 'live', revision: 0, live_version: 1, history: [] });
    await saved('card-testing');
    const over = await promoted('card-testing', 2, 'live', 1);
    expect(over.body).toMatchObject({
      origin: 'tenant',
      live_version: 2,
      versions: [{}, { version: 1, origin: 'pack', status: 'retired' }],
    });
    const back = await call(ann, 'POST', '/card-testing/rollback', { revision: 2, reason: 'as shipped' });
    expect(back.body).toMatchObject({
      origin: 'pack',
      live_version: 1,
      versions: [{}, { source: before.body.versions[0].source }],
    });
    await call(ann, 'POST', '/mule-merchant/retire', { revision: 0, reason: 'not our business' });
    expect((await call(ann, 'GET', '/mule-merchant')).body).toMatchObject({ status: 'retired', live_version: null });
    expect((await call(eve, 'GET', '/mule-merchant')).body).toMatchObject({ status: 'live', revision: 0 });
  });

  it('every change → a record of the whole pattern, in order', async () => {
    const log = app.app.get(EventLog, { strict: false });
    await saved('told');
    await promoted('told', 1, 'live', 1);
    const told = async () =>
      (await log.readFrom(topics.patterns.name, 0, 0, 10_000))
        .map(({ value }) => patternChangeV1.decode(value))
        .filter(({ patternId }) => patternId === 'told');
    await expect.poll(async () => (await told()).length).toBe(2);
    expect(await told()).toMatchObject([
      { tenantId, revision: 1, live: null, shadow: null, action: 'saved' },
      { tenantId, revision: 2, live: { version: 1, source: document('told') }, actor: ann.id, reason: 'it is good' },
    ]);
  });
});

describe('who may', () => {
  it('a viewer → reads and tests, changes nothing', async () => {
    const revision = await saved('watched');
    expect((await call(vera, 'GET', '/watched')).status).toBe(200);
    expect((await call(vera, 'POST', '', { definition: document('veras') })).status).toBe(403);
    const change = { version: 1, to: 'live', revision, reason: 'x' };
    expect((await call(vera, 'POST', '/watched/promote', change)).status).toBe(403);
    const test = { definition: document('veras'), events: [{ at: '0s', amount: 1 }] };
    expect((await call(vera, 'POST', ':test', test)).status).toBe(200);
  });

  it('an API key → drafts; of a tenant with live payments only a live one changes what runs', async () => {
    const admin = app.app.get(PgTenantAdmin, { strict: false });
    const [test, live] = await Promise.all(
      [false, true].map((livemode) => admin.createApiKey(tenantId, { name: 'server', livemode })),
    );
    await admin.changeSettings(tenantId, { livemode_allowed: true });
    const draft = await call(test!.key, 'POST', '', { definition: document('by-key') });
    expect(draft).toMatchObject({ status: 201, body: { updated_by: { id: test!.id, name: 'API key' } } });
    const change = { version: 1, to: 'live', revision: 1, reason: 'deployed' };
    expect(await call(test!.key, 'POST', '/by-key/promote', change)).toMatchObject({ status: 403 });
    expect((await call(live!.key, 'POST', '/by-key/promote', change)).status).toBe(200);
    expect((await call('sk_test_nobodyhasthiskey00', 'GET', '')).status).toBe(401);
  });

  it('another tenant → none of it is there', async () => {
    const revision = await saved('ours');
    const change = { version: 1, to: 'live', revision, reason: 'x' };
    expect((await call(eve, 'GET', '/ours')).status).toBe(404);
    expect((await call(eve, 'GET', '/ours/comparison')).status).toBe(404);
    expect((await call(eve, 'POST', '/ours/promote', change)).status).toBe(404);
    expect((await call(eve, 'POST', '/ours/rollback', { revision, reason: 'x' })).status).toBe(404);
    expect((await call(eve, 'POST', '/ours/retire', { revision, reason: 'x' })).status).toBe(404);
    const test = { pattern: { id: 'ours', version: 1 }, events: [] };
    expect((await call(eve, 'POST', ':test', test)).status).toBe(404);
    const { body } = await call(eve, 'GET', '');
    expect(body.items.every(({ origin }: { origin: string }) => origin === 'pack')).toBe(true);
    // The same id is theirs to use.
    expect((await call(eve, 'POST', '', { definition: document('ours') })).status).toBe(201);
    expect((await call(ann, 'GET', '/ours')).body.history).toHaveLength(1);
  });

  it('the database itself → keeps documents as they were saved', async () => {
    await saved('fixed');
    const tamper = app.db.database.query(
      [tenantId],
      `update patterns.versions set source = 'x' where pattern_id = 'fixed'`,
    );
    await expect(tamper).rejects.toMatchObject({ code: '42501' });
  });
});

describe('trying a pattern', () => {
  it('given events → each run, what it waits for, how it ended', async () => {
    const { status, body } = await call(ann, 'POST', ':test', {
      definition: document('tried'),
      events: [
        { at: '0s', id: 'a', amount: 100 },
        { at: '1m', id: 'b', amount: 100 },
        { at: '2m', id: 'c', amount: 20_000 },
      ],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      pattern: { id: 'tried', steps: ['probe', 'cashout'] },
      events: { count: 3 },
      examples: [{ ok: true }],
      matches: [{ steps: [{ step: 'probe', events: [{ transaction_id: 'a' }] }, { step: 'cashout' }] }, {}],
    });
    expect(body.runs.map((run: { status: string }) => run.status).sort()).toEqual([
      'matched',
      'matched',
      'moved',
      'moved',
    ]);
  });

  it('the tenant’s recent transactions; a version that is stored', async () => {
    await saved('recent');
    const nowMs = Date.now();
    const transaction = (at: number, amountMinor: number) => ({
      id: newId('transaction', nowMs + at),
      tenantId,
      amountMinor,
      occurredAtMs: nowMs + at,
      receivedAtMs: nowMs + at,
    });
    await app.store(
      ...[transaction(-2000, 100), transaction(-1000, 50_000)].map((one) => decisionOf({ transaction: one })),
    );
    const request = { pattern: { id: 'recent', version: 1 }, recent: { hours: 1, mode: 'test' } };
    const { body } = await call(ann, 'POST', ':test', request);
    expect(body).toMatchObject({ events: { count: 2, truncated: false }, matches: [{ entity: 'card-1' }] });
  });
});

describe('comparing', () => {
  it('on trial against live → how many of each, and where they differ', async () => {
    await promoted('compared', 1, 'live', await saved('compared'));
    expect((await call(ann, 'GET', '/compared/comparison')).status).toBe(409);
    await promoted('compared', 2, 'shadow', await saved('compared', 20_000));
    const match = (patternVersion: number, patternId = 'compared'): PatternMatchV1 => ({
      patternId,
      patternVersion,
      entityType: 'card',
      entityId: 'card-1',
      reason: 'FOUND',
      risk: 0.5,
      action: 'review',
      steps: [],
    });
    const decided = (matches: PatternMatchV1[], shadowMatches: PatternMatchV1[]) =>
      decisionOf({
        transaction: { tenantId, id: newId('transaction', Date.now()) },
        decidedAtMs: Date.now() + 1000,
        matches,
        shadowMatches,
      });
    const onlyLive = decided([match(1), match(1, 'not-on-trial')], []);
    const onlyShadow = decided([], [match(2)]);
    const decisions = [decided([match(1)], [match(2)]), onlyLive, onlyShadow];
    await app.store(...decisions);
    await app.store(...decisions);
    const { status, body } = await call(ann, 'GET', '/compared/comparison');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      live_version: 1,
      shadow_version: 2,
      transactions: { live: 2, shadow: 2, both: 1, live_only: 1, shadow_only: 1 },
      examples: {
        live_only: [
          { transaction_id: onlyLive.transaction.id, outcome: 'approve', entity: { type: 'card', id: 'card-1' } },
        ],
        shadow_only: [{ transaction_id: onlyShadow.transaction.id }],
      },
    });
  });
});
