// Two tenants in one installation. With everything that one of them has, every route is asked for what is the other's.
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgDatabase } from '#persistence';
import { call, type Answer } from './harness/api.js';
import { liveDatabase } from './harness/live-database.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';
import { asConsole, paymentOf, populatedTenant, type PopulatedTenant } from './tenant-isolation/populated-tenant.js';
import { complaint, TRIES, type Try } from './tenant-isolation/route-tries.js';

const SETTLED_WITHIN_MS = 60_000;

let suite: Standalone;
let scratch: string;
let database: PgDatabase;
let superuser: pg.Client;
let alfa: PopulatedTenant;
let bravo: PopulatedTenant;
let routes: string[];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'caracal-routes-'));
  const routesFile = join(scratch, 'routes.json');
  suite = await startStandalone({
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/harness/record-routes.mjs')).href}`,
      ROUTES_FILE: routesFile,
      // So that what the matcher keeps of a tenant is among the rows that must not change.
      CEP_CHECKPOINT_MS: '200',
    },
  });
  routes = JSON.parse(readFileSync(routesFile, 'utf8')) as string[];
  const urls = liveDatabase(suite.home);
  database = new PgDatabase({ url: urls.appUrl, connectionsMax: 2 });
  superuser = new pg.Client({ connectionString: urls.superuserUrl });
  await superuser.connect();
  alfa = await populatedTenant(suite.url, database, 'alfa-tenant', '198.51.100.11');
  bravo = await populatedTenant(suite.url, database, 'bravo-tenant', '198.51.100.22');
});
afterAll(async () => {
  await superuser?.end();
  await database?.close();
  await suite?.stop();
  if (suite) await removeHome(suite.home);
  await removeHome(scratch);
});

