import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  caseDetail,
  caseList,
  consoleSession,
  consoleStats,
  consoleUsers,
  CSRF_HEADER,
  decisionDetail,
  decisionList,
  type DecisionV1,
  derivedId,
  labelV1,
  newId,
  nextCase,
  outboxList,
  recordKey,
  searchResult,
  topics,
} from '#contracts';
import { EventLog } from '#messaging';
import { ConsoleApp, type Person } from '../testing/console-app.js';
import { listen } from '../testing/decision-stream.js';
import { type DecisionParts, decisionOf } from '../testing/records.js';

let console: ConsoleApp;
let tenantA: string;
let tenantB: string;
let analyst: Person;
let colleague: Person;
let viewer: Person;
let admin: Person;
let stranger: Person;
let site: string;

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'caracal-site-'));
  await mkdir(join(site, 'assets'));
  await writeFile(join(site, 'index.html'), '<!doctype html><title>Caracal</title>');
  await writeFile(join(site, 'assets', 'app-1a2b3c.js'), 'export const x = 1;'.repeat(200));
  await writeFile(join(site, 'secret.key'), 'not for browsers');
  console = await ConsoleApp.start({ CONSOLE_DIR: site, TRACE_URL_TEMPLATE: 'https://traces.example/{trace_id}' });
  tenantA = await console.tenant('a');
  tenantB = await console.tenant('b');
  analyst = await console.person(tenantA, 'ann', 'analyst');
  colleague = await console.person(tenantA, 'cole', 'analyst');
  viewer = await console.person(tenantA, 'vic', 'viewer');
  admin = await console.person(tenantA, 'ada', 'admin');
  stranger = await console.person(tenantB, 'sam', 'admin');
});
afterAll(() => rm(site, { recursive: true, force: true }));

/** Decided now, since the live page looks at the last minutes. */
function decision(parts: DecisionParts = {}): DecisionV1 {
  const now = Date.now();
  const id = parts.transaction?.id ?? newId('transaction', now);
  return decisionOf({
    decidedAtMs: now,
    ...parts,
    transaction: { tenantId: tenantA, occurredAtMs: now - 40, receivedAtMs: now - 20, ...parts.transaction, id },
  });
}
const caseIdOf = ({ transaction }: DecisionV1): string => derivedId('case', transaction.id);
const inReview = async (parts: DecisionParts = {}): Promise<DecisionV1> => {
  const made = decision({ outcome: 'review', ...parts });
  await console.store(made);
  return made;
};
/** What the outbox brought to the log, once it has. */
const labelsOf = async ({ transaction }: DecisionV1, count: number): Promise<{ event: string; verdict: string }[]> => {
  const log = console.app.get(EventLog, { strict: false });
  const partition = log.partitionOf(topics.labels.name, recordKey(tenantA, transaction.id));
  for (let i = 0; ; i++) {
    const records = await log.readFrom(topics.labels.name, partition, 0, 1000);
    const labels = records
      .map(({ value }) => labelV1.decode(value))
      .filter((label) => label.transactionId === transaction.id);
    if (labels.length >= count || i === 1000) return labels;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('logging in', () => {
  it('a link: logs in once; the second time a page says why not', async () => {
    const person = await console.person(tenantA, 'once', 'viewer');
    const session = await person.get('/session');
    expect(consoleSession.parse(session.body)).toMatchObject({
      user: { id: person.id, name: 'once', role: 'viewer' },
      tenant: { id: tenantA, name: 'Tenant a' },
      trace_url_template: 'https://traces.example/{trace_id}',
    });
    const again = await console.app.inject({ url: '/login?token=used' });
    expect([again.statusCode, again.headers['content-type'], again.headers['set-cookie']]).toEqual([
      410,
      'text/html; charset=utf-8',
      undefined,
    ]);
  });

  it('without a session: every route of the console answers 401 as a problem', async () => {
    for (const path of [
      'session',
      'users',
      'decisions',
      'decisions/txn_x',
      'decisions/stream',
      'stats',
      'cases',
      'cases/cas_x',
      'outbox',
      'search?q=x',
    ]) {
      const answer = await console.app.inject({ url: `/console/api/${path}` });
      expect([path, answer.statusCode, answer.headers['content-type'], answer.json<{ code: string }>().code]).toEqual([
        path,
        401,
        'application/problem+json; charset=utf-8',
        'unauthenticated',
      ]);
    }
  });

  it('logging out: the cookie is worth nothing any more', async () => {
    const person = await console.person(tenantA, 'leaving', 'viewer');
    expect(await person.logOut()).toBe(204);
    expect((await person.get('/session')).status).toBe(401);
  });

  it('changing something without the header: refused, whatever the role', async () => {
    expect((await admin.post('/cases/next', {}, {})).status).toBe(403);
    expect((await admin.post('/cases/next', {}, { [CSRF_HEADER]: '0' })).status).toBe(403);
  });

  it('people: those of the tenant who may use the console, with their roles', async () => {
    await console.person(tenantA, 'robot', 'service').catch(() => undefined);
    const { items } = consoleUsers.parse((await viewer.get('/users')).body);
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['ann', 'cole', 'vic', 'ada']));
    expect(items.map(({ name }) => name)).not.toContain('sam');
  });
});

