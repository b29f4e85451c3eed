import { beforeAll, describe, expect, it } from 'vitest';
import { packFloats } from '#bytes';
import { CSRF_HEADER, CSRF_VALUE, featureChangeV1, type FeatureList, featureList, topics } from '#contracts';
import { Clock } from '#kernel';
import { EventLog } from '#messaging';
import { Database } from '#persistence';
import { PgFeatureSource, PgTenantAdmin, TenantDirectory } from '#tenancy';
import { type Answer, ConsoleApp, type Person } from '../testing/console-app.js';

let app: ConsoleApp;
let tenantId: string;
let ann: Person;
let vera: Person;
let eve: Person;
let eveTenantId: string;
beforeAll(async () => {
  app = await ConsoleApp.start();
  tenantId = await app.tenant('features-a');
  ann = await app.person(tenantId, 'Ann', 'analyst');
  vera = await app.person(tenantId, 'Vera', 'viewer');
  eveTenantId = await app.tenant('features-b');
  eve = await app.person(eveTenantId, 'Eve', 'admin');
});

async function call(who: Person, method: 'GET' | 'POST', path = '', payload?: object): Promise<Answer> {
  const headers = { cookie: who.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const answer = await app.app.inject({ method, url: `/v1/features${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

const COUNT = '{feature: card_count_3h, by: card, aggregate: count, window: 3h}';
const revision = async () => (await call(ann, 'GET')).body.revision as number;
const save = async (name: string, definition: unknown, who = ann) =>
  await call(who, 'POST', '', { name, definition, revision: await revision(), reason: 'a test' });

describe('features of a tenant', () => {
  it('none of its own → those of the installation', async () => {
    const { status, body } = await call(vera, 'GET');
    expect(status).toBe(200);
    expect(featureList.parse(body)).toMatchObject({ revision: 0, documents: [], history: [] });
    expect(body.features.length).toBeGreaterThan(100);
    expect(body.features.every(({ document }: { document: string | null }) => document === null)).toBe(true);
  });

  it('saved → in force, told to everybody who works them out, kept by version, and nobody else’s', async () => {
    const { version: before } = (await call(ann, 'GET')).body;
    const { status, body } = await save('mine', COUNT);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      revision: 1,
      documents: [{ name: 'mine', source: COUNT, features: ['card_count_3h'] }],
      history: [{ action: 'saved', document: 'mine', reason: 'a test', actor: { name: 'Ann' }, revision: 1 }],
    });
    expect(body.features.find(({ name }: { name: string }) => name === 'card_count_3h')).toMatchObject({
      of: 'card',
      unit: 'count',
      document: 'mine',
    });
    expect(body.version).not.toBe(before);
    const source = new PgFeatureSource(app.app.get(Database), app.app.get(Clock));
    expect(await source.read()).toMatchObject([
      { tenantId, revision: 1, documents: [{ name: 'mine', source: COUNT }] },
    ]);
    const [stored] = await source.sets(tenantId, [body.version as string]);
    expect(stored!.features.map(({ name }) => name)).toEqual(body.features.map(({ name }: { name: string }) => name));
    expect((await source.sets(tenantId, ['v1']))[0]!.features).toHaveLength(105);
    expect((await call(eve, 'GET')).body).toMatchObject({ revision: 0, documents: [] });
    await expect
      .poll(async () => {
        const records = await app.app.get(EventLog).readFrom(topics.features.name, 0, 0, 10);
        return records.map(({ value }) => featureChangeV1.decode(value));
      })
      .toMatchObject([{ tenantId, revision: 1, action: 'saved', documents: [{ name: 'mine' }] }]);
  });

  it('what ends a session: half an hour, unless a document of the tenant says otherwise; a wrong one is refused', async () => {
    expect((await call(ann, 'GET')).body.session_gap_ms).toBe(30 * 60_000);
    const refused = await save('sessions', 'session_gap: 30s');
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ detail: expect.stringContaining('1m') }]]);
    const { status, body } = await save('sessions', 'session_gap: 45m');
    expect([status, body.session_gap_ms]).toEqual([200, 45 * 60_000]);
    expect((await call(eve, 'GET')).body.session_gap_ms).toBe(30 * 60_000);
    const removal = { revision: await revision(), reason: 'as it was' };
    const { body: without } = await call(ann, 'POST', '/sessions/remove', removal);
    expect(without.session_gap_ms).toBe(30 * 60_000);
  });

  it('live values: of the newest decisions of one mode, of nobody else’s; who reads a feature', async () => {
    const { features } = (await call(ann, 'GET')).body as FeatureList;
    const place = features.findIndex(({ name }) => name === 'card_declined_10m');
    const log = async (tenant: string, id: string, value: number, atMs: number, livemode = false) => {
      const vector = features.map(() => Number.NaN).with(place, value);
      const set = (await call(ann, 'GET')).body.version as string;
      await app.app.get(Database).query(
        [tenant],
        `insert into feedback.feature_log (tenant_id, transaction_id, rung, livemode, feature_set, features, model_id,
           model_role, outcome, score, probability, occurred_at_ms, decided_at_ms)
         values ($1, $2, 'full', $3, $4, $5, 'm', 'champion', 'approve', 1, 0.1, $6, $6)`,
        [tenant, id, livemode, set, Buffer.from(packFloats(vector)), atMs],
      );
    };
    await log(tenantId, 'txn_old', 3, 1000);
    await log(tenantId, 'txn_new', 1, 2000);
    await log(tenantId, 'txn_live', 50, 3000, true);
    await log(eveTenantId, 'txn_eve', 70, 4000);
    const liveOf = async (query: string) =>
      ((await call(ann, 'GET', query)).body as FeatureList).features.find(({ name }) => name === 'card_declined_10m')!;
    expect((await liveOf('')).live).toMatchObject({
      decisions: 2,
      present: 1,
      min: 1,
      max: 3,
      example: { transaction_id: 'txn_new', value: 1 },
    });
    expect((await liveOf('?mode=live')).live).toMatchObject({ decisions: 1, max: 50 });
    expect((await liveOf('?decisions=1')).live).toMatchObject({ decisions: 1, max: 1 });
    expect((await liveOf('?decisions=0')).live).toBeNull();
    expect((await liveOf('')).users).toContainEqual({ kind: 'policy', name: '1' });
    expect((await call(ann, 'GET', '?decisions=1001')).status).toBe(422);
    expect(featureList.parse((await call(ann, 'GET')).body).features).toHaveLength(features.length);
  });

  it('mistakes → each at its line and column, and nothing changes', async () => {
    const at = await revision();
    const definition = `by: card
features:
  - feature: card_a
    aggregate: cuont
    window: 1h
  - feature: card_b
    aggregate: sum
    of: event.amuont
    window: 1h
`;
    const { status, body } = await save('wrong', definition);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      { pointer: '/definition/features/0/aggregate', line: 4, column: 16 },
      { pointer: '/definition/features/1/of', line: 8, column: 15, detail: expect.stringContaining('amount') },
    ]);
    expect(await revision()).toBe(at);
  });

  it.each([
    [
      'a name that there is',
      '{feature: card_count_1h, by: card, aggregate: count, window: 1h}',
      /two features called card_count_1h/,
    ],
    [
      'state without a bound',
      '{feature: x, by: card, aggregate: distinct, of: event.merchant.id, window: ever}',
      /at most 400d/,
    ],
    ['an entity of the installation', '{entity: email, of: event.account.email}', /there is an entity `email` already/],
    [
      'features of an entity that there is not',
      '{feature: x, by: phone, aggregate: count, window: 1h}',
      /there is no entity `phone`/,
    ],
    [
      'more entities than a tenant may have',
      {
        entities: Array.from({ length: 16 }, (_, i) => ({ entity: `own_${i}`, of: 'event.currency' })),
        features: [{ feature: 'x', by: 'own_1', aggregate: 'count', window: '1h' }],
      },
      /there are 17 declared entities; at most 16/,
    ],
  ])('%s → refused', async (_, definition, message) => {
    const { status, body } = await save('refused', definition);
    expect(status).toBe(422);
    expect(JSON.stringify(body.errors)).toMatch(message);
  });

  it('an entity of its own → kept from the change on, however its features change; goes when nothing is of it any more', async () => {
    const source = new PgFeatureSource(app.app.get(Database), app.app.get(Clock));
    const keptOf = async () => (await source.read()).findLast((change) => change.tenantId === tenantId)!.kept;
    const since = Date.now();
    expect(
      (await save('phone', '{entity: phone, of: event.attributes.phone, normalise: letters_and_digits}')).status,
    ).toBe(200);
    expect(await keptOf()).toEqual([]);
    const counted = 'by: phone\nfeatures: [{feature: phone_count_1d, aggregate: count, window: 1d}]';
    const { status, body } = await save('by-phone', counted);
    expect(status).toBe(200);
    expect(body.features.at(-1)).toMatchObject({ name: 'phone_count_1d', of: 'phone' });
    const [kept] = await keptOf();
    expect(kept).toMatchObject({ entityType: 'phone' });
    expect(kept!.sinceMs).toBeGreaterThanOrEqual(since);
    expect((await save('by-phone', counted.replaceAll('1d', '2d'))).status).toBe(200);
    expect(await keptOf()).toEqual([kept]);

    const gone = await call(ann, 'POST', '/phone/remove', { revision: await revision(), reason: 'x' });
    expect(gone).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/phone.*phone_count_2d/) } });
    const otherwise = await save('phone', '{entity: phone, of: event.attributes.tel}');
    expect(otherwise.status).toBe(200);
    expect((await keptOf())[0]!.declaration).not.toBe(kept!.declaration);
    for (const name of ['by-phone', 'phone'])
      expect((await call(ann, 'POST', `/${name}/remove`, { revision: await revision(), reason: 'x' })).status).toBe(
        200,
      );
    expect(await keptOf()).toEqual([]);
  });

  it('more than a tenant may have → refused with the number', async () => {
    const many = Array.from({ length: 450 }, (_, i) => ({
      feature: `card_m${i}`,
      aggregate: 'count',
      window: `${i + 1}m`,
    }));
    expect((await save('many', { by: 'card', features: many })).status).toBe(200);
    const more = many.map((one) => ({ ...one, feature: one.feature.replace('_m', '_n') }));
    const { status, body } = await save('more', { by: 'card', features: more });
    expect(status).toBe(422);
    expect(body.errors[0].detail).toMatch(/there are 10\d\d features; at most 1000/);
    expect((await call(ann, 'POST', '/many/remove', { revision: await revision(), reason: 'too many' })).status).toBe(
      200,
    );
  });

  it('another revision, a viewer, a document that is not there → refused', async () => {
    const stale = await call(ann, 'POST', '', { name: 'late', definition: COUNT.replaceAll('3h', '4h'), revision: 0 });
    expect(stale.status).toBe(409);
    expect((await save('not-mine', COUNT.replaceAll('3h', '5h'), vera)).status).toBe(403);
    expect((await call(ann, 'POST', '/nothing/remove', { revision: await revision(), reason: 'x' })).status).toBe(404);
    expect((await call(eve, 'POST', '/mine/remove', { revision: 0, reason: 'x' })).status).toBe(404);
  });

  it('the policy in force reads it → it stays until another policy is', async () => {
    const admin = new PgTenantAdmin(app.app.get(Database), app.app.get(Clock));
    const rules = [{ when: 'features.card_count_3h > 9', outcome: 'review' as const, reason: 'MANY' }];
    const before = await admin.policy(tenantId);
    await admin.setPolicy(tenantId, { policy: 'many', rules, otherwise: 'approve' }, { by: 'ann', why: 'a test' });
    // Before that it may be removed.
    await expect.poll(async () => (await app.app.get(TenantDirectory).byId(tenantId))?.policy.version).toBe(2);
    const remove = async () => await call(ann, 'POST', '/mine/remove', { revision: await revision(), reason: 'x' });
    expect(await remove()).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/card_count_3h/) } });
    await admin.setPolicy(tenantId, before.definition, { by: 'ann', why: 'a test' });
    await expect.poll(async () => (await remove()).status).toBe(200);
    expect((await call(ann, 'GET')).body.documents).toEqual([]);
  });

  it('documents that another release does not take → listed, without what they gave, until one that it takes', async () => {
    const other = await app.tenant('features-c');
    const cleo = await app.person(other, 'Cleo', 'analyst');
    const documents = [
      { name: 'fine', source: COUNT },
      { name: 'outdated', source: COUNT.replaceAll('3h', '4h').replace('count,', 'count_of_then,') },
    ];
    await app.app.get(Database).query(
      [other],
      `insert into features.changes
         (tenant_id, revision, action, document, documents, version, reason, actor, changed_at_ms)
       values ($1, 7, 'saved', 'outdated', $2, 'then', '', '', 0)`,
      [other, JSON.stringify(documents)],
    );
    const { status, body } = await call(cleo, 'GET');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      revision: 7,
      documents: documents.map((document) => ({ ...document, features: [] })),
    });
    const removed = await call(cleo, 'POST', '/outdated/remove', { revision: 7, reason: 'of then' });
    expect(removed).toMatchObject({
      status: 200,
      body: { documents: [{ name: 'fine', features: ['card_count_3h'] }] },
    });
  });
});

it('an entity that is called as long as an attribute can be → asked for and searched by its whole name', async () => {
  const headers = { cookie: ann.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const get = async (url: string) => {
    const answer = await app.app.inject({ method: 'GET', url, headers });
    return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
  };
  const name = 'ü'.repeat(1024);
  expect(await get(`/v1/entities/account/${encodeURIComponent(name)}`)).toMatchObject({
    status: 404,
    body: { detail: 'There are no payments of such an entity' },
  });
  expect(await get(`/console/api/search?q=${encodeURIComponent(name)}`)).toMatchObject({ status: 200 });
  expect(await get(`/console/api/decisions?q=${encodeURIComponent(name)}`)).toMatchObject({ status: 200 });
});
