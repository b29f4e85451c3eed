import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, CSRF_VALUE, modelChangeV1, topics } from '#contracts';
import { Clock } from '#kernel';
import { EventLog } from '#messaging';
import { Database } from '#persistence';
import { FeatureBook, PgTenantAdmin } from '#tenancy';
import { PgModelSource } from '../../../scoring/src/model/pg-model-source.js';
import { type Answer, ConsoleApp, type Person } from '../testing/console-app.js';

const FEATURES = ['amount_log', 'card_count_1h', 'account_age_days', 'card_count_24h'];
const fixture = (name: string) =>
  readFileSync(new URL(`../../../../libs/inference/src/testing/${name}.onnx`, import.meta.url));

let app: ConsoleApp;
let tenantId: string;
let ann: Person;
let vera: Person;
let eve: Person;
let adam: Person;
beforeAll(async () => {
  // A busy machine may take its time.
  app = await ConsoleApp.start({
    MODEL_VERSIONS_MAX: '9',
    MODEL_CHECK_MS: '600000',
    MODEL_LATENCY_MS_MAX: '5000',
    TIER2_LATENCY_MS_MAX: '5000',
  });
  tenantId = await app.tenant('models-a');
  ann = await app.person(tenantId, 'Ann', 'analyst');
  vera = await app.person(tenantId, 'Vera', 'viewer');
  adam = await app.person(tenantId, 'Adam', 'admin');
  eve = await app.person(await app.tenant('models-b'), 'Eve', 'admin');
});

type Caller = Person | string;

async function call(caller: Caller, method: 'GET' | 'POST', path: string, payload?: object | Buffer): Promise<Answer> {
  const who =
    typeof caller === 'string'
      ? { authorization: `Bearer ${caller}` }
      : { cookie: caller.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const type = Buffer.isBuffer(payload) ? { 'content-type': 'application/octet-stream' } : {};
  const headers = { ...who, ...type };
  const answer = await app.app.inject({ method, url: `/v1/models${path}`, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

async function uploaded(name: string, file = 'models/lightgbm', query = ''): Promise<Answer> {
  return await call(ann, 'POST', `?name=${name}&features=${FEATURES.join(',')}${query}`, fixture(file));
}

async function revision(): Promise<number> {
  return (await call(ann, 'GET', '')).body.revision as number;
}

async function promoted(name: string, version: number, more: object = { to: 'champion' }): Promise<Answer> {
  const body = { version, revision: await revision(), reason: 'it is better', ...more };
  return await call(ann, 'POST', `/${name}/promote`, body);
}

describe('uploading', () => {
  it('a good file → kept as a draft, with what is known of it; another → the next version', async () => {
    const first = await uploaded('light', 'models/lightgbm', '&note=first');
    expect(first).toMatchObject({
      status: 201,
      body: {
        revision: 0,
        champion: null,
        items: [
          {
            name: 'light',
            version: 1,
            role: 'champion',
            status: 'draft',
            features: FEATURES,
            producer: 'OnnxMLTools',
            scale: 'probability',
            note: 'first',
            created_by: { name: 'Ann' },
          },
        ],
        history: [{ action: 'uploaded', model: { name: 'light', version: 1 }, actor: { name: 'Ann' } }],
      },
    });
    const second = await uploaded('light', 'models/xgboost', '&role=tier2');
    expect(second.body.items.map(({ version, role }: { version: number; role: string }) => [version, role])).toEqual([
      [2, 'tier2'],
      [1, 'champion'],
    ]);
    expect(await uploaded('light', 'models/xgboost', '&version=2')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('version 2 of light already') },
    });
  });

  it.each([
    ['models/sklearn-no-imputer', '', 'missing_values'],
    ['hostile/external-data', '', 'external_data'],
    ['hostile/endless-loop', '', 'loops'],
    ['hostile/custom-operator', '', 'custom_operators'],
  ])('%s → 422 that says what is wrong, and nothing is kept', async (file, query, code) => {
    const answer = await uploaded('refused', file, query);
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ code })]) },
    });
    const { body } = await call(ann, 'GET', '');
    expect(body.items.filter(({ name }: { name: string }) => name === 'refused')).toEqual([]);
  });

  it('features that there are not → all of them are listed', async () => {
    const path = '?name=odd&features=card_count_1h,shoe_size,zodiac_sign,account_age_days';
    expect(await call(ann, 'POST', path, fixture('models/xgboost'))).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'unknown_features', detail: expect.stringContaining('shoe_size, zodiac_sign') }] },
    });
  });

  it('JSON where a file should be, no body, a name that is none → refused in words', async () => {
    expect((await call(ann, 'POST', '?name=x', { a: 1 })).status).toBe(400);
    expect((await call(ann, 'POST', '?name=x')).status).toBe(400);
    expect((await call(ann, 'POST', '?name=../x', fixture('models/xgboost'))).status).toBe(422);
  });
});