describe('decisions', () => {
  it('list: newest first, filtered, in pages that neither repeat nor skip', async () => {
    const made: DecisionV1[] = [];
    for (let i = 0; i < 5; i++) {
      const at = Date.now() + i;
      made.push(
        decision({
          outcome: 'decline',
          decidedAtMs: at,
          transaction: { receivedAtMs: at, account: { id: 'acc-pages', createdAtMs: 0, email: '' } },
        }),
      );
    }
    await console.store(...made);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = decisionList.parse(
        (await viewer.get(`/decisions?q=acc-pages&outcome=decline&limit=2&cursor=${cursor}`)).body,
      );
      seen.push(...page.items.map(({ transaction_id: id }) => id));
      cursor = page.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(made.map(({ transaction }) => transaction.id).toReversed());
    expect(decisionList.parse((await viewer.get('/decisions?mode=live')).body).items).toEqual([]);
    expect((await viewer.get('/decisions?outcome=maybe&limit=1000')).body.errors).toHaveLength(2);
    for (const path of ['/decisions?cursor=nonsense', '/decisions?q=%00', '/search?q=a%00b', '/cases?assignee=%00'])
      expect([path, (await viewer.get(path)).status]).toEqual([path, 422]);
    expect((await viewer.get('/decisions/%00')).status).toBe(404);
    expect((await viewer.get('/cases/%00')).status).toBe(404);
  });

  it('detail: what the client was told and the best known, features in words, entities, matches, the account’s timeline', async () => {
    const account = { id: newId('transaction', 1), createdAtMs: 0, email: 'payer@example.com' };
    const features = Array<number>(60).fill(Number.NaN);
    features[13] = 14;
    const before = Array.from({ length: 3 }, (_, i) =>
      decision({
        features: features.with(13, i),
        transaction: { account, occurredAtMs: Date.now() - 10_000 + i, receivedAtMs: Date.now() - 9_000 + i },
      }),
    );
    const full = decision({
      outcome: 'decline',
      features,
      contributions: [
        { feature: 'account_count_10m', value: 14, weight: 1.5, group: 'velocity', typical: 2 },
        { feature: 'account_declined_10m', value: 0, weight: -0.25, group: 'attempts', typical: 0 },
      ],
      explanation: {
        method: 'tree_shap',
        base: -5,
        others: 0.75,
        features: 60,
        groups: [{ group: 'velocity', weight: 2, features: 60 }],
      },
      entities: [
        {
          entityType: 'account',
          entityId: account.id,
          values: [],
          truncated: true,
          approximate: true,
          position: 1,
          oneCurrency: false,
          session: { startedAtMs: 1000, lastAtMs: 2000, count: 3, amountMinor: 99 },
        },
      ],
      matches: [
        {
          patternId: 'card-testing',
          patternVersion: 2,
          entityType: 'account',
          entityId: account.id,
          reason: 'CARD_TESTING',
          risk: 0.9,
          action: 'decline',
          steps: [{ step: 'small', events: [{ transactionId: 'txn_1', occurredAtMs: 1000, amountMinor: 5 }] }],
        },
      ],
      transaction: {
        account,
        attributes: [
          { name: 'note', text: '<b>' },
          { name: 'count', number: 2 },
          { name: 'gift', flag: false },
        ],
      },
    });
    await console.store(
      ...before,
      decision({ answeredBy: 'stand_in', outcome: 'approve', transaction: full.transaction }),
      full,
    );

    const detail = decisionDetail.parse((await viewer.get(`/decisions/${full.transaction.id}`)).body);
    expect(detail.summary).toMatchObject({
      outcome: 'approve',
      latest_outcome: 'decline',
      revised: true,
      answered_by: 'stand_in',
      case_id: caseIdOf(full),
    });
    expect([detail.decision.answered.answered_by, detail.decision.latest.answered_by]).toEqual(['stand_in', 'full']);
    expect(detail.features[0]).toMatchObject({ name: 'account_count_10m', value: 14, habit: 1, contribution: 1.5 });
    expect(detail.features[0]!.sentence).toContain('14 payments in the last 10 minutes; usual: 1');
    expect(detail.explanation).toEqual({
      method: 'tree_shap',
      base: -5,
      steps: [
        {
          feature: 'account_count_10m',
          label: 'Payments of this account in 10 min',
          group: 'velocity',
          sentence: 'This account: 14 payments in the last 10 minutes',
          usual: '1',
          usual_of: 'account',
          weight: 1.5,
        },
        expect.objectContaining({ feature: 'account_declined_10m', usual: '0', usual_of: 'everyone', weight: -0.25 }),
      ],
      others: { features: 58, weight: 0.75 },
      groups: [{ group: 'velocity', weight: 2, features: 60 }],
      total: -3,
    });
    expect(detail.entities[0]).toMatchObject({
      type: 'account',
      truncated: true,
      approximate: true,
      session: { count: 3 },
    });
    expect(detail.matches[0]!.steps[0]!.events[0]).toMatchObject({ transaction_id: 'txn_1', amount: 5 });
    expect(detail.transaction.attributes).toEqual({ note: '<b>', count: 2, gift: false });
    expect(detail.timeline.map(({ transaction_id: id, current }) => [id, current])).toEqual([
      ...before.map(({ transaction }) => [transaction.id, false]),
      [full.transaction.id, true],
    ]);
  });

  it('a match over other accounts: their payments stand beside the timeline, another tenant’s never', async () => {
    const account = (id: string) => ({ id: newId('transaction', 1) + id, createdAtMs: 0, email: '' });
    const other = decision({ transaction: { account: account('other') } });
    const foreign = decision({ transaction: { tenantId: tenantB, account: account('foreign') } });
    const own = newId('transaction', Date.now());
    const ids = [other.transaction.id, foreign.transaction.id, own, 'txn_gone'];
    const events = ids.map((transactionId) => ({ transactionId, occurredAtMs: 1, amountMinor: 1 }));
    const on = { entityType: 'device', entityId: 'dev-1', reason: 'R', risk: 1, action: 'review' } as const;
    const match = { ...on, patternId: 'shared-device', patternVersion: 1, steps: [{ step: 'other', events }] };
    await console.store(
      other,
      foreign,
      decision({ transaction: { id: own, account: account('own') }, matches: [match] }),
    );
    const detail = decisionDetail.parse((await viewer.get(`/decisions/${own}`)).body);
    expect(detail.timeline.map(({ transaction_id: id }) => id)).toEqual([own]);
    expect(detail.elsewhere).toMatchObject([{ account_id: other.transaction.account?.id, outcome: 'approve' }]);
  });

  it('a challenge that the step-up service has not opened yet: shown as being prepared', async () => {
    const challenged = decision({ outcome: 'challenge' });
    await console.store(challenged);
    const { body } = await viewer.get(`/decisions/${challenged.transaction.id}`);
    expect(body.challenge).toMatchObject({ id: challenged.challengeId, status: 'preparing' });
  });

  it('figures: counts of the window with points that add up to them', async () => {
    const tenant = await console.tenant('figures');
    const person = await console.person(tenant, 'fay', 'viewer');
    const transaction = { tenantId: tenant };
    await console.store(
      decision({ transaction, latencyMs: 9 }),
      decision({ transaction: { ...transaction, amountMinor: 700 }, outcome: 'decline' }),
      decision({ transaction: { ...transaction, amountMinor: 300, currency: 'EUR' }, outcome: 'decline' }),
      decision({ transaction, outcome: 'review', decidedAtMs: Date.now() - 7 * 86_400_000 }),
    );
    const stats = consoleStats.parse((await person.get('/stats?window=5m')).body);
    expect(stats).toMatchObject({
      decisions: 3,
      outcomes: { approve: 1, decline: 2, review: 0 },
      latency_ms: { p50: 20 },
      week_ago: { decisions: 1 },
    });
    expect(stats.declined_amounts).toEqual(
      expect.arrayContaining([
        { currency: 'USD', amount: 700 },
        { currency: 'EUR', amount: 300 },
      ]),
    );
    // 700 cents, and 300 of the euro’s at the rough rate.
    expect(stats.declined_about).toEqual({ currency: 'USD', amount: 700 + Math.round(300 / 0.85) });
    expect(stats.series.reduce((sum, point) => sum + point.decisions, 0)).toBe(3);
    expect(stats.series).toHaveLength(30);
    expect(stats.cases.open).toBe(1);
  });

  it('live feed: what is stored after joining, and again when it changes; nothing of other tenants', async () => {
    await console.app.listen(0, '127.0.0.1');
    const { port } = console.app.getHttpServer().address() as AddressInfo;
    const events = listen(port, viewer.cookie);
    await events.opened;
    // The feed tells what came after its first look.
    await expect
      .poll(async () => {
        await console.store(decision());
        return events.seen.length;
      })
      .toBeGreaterThan(0);
    const reviewed = await inReview();
    const foreign = decision({ transaction: { tenantId: tenantB } });
    await console.store(foreign);
    const told = (): string[] =>
      events.seen.filter(({ transaction_id: id }) => id === reviewed.transaction.id).map(({ status }) => status);
    await expect.poll(told).toEqual(['pending_review']);
    await analyst.post(`/cases/${caseIdOf(reviewed)}/decide`, { verdict: 'approve', reason: 'known payer' });
    await expect.poll(told).toEqual(['pending_review', 'final']);
    events.close();
    expect(events.seen.map(({ transaction_id: id }) => id)).not.toContain(foreign.transaction.id);
  });
});