describe('routes', () => {
  it('of the running process: each has its tries, and nothing is tried that is gone', () => {
    expect(Object.keys(TRIES).toSorted()).toEqual(routes.toSorted());
  });

  it('of the API’s description: all are among them', async () => {
    const { paths } = (await call(suite.url, 'GET', '/openapi.json', { key: '' })).body as { paths: object };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods as object)
        .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
        .map((method) => `${method.toUpperCase()} ${path.replace(':', '::').replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.length).toBeGreaterThan(4);
    for (const route of described) expect(routes).toContain(route);
  });
});

describe('another tenant’s data', () => {
  it.each([
    '/v1/transactions',
    '/console/api/decisions?mode=test',
    '/console/api/cases?mode=test',
    '/console/api/outbox',
  ])('%s with a cursor of the other’s list → own pages or a refusal', async (list) => {
    const path = `${list}${list.includes('?') ? '&' : '?'}limit=1`;
    const by = ({ keys, cookie }: PopulatedTenant): Partial<Try> =>
      list.startsWith('/v1/') ? { key: keys.test } : { headers: asConsole(cookie) };
    const foreign = await send('GET', { path, ...by(bravo), answer: 'own' });
    expect(foreign.body.next_cursor).toEqual(expect.any(String));
    const cursor = encodeURIComponent(foreign.body.next_cursor);
    const one: Try = { path: `${path}&cursor=${cursor}`, ...by(alfa), answer: 'own' };
    expect(leak(await send('GET', one), one, bravo)).toBeUndefined();
  });

  it('every route, every id, key and session of the one: never the other’s, and its rows stay as they are', async () => {
    for (const [caller, other] of [
      [alfa, bravo],
      [bravo, alfa],
    ] as const) {
      const before = await settledRows(other.id);
      expect([...before.values()].filter(({ rows }) => rows > 0).length).toBeGreaterThan(10);
      const wrong: string[] = [];
      for (const [route, triesOf] of Object.entries(TRIES)) {
        for (const one of triesOf(caller, other)) {
          const answer = await send(route.split(' ')[0]!, one);
          const problem = complaint(one.answer, answer) ?? leak(answer, one, other);
          if (problem !== undefined) wrong.push(`${route} (${one.path}): ${problem}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(await settledRows(other.id)).toEqual(before);
    }
  });

  it('the same ids of account, card, device, address and e-mail → no history in common', async () => {
    const shared = paymentOf(alfa.entities, 'shared-entities');
    const posted = await call(suite.url, 'POST', '/v1/transactions', {
      key: bravo.keys.test,
      body: shared,
      headers: { 'decide-within': '10000' },
    });
    expect(posted.body.decision.answered_by).toBe('full');
    const detail = await stored(bravo, posted.body.id);
    // Alfa has more than these.
    expect(detail.timeline.length).toBeLessThan(4);
    expect(countOf(detail, 'card_count_24h')).toBe(detail.timeline.length);
    expect(countOf(detail, 'email_count_24h')).toBe(detail.timeline.length);
    for (const { transaction_id: id } of detail.timeline)
      expect((await call(suite.url, 'GET', `/v1/transactions/${id}`, { key: bravo.keys.test })).status).toBe(200);
  });

  it('the live stream → own decisions only', async () => {
    const abort = new AbortController();
    const opened = ['test', 'live'].map(async (mode) => {
      const response = await fetch(`${suite.url}/console/api/decisions/stream?mode=${mode}`, {
        headers: asConsole(alfa.cookie),
        signal: abort.signal,
      });
      expect(response.status).toBe(200);
      return response.body!.getReader();
    });
    let seen = '';
    const reading = (await Promise.all(opened)).map(async (reader) => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        seen += Buffer.from(value).toString();
      }
    });
    const ended = Promise.allSettled(reading);
    const ids: string[] = [];
    for (const [tenant, mode] of [
      [bravo, 'test'],
      [bravo, 'live'],
      [alfa, 'test'],
      [alfa, 'live'],
    ] as const) {
      // The feed tells what came after its first look.
      await expect
        .poll(
          async () => {
            const id = `${tenant.name}-stream-${ids.length}`;
            const body = paymentOf(tenant.entities, id);
            ids.push((await call(suite.url, 'POST', '/v1/transactions', { key: tenant.keys[mode], body })).body.id);
            return tenant === bravo || ids.some((one) => seen.includes(one));
          },
          { interval: 300 },
        )
        .toBe(true);
    }
    abort.abort();
    await ended;
    expect(seen).toContain(`${alfa.name}-stream`);
    expect(bravo.secrets.filter((secret) => seen.includes(secret))).toEqual([]);
  });

  it('logging out → ends the own session only', async () => {
    expect(
      (await call(suite.url, 'GET', '/console/api/session', { key: '', headers: asConsole(bravo.cookie) })).status,
    ).toBe(200);
    const stolen = `${alfa.cookie.slice(0, -3)}xyz`;
    const out = await call(suite.url, 'DELETE', '/console/api/session', { key: '', headers: asConsole(stolen) });
    expect(out.status).toBe(401);
    for (const { cookie } of [alfa, bravo])
      expect(
        (await call(suite.url, 'GET', '/console/api/session', { key: '', headers: asConsole(cookie) })).status,
      ).toBe(200);
  });
});