describe('what answers', () => {
  it('promoted, second tier, rolled back, retired → each with who and why, and told to scoring', async () => {
    await uploaded('a');
    await uploaded('b', 'models/xgboost');
    const first = await promoted('a', 1);
    expect(first).toMatchObject({ status: 200, body: { champion: { name: 'a', version: 1 } } });
    expect(first.body.history[0]).toMatchObject({ action: 'promoted', reason: 'it is better', from: null });
    const grey = { to: 'tier2', grey_zone: { from: 0.1, to: 0.6 } };
    expect((await promoted('b', 1, grey)).body.tier2).toEqual({
      name: 'b',
      version: 1,
      grey_zone: { from: 0.1, to: 0.6 },
    });
    await promoted('light', 1);
    const rollback = { revision: await revision(), reason: 'too many reviews' };
    expect(await call(ann, 'POST', ':rollback', rollback)).toMatchObject({
      status: 200,
      body: { champion: { name: 'a', version: 1 }, previous: { champion: { name: 'light', version: 1 } } },
    });
    const retire = { version: 1, revision: await revision(), reason: 'not needed' };
    const last = await call(ann, 'POST', '/b/retire', retire);
    expect(last).toMatchObject({ status: 200, body: { tier2: null } });
    expect(last.body.history[0]).toMatchObject({ action: 'retired', from: { name: 'b' }, actor: { name: 'Ann' } });

    const log = app.app.get(EventLog, { strict: false });
    const records = await expect
      .poll(() => log.readFrom(topics.models.name, 0, 0, 100), { timeout: 30_000 })
      .toHaveLength(last.body.revision as number)
      .then(() => log.readFrom(topics.models.name, 0, 0, 100));
    expect(modelChangeV1.decode(records.at(-1)!.value)).toMatchObject({
      tenantId,
      revision: last.body.revision,
      champion: { name: 'a', version: 1 },
      tier2: null,
      action: 'retired',
      reason: 'not needed',
    });
  });

  it('decided on an older revision, or of a version that there is not → 409, 404', async () => {
    const stale = { version: 1, to: 'champion', revision: 99, reason: 'why' };
    expect((await call(ann, 'POST', '/light/promote', stale)).status).toBe(409);
    expect((await promoted('light', 77)).status).toBe(404);
    expect((await promoted('light', 2, { to: 'tier2' })).status).toBe(422);
  });

  it('features that were taken out since → 409 that names them, for a promotion and a roll-back, and nothing changes', async () => {
    const features = async (path: string, payload: object) => {
      const headers = { cookie: adam.cookie, [CSRF_HEADER]: CSRF_VALUE };
      const read = await app.app.inject({ method: 'GET', url: '/v1/features?decisions=0', headers });
      const { revision: at } = JSON.parse(read.body) as { revision: number };
      const body = { ...payload, revision: at, reason: 'a test' };
      return await app.app.inject({ method: 'POST', url: `/v1/features${path}`, headers, payload: body });
    };
    const definition = '{feature: card_count_3h, by: card, aggregate: count, window: 3h}';
    expect((await features('', { name: 'mine', definition })).statusCode).toBe(200);
    const columns = ['card_count_3h', ...FEATURES.slice(1)].join(',');
    const path = `?name=own&features=${columns}`;
    await app.app.get(FeatureBook, { strict: false }).readAgain();
    expect((await call(ann, 'POST', path, fixture('models/lightgbm'))).status).toBe(201);
    expect((await promoted('own', 1)).status).toBe(200);
    expect((await promoted('a', 1)).status).toBe(200);
    expect((await features('/mine/remove', {})).statusCode).toBe(200);

    const refused = { status: 409, body: { detail: expect.stringContaining('own@1 reads card_count_3h') } };
    const rollBack = async () =>
      await call(ann, 'POST', ':rollback', { role: 'champion', revision: await revision(), reason: 'back' });
    expect(await promoted('own', 1)).toMatchObject(refused);
    expect(await rollBack()).toMatchObject(refused);
    expect((await call(ann, 'GET', '')).body.champion).toMatchObject({ name: 'a', version: 1 });
    expect(
      (await call(adam, 'POST', '/own/delete', { version: 1, revision: await revision(), reason: 'x' })).status,
    ).toBe(200);
  });

  it('scoring reads the same from the database, and the file as it was checked', async () => {
    const clock = app.app.get(Clock, { strict: false });
    const source = new PgModelSource(app.app.get(Database, { strict: false }), clock);
    const change = (await source.read()).find((one) => one.tenantId === tenantId)!;
    expect(change).toMatchObject({ champion: { name: 'a', version: 1 }, tier2: null });
    const { metadata } = await source.file(tenantId, change.champion!);
    expect(metadata).toMatchObject({ modelId: 'a', modelVersion: 1, featureNames: FEATURES });
    const other = { ...change.champion!, sha256: '00' };
    await expect(source.file(tenantId, other)).rejects.toThrow('not the one that was checked');
  });
});