describe('cases', () => {
  it('queue: by expected loss, in pages; counted', async () => {
    const tenant = await console.tenant('queue');
    const person = await console.person(tenant, 'quin', 'analyst');
    const amounts = [500, 900_000, 20_000, 7_000];
    for (const amountMinor of amounts) await inReview({ transaction: { tenantId: tenant, amountMinor } });
    const first = caseList.parse((await person.get('/cases?limit=3')).body);
    const second = caseList.parse((await person.get(`/cases?limit=3&cursor=${first.next_cursor}`)).body);
    expect([...first.items, ...second.items].map(({ amount }) => amount)).toEqual([900_000, 20_000, 7_000, 500]);
    expect(first.items[0]).toMatchObject({
      expected_loss: 576_000,
      cause: 'review',
      assignee: null,
      reasons: [{ code: 'MODEL' }],
    });
    expect([second.next_cursor, first.counts]).toEqual([
      null,
      { open: 4, mine: 0, unassigned: 4, overdue: 0, decided: 0 },
    ]);
    for (const sort of ['newest', 'oldest', 'due', 'score'])
      expect(caseList.parse((await person.get(`/cases?sort=${sort}&limit=1`)).body).next_cursor).not.toBeNull();
  });

  it('take next: never the same case for two, however many ask at once; then the queue is empty', async () => {
    const tenant = await console.tenant('next');
    const people = await Promise.all(['n1', 'n2', 'n3'].map((name) => console.person(tenant, name, 'analyst')));
    for (let i = 0; i < 6; i++) await inReview({ transaction: { tenantId: tenant } });
    const taken = await Promise.all([...people, ...people].map((person) => person.post('/cases/next')));
    const ids = taken.map(({ body }) => nextCase.parse(body).case!.id);
    expect(new Set(ids).size).toBe(6);
    expect((await people[0]!.post('/cases/next')).body).toEqual({ case: null });
    // Locks run out, and then the case is anybody's.
    await console.db.database.query([tenant], 'update cases.cases set locked_until_ms = 1 where id = $1', [ids[0]]);
    expect((await people[1]!.post('/cases/next')).body.case.id).toBe(ids[0]);
  });

  it('decide: case, decision, label, note and history at once; a second verdict is a conflict', async () => {
    const reviewed = await inReview();
    const id = caseIdOf(reviewed);
    const decided = await analyst.post(`/cases/${id}/decide`, {
      verdict: 'decline',
      reason: 'stolen card',
      note: 'called the payer',
    });
    const detail = caseDetail.parse(decided.body);
    expect(detail).toMatchObject({
      case: {
        status: 'decided',
        verdict: 'decline',
        verdict_reason: 'stolen card',
        decided_by: { id: analyst.id, name: 'ann' },
      },
      summary: { status: 'final', resolved_outcome: 'decline', outcome: 'review' },
      notes: [{ text: 'called the payer', author: { name: 'ann' } }],
    });
    expect(detail.audit.map(({ action, actor, detail: text }) => [action, actor?.name, text])).toEqual([
      ['opened', undefined, 'review'],
      ['declined', 'ann', 'stolen card'],
    ]);
    const labels = await labelsOf(reviewed, 1);
    expect(labels).toMatchObject([
      {
        event: 'analyst_declined',
        verdict: 'fraud',
        source: 'analyst',
        actor: analyst.id,
        note: 'stolen card',
        amountMinor: 12990,
      },
    ]);
    expect((await colleague.post(`/cases/${id}/decide`, { verdict: 'approve', reason: 'x' })).body.code).toBe(
      'conflict',
    );
  });

  it('two verdicts at the same moment: one counts', async () => {
    const id = caseIdOf(await inReview());
    const answers = await Promise.all(
      [analyst, colleague, admin].map((person) =>
        person.post(`/cases/${id}/decide`, { verdict: 'approve', reason: 'x' }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  it('undo: by who decided, soon enough; the decision waits again and the label is withdrawn', async () => {
    const reviewed = await inReview();
    const id = caseIdOf(reviewed);
    expect((await analyst.post(`/cases/${id}/undo`)).status).toBe(409);
    await analyst.post(`/cases/${id}/decide`, { verdict: 'approve', reason: 'x' });
    expect((await colleague.post(`/cases/${id}/undo`)).status).toBe(403);
    const undone = caseDetail.parse((await analyst.post(`/cases/${id}/undo`)).body);
    expect(undone).toMatchObject({
      case: { status: 'open', verdict: null, undo_until: null },
      summary: { status: 'pending_review' },
    });
    expect(undone.summary.resolved_outcome).toBeUndefined();
    const labels = await labelsOf(reviewed, 2);
    expect(labels.map(({ event, verdict }) => [event, verdict])).toEqual([
      ['analyst_approved', 'legitimate'],
      ['analyst_withdrawn', 'unknown'],
    ]);

    await analyst.post(`/cases/${id}/decide`, { verdict: 'approve', reason: 'x' });
    await console.db.database.query(
      [tenantA],
      'update cases.cases set decided_at_ms = decided_at_ms - 61000 where id = $1',
      [id],
    );
    expect((await analyst.post(`/cases/${id}/undo`)).status).toBe(409);
  });

  it('assign: to a person who may decide, by the version that was seen; a lock of another holds', async () => {
    const id = caseIdOf(await inReview());
    const assigned = caseDetail.parse(
      (await analyst.post(`/cases/${id}/assign`, { assignee: colleague.id, version: 1 })).body,
    );
    expect(assigned.case).toMatchObject({ assignee: { id: colleague.id, name: 'cole' }, version: 2 });
    expect((await analyst.post(`/cases/${id}/assign`, { assignee: null, version: 1 })).status).toBe(409);
    for (const person of [viewer, stranger])
      expect((await analyst.post(`/cases/${id}/assign`, { assignee: person.id })).body.errors[0].pointer).toBe(
        '/assignee',
      );
    await console.db.database.query([tenantA], 'update cases.cases set locked_until_ms = $2 where id = $1', [
      id,
      Date.now() + 60_000,
    ]);
    expect((await analyst.post(`/cases/${id}/decide`, { verdict: 'approve', reason: 'x' })).status).toBe(409);
    expect((await analyst.post(`/cases/${id}/assign`, { assignee: analyst.id })).status).toBe(409);
    expect((await admin.post(`/cases/${id}/assign`, { assignee: null })).body.case.assignee).toBeNull();
    const mine = caseList.parse((await colleague.get('/cases?assignee=me')).body);
    expect(mine.items.every(({ assignee }) => assignee?.id === colleague.id)).toBe(true);
  });

  it('bad bodies: every problem named, nothing changed', async () => {
    const id = caseIdOf(await inReview());
    for (const [path, body] of [
      ['decide', { verdict: 'maybe', reason: '' }],
      ['decide', { verdict: 'approve', reason: 'x'.repeat(201) }],
      ['notes', { text: 'nul \0 byte' }],
      ['notes', { text: 'half of a pair \ud800' }],
      ['notes', { text: 'pan 4242 4242 4242 4242' }],
      ['decide', { verdict: 'approve', reason: '4242424242424242' }],
      ['notes', {}],
      ['assign', { assignee: 7 }],
    ] as const) {
      const answer = await analyst.post(`/cases/${id}/${path}`, body);
      expect([path, answer.status]).toEqual([path, 422]);
    }
    expect((await analyst.get(`/cases/${id}`)).body.case.version).toBe(1);
  });

  it('a viewer: reads, and changes nothing', async () => {
    const id = caseIdOf(await inReview());
    expect((await viewer.get(`/cases/${id}`)).status).toBe(200);
    for (const [path, body] of writesOn(id))
      expect([path, (await viewer.post(path, body)).status]).toEqual([path, 403]);
  });
});

describe('other tenants', () => {
  it('every route with another tenant’s ids: as if they did not exist', async () => {
    const reviewed = await inReview();
    const challenged = decision({ outcome: 'challenge' });
    await console.store(challenged);
    const id = caseIdOf(reviewed);
    const { transaction, traceId } = reviewed;
    for (const path of [`/decisions/${transaction.id}`, `/cases/${id}`])
      expect([path, (await stranger.get(path)).status]).toEqual([path, 404]);
    for (const [path, body] of writesOn(id).filter(([path]) => path !== '/cases/next'))
      expect([path, (await stranger.post(path, body)).status]).toEqual([path, 404]);
    for (const q of [
      transaction.id,
      transaction.externalId,
      'acc-1',
      'card-1',
      'dev-1',
      '203.0.113.7',
      'mer-1',
      traceId,
      id,
      challenged.challengeId,
    ]) {
      const hits = searchResult.parse((await stranger.get(`/search?q=${q}`)).body).items;
      expect(hits.filter((hit) => hit.transaction_id === transaction.id)).toEqual([]);
      const listed = decisionList.parse((await stranger.get(`/decisions?q=${q}`)).body).items;
      expect(listed.filter((item) => item.transaction_id === transaction.id)).toEqual([]);
    }
    expect(caseList.parse((await stranger.get('/cases')).body).items).toEqual([]);
    expect((await stranger.post('/cases/next')).body.case).toBeNull();
    expect(outboxList.parse((await stranger.get('/outbox')).body).items).toEqual([]);
    expect((await analyst.get(`/cases/${id}`)).body.case).toMatchObject({ version: 1, assignee: null });
  });
});

describe('search', () => {
  it('any id: what it names, with its case and its mode', async () => {
    const account = { id: 'acc-search', createdAtMs: 0, email: '' };
    const reviewed = await inReview({ transaction: { account } });
    await console.store(decision({ transaction: { account, livemode: true } }));
    const hits = async (q: string): Promise<unknown[]> =>
      searchResult.parse((await viewer.get(`/search?q=${encodeURIComponent(q)}`)).body).items;
    const id = reviewed.transaction.id;
    expect(await hits(id)).toMatchObject([{ kind: 'transaction', id, case_id: caseIdOf(reviewed) }]);
    expect(await hits(reviewed.transaction.externalId)).toMatchObject([{ kind: 'transaction', id }]);
    expect(await hits(caseIdOf(reviewed))).toMatchObject([{ kind: 'case', transaction_id: id }]);
    expect(await hits(reviewed.id)).toMatchObject([{ kind: 'transaction', transaction_id: id }]);
    expect(await hits('acc-search')).toMatchObject([
      { kind: 'account', livemode: true, count: 1 },
      { kind: 'account', livemode: false, count: 1 },
    ]);
    expect(await hits(derivedId('challenge', id))).toEqual([]);
    expect(await hits("'; drop table cases.cases; --")).toEqual([]);
  });
});

describe('site', () => {
  const get = async (url: string, headers: Record<string, string> = {}) => await console.app.inject({ url, headers });
  const html = { accept: 'text/html' };

  it('pages: index for the console’s own addresses, with a policy; files with their type; hashed ones kept for good', async () => {
    for (const url of ['/', '/queue', '/cases/cas_1?tab=features']) {
      const page = await get(url, html);
      expect([url, page.statusCode, page.headers['content-type'], page.headers['cache-control']]).toEqual([
        url,
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    }
    const script = await get('/assets/app-1a2b3c.js', { 'accept-encoding': 'gzip, br' });
    expect([script.statusCode, script.headers['content-encoding'], script.headers['cache-control']]).toEqual([
      200,
      'br',
      'public, max-age=31536000, immutable',
    ]);
    expect((await get('/assets/app-1a2b3c.js', { 'if-none-match': String(script.headers['etag']) })).statusCode).toBe(
      304,
    );
    expect((await get('/assets/app-1a2b3c.js')).headers['content-encoding']).toBeUndefined();
  });

  it('addresses of programs: an unknown one is a problem, also for browsers; nothing outside the site is served', async () => {
    for (const url of [
      '/v1/nothing',
      '/console/api/nothing',
      '/challenge',
      '/docs/x',
      '/metrics/x',
      '/assets/gone.js',
      '/openapi.json',
      '/secret.key',
      '/..%2f..%2fetc%2fpasswd',
      '/%',
    ]) {
      const answer = await get(url, url === '/secret.key' || url.includes('%') ? {} : html);
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
        url,
        url === '/%' ? answer.statusCode : 404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect((await get('/queue', { accept: 'application/json' })).statusCode).toBe(404);
    expect((await console.app.inject({ method: 'POST', url: '/queue' })).statusCode).toBe(404);
  });
});

function writesOn(id: string): [string, object][] {
  return [
    ['/cases/next', {}],
    [`/cases/${id}/decide`, { verdict: 'approve', reason: 'x' }],
    [`/cases/${id}/undo`, {}],
    [`/cases/${id}/assign`, { assignee: null }],
    [`/cases/${id}/notes`, { text: 'x' }],
  ];
}