describe('test and live of one tenant', () => {
  it.each([
    ['test', 'live'],
    ['live', 'test'],
  ] as const)('a %s key → no %s transaction, event or challenge', async (mode, other) => {
    const key = alfa.keys[mode];
    const { approved, reviewed, challenged, challengeId, code } = alfa[other];
    const tries: [method: string, path: string, body?: unknown][] = [
      ...[approved, reviewed, challenged].flatMap(({ id, externalId }): [string, string, unknown?][] => [
        ['GET', `/v1/transactions/${id}`],
        ['GET', `/v1/transactions/${externalId}`],
        ['POST', `/v1/transactions/${id}/events`, { type: 'chargeback' }],
      ]),
      ['GET', `/v1/challenges/${challengeId}`],
      ['POST', `/v1/challenges/${challengeId}/verify`, { code: code ?? '123456' }],
      ['POST', `/v1/challenges/${challengeId}/resend`],
      ['POST', `/v1/challenges/${challengeId}/cancel`],
    ];
    for (const [method, path, body] of tries)
      expect((await call(suite.url, method, path, { key, body })).status, `${method} ${path}`).toBe(404);
    const list = await call(suite.url, 'GET', '/v1/transactions?limit=100', { key });
    expect(list.body.data.length).toBeGreaterThan(2);
    expect(list.body.data.filter(({ livemode }: { livemode: boolean }) => livemode !== (mode === 'live'))).toEqual([]);
  });

  it('the same id and idempotency key in both → two transactions', async () => {
    const body = paymentOf(alfa.entities, 'both-modes');
    const headers = { 'idempotency-key': 'both-modes' };
    const answers = await Promise.all(
      Object.values(alfa.keys).map((key) => call(suite.url, 'POST', '/v1/transactions', { key, body, headers })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.map(({ body }) => body.livemode)).toEqual([false, true]);
    expect(answers[0]!.body.id).not.toBe(answers[1]!.body.id);
  });

  it('the same entities in both → no history in common', async () => {
    const entities = { ...alfa.entities, card: 'fp-alfa-modes', account: 'acc-alfa-modes', device: 'dev-alfa-modes' };
    const post = (mode: 'test' | 'live', id: string): Promise<Answer> =>
      call(suite.url, 'POST', '/v1/transactions', {
        key: alfa.keys[mode],
        body: paymentOf(entities, id),
        headers: { 'decide-within': '10000' },
      });
    for (let i = 0; i < 5; i++) await post('test', `modes-test-${i}`);
    const live = await stored(alfa, (await post('live', 'modes-live')).body.id);
    expect(countOf(live, 'card_count_24h')).toBe(1);
    expect(live.timeline.map((item: { external_id: string }) => item.external_id)).toEqual(['modes-live']);
  });

  it('the console: a list of one mode has none of the other', async () => {
    for (const list of ['decisions', 'cases']) {
      for (const mode of ['test', 'live'] as const) {
        const path = `/console/api/${list}?mode=${mode}&limit=100`;
        const { items } = (await call(suite.url, 'GET', path, { key: '', headers: asConsole(alfa.cookie) })).body;
        expect(items.length).toBeGreaterThan(0);
        expect(items.filter((item: { livemode: boolean }) => item.livemode !== (mode === 'live'))).toEqual([]);
      }
    }
  });

  it('the outbox: codes of test challenges only', async () => {
    const { items } = (
      await call(suite.url, 'GET', '/console/api/outbox', { key: '', headers: asConsole(alfa.cookie) })
    ).body;
    const codes = items.map(({ livemode, code }: { livemode: boolean; code: string | null }) => [
      livemode,
      code !== null,
    ]);
    expect(codes).toContainEqual([false, true]);
    expect(codes).not.toContainEqual([true, true]);
  });
});

function send(method: string, { path, key = '', headers, body, form }: Try): Promise<Answer> {
  if (form === undefined) return call(suite.url, method, path, { key, headers: { ...headers }, body });
  return call(suite.url, method, path, {
    key,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    raw: new URLSearchParams(form).toString(),
  });
}

/** What the answer tells of the other tenant, beyond what the question said itself. */
function leak({ headers, body }: Answer, asked: Try, other: PopulatedTenant): string | undefined {
  const said = JSON.stringify([body, [...headers]]);
  const known = JSON.stringify([asked.path, asked.body, asked.form, asked.headers]);
  const told = other.secrets.filter((secret) => said.includes(secret) && !known.includes(secret));
  return told.length === 0 ? undefined : `told ${told.join(', ')}`;
}

async function stored(tenant: PopulatedTenant, transactionId: string): Promise<Answer['body']> {
  const path = `/console/api/decisions/${transactionId}`;
  const options = { key: '', headers: asConsole(tenant.cookie) };
  await expect.poll(async () => (await call(suite.url, 'GET', path, options)).status).toBe(200);
  return (await call(suite.url, 'GET', path, options)).body;
}

function countOf(detail: { features: { name: string; value: number }[] }, name: string): number | undefined {
  return detail.features.find((feature) => feature.name === name)?.value;
}

type Rows = Map<string, { readonly rows: number; readonly digest: string }>;

/** Every row of a tenant in every table, read past row-level security, once two looks a second apart agree. */
async function settledRows(tenantId: string): Promise<Rows> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
     where column_name = 'tenant_id' and table_schema not in ('information_schema', 'pg_catalog') order by 1`,
  );
  const look = async (): Promise<Rows> => {
    const found: Rows = new Map();
    for (const { name } of tables) {
      const { rows } = await superuser.query<{ rows: number; digest: string }>(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
         from ${name} t where tenant_id = $1`,
        [tenantId],
      );
      found.set(name, rows[0]!);
    }
    return found;
  };
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (let last = await look(); Date.now() < until;) {
    await new Promise((done) => setTimeout(done, 1000));
    const now = await look();
    if (JSON.stringify([...now]) === JSON.stringify([...last])) return now;
    last = now;
  }
  throw new Error('the rows of the tenant do not settle');
}