describe('deleting', () => {
  const deleted = async (who: Caller, name: string, version: number) =>
    await call(who, 'POST', `/${name}/delete`, { version, revision: await revision(), reason: 'takes room' });

  it('a draft, by an administrator → gone with its file, its number never another’s, and told in the history', async () => {
    await uploaded('brief');
    expect((await deleted(ann, 'brief', 1)).status).toBe(403);
    expect((await deleted(eve, 'brief', 1)).status).toBe(409);
    const answer = await deleted(adam, 'brief', 1);
    expect(answer).toMatchObject({ status: 200, body: { champion: { name: 'a', version: 1 } } });
    expect(answer.body.items.filter(({ name }: { name: string }) => name === 'brief')).toEqual([]);
    expect(answer.body.history[0]).toMatchObject({
      action: 'deleted',
      model: { name: 'brief', version: 1 },
      actor: { name: 'Adam' },
      reason: 'takes room',
    });
    const database = app.app.get(Database, { strict: false });
    const text = `select from models.versions where tenant_id = $1 and name = 'brief'`;
    expect(await database.query([tenantId], text, [tenantId])).toEqual([]);
    expect((await deleted(adam, 'brief', 1)).status).toBe(404);
    expect(await uploaded('brief', 'models/lightgbm', '&version=1')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('take another number') },
    });
    const again = await uploaded('brief');
    expect(again.body.items.find(({ name }: { name: string }) => name === 'brief')).toMatchObject({ version: 2 });
    await deleted(adam, 'brief', 2);
  });

  it('what answers → 409; what a rollback goes back to → gone, and there is nothing to go back to', async () => {
    expect(await deleted(adam, 'a', 1)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('a@1 answers') },
    });
    await uploaded('other', 'models/xgboost');
    await promoted('other', 1);
    expect((await deleted(adam, 'a', 1)).body).toMatchObject({
      champion: { name: 'other', version: 1 },
      previous: { champion: { name: 'other', version: 1 } },
    });
    const rollback = { revision: await revision(), reason: 'back' };
    expect((await call(ann, 'POST', ':rollback', rollback)).status).toBe(409);
  });
});

describe('decisions of models', () => {
  it('by day → of the last 7 and 30 days, by mode and role; another tenant’s are its own', async () => {
    const database = app.app.get(Database, { strict: false });
    const today = app.app.get(Clock, { strict: false }).now();
    const add = `insert into models.decision_counts values ($1, $2::date, 'a@1', 'champion', $3, $4, $5)`;
    const day = (ago: number) => new Date(today - ago * 86_400_000).toISOString().slice(0, 10);
    for (const [ago, live, partition, decisions] of [
      [0, true, 0, 5],
      [0, true, 1, 2],
      [6, true, 0, 10],
      [7, true, 0, 100],
      [29, true, 0, 1000],
      [30, true, 0, 10_000],
      [1, false, 0, 3],
    ] as const)
      await database.query([tenantId], add, [tenantId, day(ago), live, partition, decisions]);
    const { decisions } = (await call(vera, 'GET', '')).body;
    expect(decisions).toMatchObject([
      { model: 'a@1', role: 'champion', livemode: false, last_7_days: 3, last_30_days: 3 },
      { model: 'a@1', role: 'champion', livemode: true, last_7_days: 17, last_30_days: 1117 },
    ]);
    const byDay = decisions[1].by_day as number[];
    expect([byDay.length, byDay[0], byDay[22], byDay[23], byDay[29]]).toEqual([30, 1000, 100, 10, 7]);
    expect((await call(eve, 'GET', '')).body.decisions).toEqual([]);
  });
});

describe('who may', () => {
  it('a viewer → reads, and changes nothing', async () => {
    expect((await call(vera, 'GET', '')).status).toBe(200);
    expect((await call(vera, 'POST', '?name=x', fixture('models/xgboost'))).status).toBe(403);
  });

  it('another tenant → sees nothing of it, and its models are not there', async () => {
    expect((await call(eve, 'GET', '')).body).toMatchObject({ revision: 0, champion: null, items: [], history: [] });
    const body = { version: 1, to: 'champion', revision: 0, reason: 'not mine' };
    expect((await call(eve, 'POST', '/light/promote', body)).status).toBe(404);
  });

  it('an API key → as for people; no key → 401', async () => {
    const { key } = await app.app
      .get(PgTenantAdmin, { strict: false })
      .createApiKey(tenantId, { livemode: false, name: 'ci' });
    expect((await call(key, 'GET', '')).body.items.length).toBeGreaterThan(0);
    expect((await call('sk_test_unknownunknown', 'GET', '')).status).toBe(401);
  });
});
