import { beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, CSRF_VALUE, newId } from '#contracts';
import { PgTenantAdmin } from '#tenancy';
import { type Answer, ConsoleApp, type Person } from '../testing/console-app.js';
import { decisionOf, type DecisionParts } from '../testing/records.js';

const MINUTE = 60_000;

let app: ConsoleApp;
let tenantId: string;
let ann: Person;
let eve: Person;
let testKey: string;
let liveKey: string;
beforeAll(async () => {
  app = await ConsoleApp.start();
  tenantId = await app.tenant('under-way-a');
  ann = await app.person(tenantId, 'Ann', 'viewer');
  eve = await app.person(await app.tenant('under-way-b'), 'Eve', 'admin');
  const admin = app.app.get(PgTenantAdmin, { strict: false });
  ({ key: testKey } = await admin.createApiKey(tenantId, { name: 'Test', livemode: false }));
  await admin.changeSettings(tenantId, { livemode_allowed: true });
  ({ key: liveKey } = await admin.createApiKey(tenantId, { name: 'Live', livemode: true }));
});

type Caller = Person | string;

async function ask(caller: Caller, path: string): Promise<Answer> {
  const headers =
    typeof caller === 'string'
      ? { authorization: `Bearer ${caller}` }
      : { cookie: caller.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const answer = await app.app.inject({ url: `/v1${path}`, headers });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

async function change(path: string, payload: object): Promise<Answer> {
  const answer = await app.app.inject({
    method: 'POST',
    url: `/v1/patterns${path}`,
    headers: { authorization: `Bearer ${liveKey}` },
    payload,
  });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

type Paid = NonNullable<DecisionParts['transaction']>;

/** Stores a declined payment of 1.20 so many minutes ago. */
async function paid(minutesAgo: number, over: Paid = {}): Promise<string> {
  const atMs = Date.now() - minutesAgo * MINUTE;
  const id = newId('transaction', atMs);
  const transaction = {
    id,
    tenantId,
    occurredAtMs: atMs,
    receivedAtMs: atMs,
    amountMinor: 120,
    outcome: 'declined',
    ...over,
  };
  await app.store(decisionOf({ transaction }));
  return id;
}

const card = (fingerprint: string): Paid => ({ card: { fingerprint, bin: '', country: '' } });
const patternsOf = ({ body }: Answer): string[] =>
  body.items.map((item: { pattern_id: string }) => item.pattern_id).sort();

describe('GET /v1/entities/:type/:id/partial-matches', () => {
  it('two declined probes on a card → what the pack finds under way, with payments and time left', async () => {
    const first = await paid(9, card('probed'));
    const second = await paid(4, card('probed'));
    const answer = await ask(ann, '/entities/card/probed/partial-matches?mode=test');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        entity: { type: 'card', id: 'probed' },
        mode: 'test',
        more: 0,
        events: { count: 2, truncated: false },
      },
    });
    expect(answer.body.items[0]).toMatchObject({
      pattern_id: 'card-testing',
      pattern_version: 1,
      says: 'Two of three steps, waits for cashout',
      steps: [{ step: 'probe', events: [{ transaction_id: first, currency: 'USD' }, { transaction_id: second }] }],
      taken: 2,
      missing: 1,
      waits_for: [{ step: 'cashout', condition: expect.stringContaining('event.amount > 10000') }],
    });
    const leftMs = Date.parse(answer.body.items[0].until as string) - Date.parse(answer.body.at as string);
    expect(leftMs / MINUTE).toBeCloseTo(21, 0);
  });

  it('a person may ask for either mode, a key sees its own', async () => {
    await paid(3, { ...card('moded'), livemode: true });
    expect((await ask(ann, '/entities/card/moded/partial-matches')).status).toBe(404);
    expect(patternsOf(await ask(ann, '/entities/card/moded/partial-matches?mode=live'))).toContain('card-testing');
    expect((await ask(testKey, '/entities/card/moded/partial-matches')).status).toBe(404);
    expect(patternsOf(await ask(liveKey, '/entities/card/moded/partial-matches'))).toContain('card-testing');
    expect(await ask(testKey, '/entities/card/moded/partial-matches?mode=live')).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('unknown, another tenant’s → 404, both alike; no such kind → 422; nobody → 401', async () => {
    await paid(3, card('ours'));
    const unknown = await ask(eve, '/entities/card/nobodys/partial-matches');
    const foreign = await ask(eve, '/entities/card/ours/partial-matches');
    expect(foreign.status).toBe(404);
    expect(foreign.body.detail).toBe(unknown.body.detail);
    expect((await ask(ann, '/entities/shop/ours/partial-matches')).status).toBe(422);
    expect((await ask('sk_test_unknown', '/entities/card/ours/partial-matches')).status).toBe(401);
  });

  it('every kind of entity, whatever its id', async () => {
    await paid(2, {
      account: { id: 'acc/ä ?', createdAtMs: 0, email: '' },
      card: { fingerprint: 'c%2F', bin: '', country: '' },
      device: { id: 'dev#1', ip: '2001:db8::7' },
      merchant: { id: 'shop 1', mcc: '', country: '' },
    });
    for (const [type, id] of [
      ['account', 'acc/ä ?'],
      ['card', 'c%2F'],
      ['device', 'dev#1'],
      ['ip', '2001:db8::7'],
      ['merchant', 'shop 1'],
    ] as const) {
      const { body } = await ask(ann, `/entities/${type}/${encodeURIComponent(id)}/partial-matches`);
      expect(body).toMatchObject({ entity: { type, id }, events: { count: 1 } });
    }
  });

  it('a pattern of the pack that was retired → gone; an own one that went live → there', async () => {
    await paid(5, card('changed'));
    const path = '/entities/card/changed/partial-matches';
    expect(patternsOf(await ask(ann, path))).toContain('card-testing');
    const reason = { reason: 'for the test' };
    const retired = await change('/card-testing/retire', { revision: 0, ...reason });
    expect(retired.status).toBe(200);
    const definition = `
pattern: own-one
by: card
within: 1h
sequence: 'small -> large'
where: { small: 'event.amount < 200', large: 'event.amount > 99999' }
then: { risk: 1, action: review, reason: OWN }
`;
    expect((await change('', { definition })).status).toBe(201);
    expect(patternsOf(await ask(ann, path))).not.toContain('own-one');
    expect((await change('/own-one/promote', { version: 1, to: 'live', revision: 1, ...reason })).status).toBe(200);
    const now = patternsOf(await ask(ann, path));
    expect(now).toContain('own-one');
    expect(now).not.toContain('card-testing');
    const rolledBack = await change('/card-testing/rollback', { revision: retired.body.revision, ...reason });
    expect(rolledBack.status).toBe(200);
  });

  it('more payments than are looked at → says so', async () => {
    const small = Array.from({ length: 66 }, (_, i) => i);
    const nowMs = Date.now();
    await app.store(
      ...small.map((i) =>
        decisionOf({
          transaction: {
            id: newId('transaction', nowMs - i * 1000),
            tenantId,
            occurredAtMs: nowMs - i * 1000,
            receivedAtMs: nowMs - i * 1000,
            amountMinor: 700,
            ...card('busy'),
          },
        }),
      ),
    );
    const { body } = await ask(ann, '/entities/card/busy/partial-matches');
    expect(body.events).toEqual({ count: 64, truncated: true });
  });
});

describe('health of patterns', () => {
  const count = async (version: number, day: string, runs: number): Promise<void> => {
    await app.db.database.query(
      [tenantId],
      `insert into cep.pattern_counts (tenant_id, pattern_id, version, day, shed_runs, shed_matches, failed_conditions)
       values ($1, 'rapid-fire', $2, $3, $4, 2, 1)`,
      [tenantId, version, day, runs],
    );
  };
  const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 60 * MINUTE).toISOString().slice(0, 10);

  it('the sum of seven days of the versions that run; nothing counted → zeros; not another tenant’s', async () => {
    await count(1, daysAgo(0), 10);
    await count(1, daysAgo(6), 100);
    await count(1, daysAgo(7), 1000);
    await count(2, daysAgo(0), 5000);
    const health = { shed_runs: 110, shed_matches: 4, failed_conditions: 2 };
    expect((await ask(ann, '/patterns/rapid-fire')).body).toMatchObject({ live_version: 1, health });
    const healthOf = async (person: Person, wanted: string): Promise<unknown> => {
      const items = (await ask(person, '/patterns')).body.items as { id: string; health: unknown }[];
      return items.find(({ id }) => id === wanted)?.health;
    };
    const well = { shed_runs: 0, shed_matches: 0, failed_conditions: 0 };
    expect(await healthOf(ann, 'rapid-fire')).toEqual(health);
    expect(await healthOf(ann, 'bust-out')).toEqual(well);
    expect(await healthOf(eve, 'rapid-fire')).toEqual(well);
  });
});
